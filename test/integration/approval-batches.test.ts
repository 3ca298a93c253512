import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideProposals } from '../../src/proposals/decide-proposals.ts'
import type { Decision, Outcome } from '../../src/proposals/decision.ts'
import type { Draft } from '../../src/proposals/draft.ts'
import { listProposals } from '../../src/proposals/list-proposals.ts'
import { proposeChanges } from '../../src/proposals/propose-changes.ts'
import { undoCommit } from '../../src/proposals/undo-commit.ts'
import { editRecord } from '../../src/records/edit-record.ts'
import { type CrmDatabase, openCrmDatabase } from '../support/open-crm-database.ts'

describe('batches', () => {
  let crm: CrmDatabase
  beforeAll(async () => {
    crm = await openCrmDatabase()
  })
  afterAll(() => crm.close())

  const people = async (count: number): Promise<number[]> => {
    const { rows } = await crm.admin.query(
      `insert into individual (tenant_id, first_name, last_name) select $1, 'P', 'N' || n from generate_series(1, $2) n returning id::int`,
      [crm.tenant.id, count],
    )
    return rows.map(({ id }) => id)
  }
  const titles = (ids: number[], title = 'CTO'): Draft[] =>
    ids.map((entity_id) => ({
      proposed_action: 'update',
      entity_type: 'Individual',
      entity_id,
      data: { title },
      producer: 'api',
    }))
  const file = async (drafts: Draft[]): Promise<Decision[]> => {
    const ids = (await proposeChanges(crm.tenant.as('agent'), drafts)).map(({ id }) => id!)
    const { rows } = await crm.admin.query('select id, content_hash from proposal where id = any($1)', [ids])
    const hashes = new Map(rows.map(({ id, content_hash }) => [id, content_hash]))
    return ids.map((id) => ({ id, action: 'approve', content_hash: hashes.get(id) }))
  }
  const decide = (decisions: Decision[], batch: string | null = crypto.randomUUID()) =>
    decideProposals(crm.tenant.as('reviewer'), decisions, batch)
  const tally = (outcomes: Outcome[]) => {
    const counts: Record<string, number> = {}
    for (const { outcome } of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1
    return counts
  }

  it('answers a thousand decisions in order, in one round trip, and undoes them in one', async () => {
    const ids = await people(1000)
    const decisions = await file(titles(ids))
    crm.resetRequests()
    const batch = crypto.randomUUID()
    const outcomes = await decide(decisions, batch)
    expect(crm.requests()).toBe(1)
    expect(outcomes.map(({ entity_id }) => entity_id)).toEqual(ids)
    expect(tally(outcomes)).toEqual({ committed: 1000 })
    crm.resetRequests()
    expect(await undoCommit(crm.tenant.as('reviewer'), 'batch', batch)).toMatchObject({ outcome: 'undone', kept: [] })
    expect(crm.requests()).toBe(1)
    const { rows } = await crm.admin.query(
      'select count(*)::int as n from individual where id = any($1) and title is not null',
      [ids],
    )
    expect(rows).toEqual([{ n: 0 }])
  })

  it('T11 takes edited values of every kind of record in the same one round trip', async () => {
    const ids = await people(2)
    const [organization] = await file([
      {
        proposed_action: 'create',
        entity_type: 'Organization',
        data: { name: 'Edited', website: 'edited-before.example', employee_count: 5 },
        producer: 'api',
      },
    ])
    const known = await crm.tenant.insert('organization', { name: 'Known', website: 'https://edited-after.example' })
    const [one, two] = await file(titles(ids))
    crm.resetRequests()
    const outcomes = await decide([
      { ...one!, fields: { title: { edit: ' CFO ' } } },
      { ...two!, fields: { title: { edit: 7 } } },
      { ...organization!, fields: { website: { edit: 'www.edited-after.example/about' } } },
    ])
    expect(crm.requests()).toBe(1)
    expect(outcomes).toMatchObject([
      { outcome: 'committed', entity_id: ids[0] },
      { outcome: 'invalid', errors: [{ path: 'fields.title' }] },
      { outcome: 'committed', entity_id: known },
    ])
    expect(await crm.tenant.read('individual', ids[0]!)).toMatchObject({ title: 'CFO' })
    expect(await crm.tenant.read('individual', ids[1]!)).toMatchObject({ row_version: 1 })
  })

  it('T12 commits 47 of 50 and names the stale, the expired and the decided one', async () => {
    const ids = await people(50)
    const decisions = await file(titles(ids))
    await editRecord(crm.tenant.as('second'), 'Individual', ids[3]!, { title: 'CEO' })
    await crm.admin.query(`update proposal set expires_at = now() - interval '1 hour' where id = $1`, [
      decisions[7]!.id,
    ])
    await decideProposals(crm.tenant.as('second'), [{ id: decisions[11]!.id, action: 'reject' }], null)
    const outcomes = await decide(decisions)
    expect(tally(outcomes)).toEqual({ committed: 47, stale: 1, expired: 1, already_decided: 1 })
    expect([outcomes[3], outcomes[7], outcomes[11]]).toMatchObject([
      { id: decisions[3]!.id, outcome: 'stale' },
      { id: decisions[7]!.id, outcome: 'expired' },
      { id: decisions[11]!.id, outcome: 'already_decided', detail: 'Already rejected by Acme second.' },
    ])
  })

  it('does not fail the others for one that the database refuses', async () => {
    const ids = await people(20)
    const decisions = await file([
      ...titles(ids),
      {
        proposed_action: 'create',
        entity_type: 'Job',
        data: { title: 'Ghost' },
        link_to: { organization_id: 99_999_999 },
        producer: 'api',
      },
    ])
    const mixed = [...decisions.slice(0, 9), decisions[20]!, ...decisions.slice(9, 20)]
    const outcomes = await decide(mixed)
    expect(tally(outcomes)).toEqual({ committed: 20, invalid: 1 })
    expect(outcomes[9]).toMatchObject({ outcome: 'invalid', detail: 'It refers to a record that does not exist.' })
    const { rows } = await crm.admin.query(
      `select count(*)::int as n from change where entity_type = 'Individual' and entity_id = any($1)`,
      [ids],
    )
    expect(rows).toEqual([{ n: 20 }])
  })

  it('decides a proposal named twice once', async () => {
    const [one] = await file(titles(await people(1)))
    expect(await decide([one!, { ...one!, action: 'reject' }])).toMatchObject([
      { outcome: 'committed' },
      { outcome: 'already_decided' },
    ])
  })

  it('lets two proposals about one record see each other', async () => {
    const [id] = await people(1)
    const first = await file(titles([id!]))
    const second = await file([
      {
        proposed_action: 'update',
        entity_type: 'Individual',
        entity_id: id!,
        data: { title: 'CEO', city: 'Leeds' },
        producer: 'api',
      },
    ])
    expect(await decide([...first, ...second])).toMatchObject([
      { outcome: 'committed' },
      { outcome: 'stale', conflicts: [{ field: 'title', base: null, now: 'CTO', proposed: 'CEO' }] },
    ])
  })

  it('T13 decides what was on the page and nothing that came after it was read', async () => {
    const ids = await people(3)
    const run = crypto.randomUUID()
    await crm.admin.query('insert into run (id, tenant_id) values ($1, $2)', [run, crm.tenant.id])
    await file(titles(ids.slice(0, 2)).map((draft) => ({ ...draft, run_id: run })))
    const page = await listProposals(crm.tenant.as('reviewer'), { run_id: run, status: ['pending'], limit: 50 })
    await file(titles(ids.slice(2)).map((draft) => ({ ...draft, run_id: run })))
    await decide(page.data.map(({ id, content_hash }) => ({ id, content_hash, action: 'approve' })))
    const left = await listProposals(crm.tenant.as('reviewer'), { run_id: run, status: ['pending'], limit: 50 })
    expect(left).toMatchObject({ total: 1, data: [{ entity_id: ids[2] }] })
  })

  it('T1 commits once for fifty approvals at once; the other forty-nine read who was first', async () => {
    const [id] = await people(1)
    const [decision] = await file(titles([id!]))
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        decideProposals(crm.tenant.as(at % 2 ? 'reviewer' : 'second'), [decision!], null).then(([outcome]) => outcome!),
      ),
    )
    expect(tally(all)).toEqual({ committed: 1, already_decided: 49 })
    expect(
      new Set(all.filter(({ outcome }) => outcome === 'already_decided').map(({ decided_by }) => decided_by)).size,
    ).toBe(1)
    expect(await crm.tenant.read('individual', id!)).toMatchObject({ title: 'CTO', row_version: 2 })
  })

  it('gives every proposal one outcome when twenty reviewers decide overlapping batches', async () => {
    const organizations = Array.from(
      { length: 40 },
      (_, n): Draft => ({
        proposed_action: 'create',
        entity_type: 'Organization',
        data: { name: `Overlap ${n}`, website: `overlap-${n % 20}.example` },
        question_key: `overlap:${n}`,
        producer: 'api',
      }),
    )
    const decisions = await file([...titles(await people(60)), ...organizations])
    const shuffled = (seed: number) => decisions.toSorted((a, b) => order(a.id, seed) - order(b.id, seed)).slice(0, 70)
    const all = (await Promise.all(Array.from({ length: 20 }, (_, at) => decide(shuffled(at))))).flat()
    const committed = all.filter(({ outcome }) => outcome === 'committed')
    expect(new Set(committed.map(({ id }) => id)).size).toBe(committed.length)
    expect(tally(all)).toEqual({ committed: committed.length, already_decided: 20 * 70 - committed.length })
    const { rows } = await crm.admin.query(
      `select (select count(*)::int from change_set where proposal_id = any($1)) as sets, (select count(*)::int from organization where name like 'Overlap %') as made`,
      [decisions.map(({ id }) => id)],
    )
    expect(rows).toEqual([{ sets: committed.length, made: 20 }])
  })

  it('lets merges, approvals, edits and undos of the same records run at once, without an error and with a log that adds up', async () => {
    const ids = await people(12)
    const merges = [0, 2, 4, 6].map(
      (at): Draft => ({
        proposed_action: 'merge',
        entity_type: 'Individual',
        data: { survivor_id: ids[at], loser_ids: [ids[at + 1]], values: {} },
        producer: 'api',
      }),
    )
    const decisions = await file([...titles(ids), ...merges])
    const work = Array.from({ length: 24 }, async (_, at) => {
      const mine = decisions.toSorted((a, b) => order(a.id, at) - order(b.id, at)).slice(0, 8)
      if (at % 4 === 3)
        await editRecord(crm.tenant.as('second'), 'Individual', ids[at % 12]!, { city: `City ${at}` }).catch(
          (error) => {
            if (error.code !== 'conflict') throw error
          },
        )
      const outcomes = await decide(mine)
      const done = outcomes.find(({ outcome }) => outcome === 'committed')
      if (done && at % 3 === 0) await undoCommit(crm.tenant.as('reviewer'), 'proposal', done.id)
      return outcomes
    })
    const all = (await Promise.all(work)).flat()
    expect(Object.keys(tally(all)).filter((name) => !['committed', 'already_decided', 'stale'].includes(name))).toEqual(
      [],
    )
    const { rows } = await crm.admin.query(
      `select x.* from (select c.*, lag(coalesce(c.after, 'null')) over (partition by c.entity_type, c.entity_id, c.field_name order by c.id) as left_by_previous
        from change c where c.entity_type = 'Individual' and c.entity_id = any($1)) x where x.op = 'update' and x.before <> coalesce(x.left_by_previous, 'null')`,
      [ids],
    )
    expect(rows).toEqual([])
  })

  it('T2 commits wholly or not at all when the connection is cut at any point', async () => {
    const ids = await people(40)
    const decisions = await file(titles(ids))
    const begin = `select begin_request('api_key', (select key_hash from api_key where tenant_id = ${crm.tenant.id} and role = 'reviewer' limit 1), 'decide', 'api')`
    for (let killAfterMs = 0; killAfterMs < 30; killAfterMs += 3) {
      const client = new pg.Client({ connectionString: crm.databaseUrl })
      client.on('error', () => {})
      await client.connect()
      const { rows } = await client.query('select pg_backend_pid() as pid')
      const work = client
        .query(`begin; ${begin}; select decide_proposals('${JSON.stringify(decisions)}'); commit`)
        .catch(() => {})
      await new Promise((resolve) => setTimeout(resolve, killAfterMs))
      await crm.admin.query('select pg_terminate_backend($1)', [rows[0].pid])
      await work
      await client.end().catch(() => {})
      const state = await crm.admin.query(
        `select (select count(*)::int from individual where id = any($1) and title = 'CTO') as rows, (select count(*)::int from change where entity_type = 'Individual' and entity_id = any($1)) as changes,
          (select count(*)::int from data_provenance where entity_type = 'Individual' and entity_id = any($1)) as provenance, (select count(*)::int from proposal where id = any($2) and status = 'committed') as decided`,
        [ids, decisions.map(({ id }) => id)],
      )
      const [{ rows: n, changes, provenance, decided }] = state.rows
      expect([changes, provenance, decided]).toEqual([n, n, n])
      expect([0, 40]).toContain(n)
    }
    await decide(decisions)
    const { rows } = await crm.admin.query(
      `select count(*)::int as n from individual where id = any($1) and title = 'CTO' and row_version = 2`,
      [ids],
    )
    expect(rows).toEqual([{ n: 40 }])
  })
})

/** A number between 0 and 1 that depends on both, so that a test shuffles the same way every time. */
function order(id: string, seed: number): number {
  let hash = seed * 2_654_435_761
  for (const char of id) hash = Math.imul(hash ^ char.charCodeAt(0), 16_777_619) >>> 0
  return hash / 2 ** 32
}
