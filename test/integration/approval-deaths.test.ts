import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideProposals } from '../../src/proposals/decide-proposals.ts'
import type { Decision } from '../../src/proposals/decision.ts'
import { proposeChanges } from '../../src/proposals/propose-changes.ts'
import { undoCommit } from '../../src/proposals/undo-commit.ts'
import { type CrmDatabase, openCrmDatabase } from '../support/open-crm-database.ts'

/** Every table that an approval writes, and the moment at which the transaction is to be kept. */
const POINTS = [
  'change_set',
  'individual',
  'organization',
  'contact',
  'employment',
  'change',
  'data_provenance',
  'proposal',
  'refusal',
  'proposal_outcome',
  'proposal_tally',
]

describe('T2 an approval that dies', () => {
  let crm: CrmDatabase
  beforeAll(async () => {
    crm = await openCrmDatabase()
    // the process ends at the point that a row here names, before or after the table is written, or as the transaction commits
    await crm.admin.query(`
      create table dies_at (point text);
      grant select on dies_at to public;
      create function die() returns trigger language plpgsql security definer set search_path = public as $$
      begin
        if exists (select from dies_at where point = tg_argv[0]) then perform pg_terminate_backend(pg_backend_pid()); end if;
        return null;
      end $$`)
    for (const table of POINTS)
      await crm.admin.query(`
        create trigger a_dies before insert or update or delete on ${table} for each statement execute function die('before ${table}');
        create trigger z_dies after insert or update or delete on ${table} for each statement execute function die('after ${table}')`)
    await crm.admin.query(
      `create constraint trigger dies_late after insert on change_set deferrable initially deferred for each row execute function die('commit')`,
    )
  })
  afterAll(() => crm.close())

  const rows = async (text: string, ...params: unknown[]) => (await crm.admin.query(text, params)).rows
  const dyingAt = (point: string | null) =>
    crm.admin.query(`with gone as (delete from dies_at) insert into dies_at select $1 where $1::text is not null`, [
      point,
    ])

  async function file(): Promise<{ decisions: Decision[]; person: number }> {
    const person = await crm.tenant.insert('individual', { first_name: 'Ada', title: 'Analyst', city: 'Leeds' })
    const organization = await crm.tenant.insert('organization', { name: 'Acme' })
    const loser = await crm.tenant.insert('organization', { name: 'ACME' })
    const filed = await proposeChanges(crm.tenant.as('agent'), [
      {
        proposed_action: 'update',
        entity_type: 'Individual',
        entity_id: person,
        data: { title: 'CTO', city: 'York' },
        producer: 'api',
      },
      {
        proposed_action: 'create',
        entity_type: 'Individual',
        data: { last_name: `New ${person}` },
        link_to: { organization_id: organization },
        producer: 'api',
      },
      {
        proposed_action: 'merge',
        entity_type: 'Organization',
        data: { survivor_id: organization, loser_ids: [loser], values: {} },
        producer: 'api',
      },
    ])
    const hashes = new Map(
      (await rows('select id, content_hash from proposal where tenant_id = $1', crm.tenant.id)).map((row) => [
        row.id,
        row.content_hash,
      ]),
    )
    const decisions = filed.map(({ id }): Decision => ({ id: id!, action: 'approve', content_hash: hashes.get(id) }))
    decisions[0]!.fields = { city: 'reject' }
    return { decisions, person }
  }

  /** Everything of the tenant that an approval could have touched. */
  const picture = async () =>
    Object.fromEntries(
      await Promise.all(
        [...POINTS.filter((table) => table !== 'proposal_tally'), 'lead'].map(async (table) => [
          table,
          await rows(
            `select to_jsonb(t) as row from ${table} t where tenant_id = $1 order by to_jsonb(t)::text`,
            crm.tenant.id,
          ),
        ]),
      ),
    )

  const moments = [...POINTS.flatMap((table) => [`before ${table}`, `after ${table}`]), 'commit']
  it.each(moments)('%s leaves nothing behind, and succeeds when it is sent again', async (point) => {
    const { decisions, person } = await file()
    const before = await picture()
    await dyingAt(point)
    await expect(decideProposals(crm.tenant.as('reviewer'), decisions, null)).rejects.toMatchObject({
      code: 'unavailable',
    })
    await dyingAt(null)
    expect(await picture()).toEqual(before)
    const again = await decideProposals(crm.tenant.as('reviewer'), decisions, null)
    expect(again.map(({ outcome }) => outcome)).toEqual(['committed', 'committed', 'committed'])
    expect(await crm.tenant.read('individual', person)).toMatchObject({ title: 'CTO', city: 'Leeds', row_version: 2 })
  })

  it('loses the question before it arrives: nothing has happened; loses the answer: who asks again reads that it was committed', async () => {
    const { decisions, person } = await file()
    crm.failNext(1, 'before')
    await expect(decideProposals(crm.tenant.as('reviewer'), decisions, null)).rejects.toMatchObject({
      code: 'unavailable',
    })
    expect(await crm.tenant.read('individual', person)).toMatchObject({ row_version: 1 })
    crm.failNext(1, 'after')
    await expect(decideProposals(crm.tenant.as('reviewer'), decisions, null)).rejects.toMatchObject({
      code: 'unavailable',
    })
    const again = await decideProposals(crm.tenant.as('reviewer'), decisions, null)
    expect(again).toMatchObject(
      decisions.map(({ id }) => ({
        id,
        outcome: 'already_decided',
        status: 'committed',
        decided_by: crm.tenant.users.reviewer,
      })),
    )
    const sets = await rows(
      'select count(*)::int as n from change_set where proposal_id = any($1)',
      decisions.map(({ id }) => id),
    )
    expect(sets).toEqual([{ n: 3 }])
    crm.failNext(1, 'after')
    await expect(undoCommit(crm.tenant.as('reviewer'), 'proposal', decisions[0]!.id)).rejects.toMatchObject({
      code: 'unavailable',
    })
    expect(await undoCommit(crm.tenant.as('reviewer'), 'proposal', decisions[0]!.id)).toMatchObject({
      outcome: 'refused',
      detail: 'This was already undone.',
    })
  })
})
