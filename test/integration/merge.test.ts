import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideProposals } from '../../src/proposals/decide-proposals.ts'
import type { Decision } from '../../src/proposals/decision.ts'
import type { Draft } from '../../src/proposals/draft.ts'
import { getProposal } from '../../src/proposals/get-proposal.ts'
import { proposeChanges } from '../../src/proposals/propose-changes.ts'
import { undoCommit } from '../../src/proposals/undo-commit.ts'
import { editRecord } from '../../src/records/edit-record.ts'
import type { MergeableType } from '../../src/records/entity-type.ts'
import { getRecord } from '../../src/records/get-record.ts'
import { listRecords } from '../../src/records/list-records.ts'
import { recordHistory } from '../../src/records/record-history.ts'
import { recordProvenance } from '../../src/records/record-provenance.ts'
import { type CrmDatabase, openCrmDatabase } from '../support/open-crm-database.ts'

describe('merging', () => {
  let crm: CrmDatabase
  beforeAll(async () => {
    crm = await openCrmDatabase()
  })
  afterAll(() => crm.close())

  const insert = (table: string, values: Record<string, unknown>) => crm.tenant.insert(table, values)
  const organization = (name: string, more: Record<string, unknown> = {}) => insert('organization', { name, ...more })
  const person = (more: Record<string, unknown> = {}) =>
    insert('individual', { first_name: 'Ada', last_name: 'Byron', ...more })
  const draft = (
    type: MergeableType,
    survivor_id: number,
    loser_ids: number[],
    values: Record<string, unknown> = {},
  ): Draft => ({
    proposed_action: 'merge',
    entity_type: type,
    data: { survivor_id, loser_ids, values },
    producer: 'find_duplicates',
  })
  const file = async (...drafts: Draft[]) => {
    const results = await proposeChanges(crm.tenant.as('agent'), drafts)
    return Promise.all(results.map(({ id }) => getProposal(crm.tenant.as('agent'), id!)))
  }
  const decide = (...proposals: { id: string; content_hash: string }[]) =>
    decideProposals(
      crm.tenant.as('reviewer'),
      proposals.map(({ id, content_hash }): Decision => ({ id, content_hash, action: 'approve' })),
      crypto.randomUUID(),
    )
  const merge = async (...args: Parameters<typeof draft>) => {
    const [proposal] = await file(draft(...args))
    const [outcome] = await decide(proposal!)
    expect(outcome).toMatchObject({ outcome: 'committed', entity_id: args[1] })
    return outcome!
  }
  const undo = (id: string) => undoCommit(crm.tenant.as('reviewer'), 'proposal', id)
  const read = (table: string, id: number) => crm.tenant.read(table, id)
  const at = async (table: string, id: number, column: string) => Number((await read(table, id))[column])

  it('moves everything that pointed at the loser, and undo gives back exactly that', async () => {
    const [survivor, loser] = [await organization('Acme'), await organization('ACME Ltd', { industry: 'Energy' })]
    const individual_id = await person()
    const rows = {
      organization: [await organization('Child', { parent_id: loser }), 'parent_id'],
      contact: [await insert('contact', { organization_id: loser, individual_id }), 'organization_id'],
      employment: [await insert('employment', { organization_id: loser, individual_id }), 'organization_id'],
      lead: [await insert('lead', { title: 'Job', organization_id: loser }), 'organization_id'],
      project: [await insert('project', { name: 'P', status: 'active', organization_id: loser }), 'organization_id'],
      task: [await insert('task', { title: 'T', entity_type: 'Organization', entity_id: loser }), 'entity_id'],
      note: [await insert('note', { content: 'N', entity_type: 'Organization', entity_id: loser }), 'entity_id'],
      activity: [
        await insert('activity', { kind: 'call', entity_type: 'Organization', entity_id: loser }),
        'entity_id',
      ],
      asset: [await insert('asset', { name: 'A', entity_type: 'Organization', entity_id: loser }), 'entity_id'],
      document: [
        await insert('document', { filename: 'D', entity_type: 'Organization', entity_id: loser }),
        'entity_id',
      ],
      data_provenance: [
        await insert('data_provenance', {
          entity_type: 'Organization',
          entity_id: loser,
          field_name: 'industry',
          raw_value: 'Energy',
          actor_kind: 'agent',
        }),
        'entity_id',
      ],
    } as const satisfies Record<string, readonly [number, string]>
    const elsewhere = await insert('note', { content: 'N', entity_type: 'Lead', entity_id: loser })
    crm.resetRequests()
    const done = await merge('Organization', survivor, [loser], { industry: 'Energy' })
    for (const [table, [id, column]] of Object.entries(rows))
      expect([table, await at(table, id, column)]).toEqual([table, survivor])
    expect(await at('note', elsewhere, 'entity_id')).toBe(loser)
    expect(await read('organization', survivor)).toMatchObject({ name: 'Acme', industry: 'Energy' })
    // T62 the loser's provenance speaks for the survivor now
    expect(
      (await recordProvenance(crm.tenant.as('viewer'), 'Organization', survivor)).map(({ raw_value, is_current }) => [
        raw_value,
        is_current,
      ]),
    ).toEqual([
      ['Energy', true],
      ['Energy', true],
    ])
    crm.resetRequests()
    expect(await undo(done.id)).toMatchObject({ outcome: 'undone', kept: [] })
    expect(crm.requests()).toBe(1)
    for (const [table, [id, column]] of Object.entries(rows))
      expect([table, await at(table, id, column)]).toEqual([table, loser])
    expect(await read('organization', survivor)).toMatchObject({ industry: null })
    expect(await read('organization', loser)).toMatchObject({ merged_into_id: null, archived_at: null })
  })

  it('T63 sends the old id to the survivor, and refuses to write to it by name', async () => {
    const [survivor, loser] = [await organization('Acme'), await organization('ACME Ltd')]
    await merge('Organization', survivor, [loser])
    const viewer = crm.tenant.as('viewer')
    expect(await getRecord(viewer, 'Organization', loser)).toEqual({ kind: 'merged', survivorId: survivor })
    expect((await listRecords(viewer, 'Organization', { limit: 200 })).data.map(({ id }) => id)).not.toContain(loser)
    await expect(editRecord(crm.tenant.as('reviewer'), 'Organization', loser, { name: 'X' })).rejects.toMatchObject({
      code: 'conflict',
      message: `This record was merged into Organization ${survivor}.`,
    })
    expect(
      (await recordHistory(viewer, 'Organization', loser, { limit: 5 })).data[0]!.changes.map(({ field }) => field),
    ).toContain('merged_into_id')
    const further = await organization('Acme Group')
    await merge('Organization', further, [survivor])
    expect(await getRecord(viewer, 'Organization', loser)).toEqual({ kind: 'merged', survivorId: further })
  })

  it('T6 re-targets an open question, closes one that is answered, and takes both back on undo', async () => {
    const [survivor, loser] = [await person({ title: 'CTO' }), await person({ title: 'Analyst' })]
    const change = (data: Record<string, unknown>): Draft => ({
      proposed_action: 'update',
      entity_type: 'Individual',
      entity_id: loser,
      data,
      producer: 'api',
    })
    const [open, answered] = await file(change({ city: 'Leeds' }), change({ title: 'CTO' }))
    const done = await merge('Individual', survivor, [loser])
    const moved = await getProposal(crm.tenant.as('viewer'), open!.id)
    expect(moved).toMatchObject({
      status: 'pending',
      entity_id: survivor,
      status_reason: `Re-targeted: Individual ${loser} was merged into ${survivor}.`,
    })
    expect(moved.content_hash).not.toBe(open!.content_hash)
    expect(await getProposal(crm.tenant.as('viewer'), answered!.id)).toMatchObject({ status: 'superseded' })
    expect(await decide(open!)).toMatchObject([{ outcome: 'stale' }])
    await undo(done.id)
    const back = await getProposal(crm.tenant.as('viewer'), open!.id)
    expect(back).toMatchObject({ status: 'pending', entity_id: loser })
    expect(await decide(back)).toMatchObject([{ outcome: 'committed' }])
    expect(await read('individual', loser)).toMatchObject({ city: 'Leeds' })
  })

  it('T58 merges two contacts whose addresses differ only in case', async () => {
    const [survivor, loser] = [await person({ email: 'Ada@acme.example' }), await person({ email: 'ada@ACME.example' })]
    await merge('Individual', survivor, [loser], { email: 'ada@acme.example' })
    expect(await read('individual', survivor)).toMatchObject({ email: 'ada@acme.example' })
  })

  it('T59 drops a relationship that would point at itself and folds two links that now say the same', async () => {
    const [survivor, loser] = [await organization('Acme'), await organization('ACME Ltd')]
    await crm.admin.query('update organization set parent_id = $1 where id = $2', [loser, survivor])
    const individual_id = await person()
    const kept = await insert('contact', { individual_id, organization_id: survivor, title: 'CTO' })
    const folded = await insert('contact', {
      individual_id,
      organization_id: loser,
      email: 'ada@acme.example',
      is_primary: true,
    })
    const employments = [
      await insert('employment', { individual_id, organization_id: survivor, title: 'CTO' }),
      await insert('employment', { individual_id, organization_id: loser, title: 'CTO', started_on: '2020-01-01' }),
      await insert('employment', { individual_id, organization_id: loser, title: 'Intern', is_current: false }),
    ]
    const done = await merge('Organization', survivor, [loser])
    expect(await read('organization', survivor)).toMatchObject({ parent_id: null })
    expect(await read('contact', kept)).toMatchObject({
      title: 'CTO',
      email: 'ada@acme.example',
      is_primary: true,
      archived_at: null,
    })
    expect(await at('contact', folded, 'merged_into_id')).toBe(kept)
    const live = await Promise.all(employments.map(async (id) => (await read('employment', id)).archived_at === null))
    expect(live).toEqual([true, false, true])
    await undo(done.id)
    expect(await at('organization', survivor, 'parent_id')).toBe(loser)
    expect(await read('contact', kept)).toMatchObject({ email: null, is_primary: false })
    expect(await read('contact', folded)).toMatchObject({ archived_at: null, merged_into_id: null })
    expect(await at('contact', folded, 'organization_id')).toBe(loser)
    expect(await at('employment', employments[1]!, 'organization_id')).toBe(loser)
  })

  it('T60 leaves nobody reporting to themselves by way of others, and no organization above itself', async () => {
    const boss = await person()
    const middle = await person({ reports_to_id: boss })
    const report = await person({ reports_to_id: middle })
    const done = await merge('Individual', boss, [report])
    const chain = await crm.admin.query(
      `with recursive up as (select id, reports_to_id, 1 as n from individual where id = $1 union all select i.id, i.reports_to_id, n + 1 from up join individual i on i.id = up.reports_to_id where n < 9)
        select max(n)::int as n from up`,
      [middle],
    )
    expect(chain.rows[0].n).toBeLessThan(4)
    await undo(done.id)
    expect([await at('individual', middle, 'reports_to_id'), await at('individual', report, 'reports_to_id')]).toEqual([
      boss,
      middle,
    ])
    const top = await organization('Top')
    const mid = await organization('Mid', { parent_id: top })
    const low = await organization('Low', { parent_id: mid })
    await merge('Organization', top, [low])
    expect(await read('organization', top)).toMatchObject({ parent_id: null })
  })

  it('T61 lets the most restrictive consent win', async () => {
    const [survivor, loser] = [await person(), await person({ opted_out: true })]
    const done = await merge('Individual', survivor, [loser])
    expect(await read('individual', survivor)).toMatchObject({ opted_out: true })
    await undo(done.id)
    expect(await read('individual', survivor)).toMatchObject({ opted_out: false })
  })

  it('T65 keeps on undo what was added and edited since, and gives the moved notes back', async () => {
    const [survivor, loser] = [await person({ title: 'Analyst' }), await person({ title: 'CTO' })]
    const moved = await insert('note', { content: 'old', entity_type: 'Individual', entity_id: loser })
    const done = await merge('Individual', survivor, [loser], { title: 'CTO' })
    const added = await insert('note', { content: 'new', entity_type: 'Individual', entity_id: survivor })
    await editRecord(crm.tenant.as('second'), 'Individual', survivor, { title: 'CEO' })
    expect(await undo(done.id)).toMatchObject({
      outcome: 'partly_undone',
      kept: [{ entity_id: survivor, field: 'title', value: 'CEO' }],
    })
    expect(await read('individual', survivor)).toMatchObject({ title: 'CEO' })
    expect([await at('note', moved, 'entity_id'), await at('note', added, 'entity_id')]).toEqual([loser, survivor])
  })

  it('T64 does not ask again about a pair whose merge was undone', async () => {
    const [survivor, loser] = [await person(), await person()]
    const done = await merge('Individual', survivor, [loser])
    expect(await proposeChanges(crm.tenant.as('agent'), [draft('Individual', survivor, [loser])])).toMatchObject([
      { outcome: 'not_found' },
    ])
    await undo(done.id)
    expect(await proposeChanges(crm.tenant.as('agent'), [draft('Individual', loser, [survivor])])).toMatchObject([
      { outcome: 'refused' },
    ])
  })

  it('T66 undoes out of order only what is independent, and names the later merge otherwise', async () => {
    const [a, b, c, d] = [
      await organization('A'),
      await organization('B'),
      await organization('C'),
      await organization('D'),
    ]
    const first = await merge('Organization', a, [b])
    const second = await merge('Organization', a, [c])
    expect(await undo(first.id)).toMatchObject({ outcome: 'undone' })
    expect(await at('organization', c, 'merged_into_id')).toBe(a)
    const later = await merge('Organization', d, [a])
    expect(await undo(second.id)).toMatchObject({
      outcome: 'refused',
      later_change_set_id: later.change_set_id,
      later_proposal_id: later.id,
      detail: `Organization ${a} was merged into ${d} afterwards. Undo that merge first.`,
    })
    expect(await undo(later.id)).toMatchObject({ outcome: 'undone' })
    expect(await undo(second.id)).toMatchObject({ outcome: 'undone' })
    expect(await read('organization', c)).toMatchObject({ merged_into_id: null, archived_at: null })
  })

  it('T66 names the later merge where its folding stands on rows that the first one moved', async () => {
    const [a, b, c] = [await organization('A'), await organization('B'), await organization('C')]
    const individual_id = await person()
    const ofC = await insert('contact', { individual_id, organization_id: c })
    const ofB = await insert('contact', { individual_id, organization_id: b })
    const first = await merge('Organization', a, [b])
    const second = await merge('Organization', a, [c])
    expect(await at('contact', ofB, 'merged_into_id')).toBe(ofC)
    expect(await undo(first.id)).toMatchObject({ outcome: 'refused', later_proposal_id: second.id })
    expect(await undo(second.id)).toMatchObject({ outcome: 'undone' })
    expect(await undo(first.id)).toMatchObject({ outcome: 'undone' })
    expect(await at('contact', ofB, 'organization_id')).toBe(b)
    expect(await read('contact', ofB)).toMatchObject({ archived_at: null, merged_into_id: null })
  })

  it('merges a cluster of three at once, and several clusters in one batch', async () => {
    const [a, b, c] = [await person(), await person(), await person()]
    const [x, y] = [await organization('X'), await organization('Y')]
    const links = [
      await insert('contact', { individual_id: a, organization_id: x }),
      await insert('contact', { individual_id: b, organization_id: y }),
      await insert('contact', { individual_id: c, organization_id: y }),
    ]
    const proposals = await file(draft('Individual', a, [b, c]), draft('Organization', x, [y]))
    const batch = await decide(...proposals)
    expect(batch.map(({ outcome }) => outcome)).toEqual(['committed', 'committed'])
    const live = await Promise.all(links.map(async (id) => (await read('contact', id)).archived_at === null))
    expect(live).toEqual([true, false, false])
    expect(await undo(proposals[0]!.id)).toMatchObject({ outcome: 'refused', later_proposal_id: proposals[1]!.id })
    expect(await undo(proposals[1]!.id)).toMatchObject({ outcome: 'undone' })
    expect(await undo(proposals[0]!.id)).toMatchObject({ outcome: 'undone' })
    expect(await Promise.all(links.map((id) => at('contact', id, 'individual_id')))).toEqual([a, b, c])
    expect(await Promise.all(links.map((id) => at('contact', id, 'organization_id')))).toEqual([x, y, y])
  })

  it('refuses the second of two merges that want the same record', async () => {
    const [a, b, c] = [await person(), await person(), await person()]
    const proposals = await file(draft('Individual', a, [b]), draft('Individual', c, [b]))
    expect(await decide(...proposals)).toMatchObject([
      { outcome: 'committed' },
      { outcome: 'stale', conflicts: [{ entity_id: b, reason: `It was already merged into ${a}.` }] },
    ])
    expect(await getProposal(crm.tenant.as('viewer'), proposals[1]!.id)).toMatchObject({ status: 'stale' })
  })

  it('T3 binds a merge to the values it chose between', async () => {
    const [survivor, loser] = [await person({ title: 'Analyst' }), await person({ title: 'CTO' })]
    const [proposal] = await file(draft('Individual', survivor, [loser], { title: 'CTO' }))
    expect(proposal!.fields).toMatchObject([{ name: 'title', before: 'Analyst', now: 'Analyst', after: 'CTO' }])
    await editRecord(crm.tenant.as('second'), 'Individual', loser, { title: 'CEO', city: 'Leeds' })
    expect(await decide(proposal!)).toMatchObject([
      { outcome: 'stale', conflicts: [{ entity_id: loser, field: 'title', base: 'CTO', now: 'CEO', proposed: 'CTO' }] },
    ])
    expect(await read('individual', loser)).toMatchObject({ merged_into_id: null })
  })
})
