import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideProposals } from '../../src/proposals/decide-proposals.ts'
import type { Draft } from '../../src/proposals/draft.ts'
import { getProposal } from '../../src/proposals/get-proposal.ts'
import { listRefusals } from '../../src/proposals/list-refusals.ts'
import { proposeChanges } from '../../src/proposals/propose-changes.ts'
import { type UndoResult, undoCommit } from '../../src/proposals/undo-commit.ts'
import { createRecord, editRecord } from '../../src/records/edit-record.ts'
import { recordHistory } from '../../src/records/record-history.ts'
import { recordProvenance } from '../../src/records/record-provenance.ts'
import { type CrmDatabase, openCrmDatabase } from '../support/open-crm-database.ts'

describe('undoing', () => {
  let crm: CrmDatabase
  beforeAll(async () => {
    crm = await openCrmDatabase()
  })
  afterAll(() => crm.close())

  const person = (values: Record<string, unknown> = {}) =>
    crm.tenant.insert('individual', { first_name: 'Ada', last_name: 'Byron', title: 'Analyst', ...values })
  const commit = async (drafts: Draft[], batch: string | null = null) => {
    const filed = await proposeChanges(crm.tenant.as('agent'), drafts)
    const proposals = await Promise.all(filed.map(({ id }) => getProposal(crm.tenant.as('agent'), id!)))
    const outcomes = await decideProposals(
      crm.tenant.as('reviewer'),
      proposals.map(({ id, content_hash }) => ({ id, content_hash, action: 'approve' })),
      batch,
    )
    for (const { outcome } of outcomes) expect(outcome).toBe('committed')
    return outcomes
  }
  const update = (entity_id: number, data: Record<string, unknown>): Draft => ({
    proposed_action: 'update',
    entity_type: 'Individual',
    entity_id,
    data,
    producer: 'api',
  })
  const undo = (kind: Parameters<typeof undoCommit>[1], id: string | number): Promise<UndoResult> =>
    undoCommit(crm.tenant.as('reviewer'), kind, String(id))
  const history = (id: number) =>
    recordHistory(crm.tenant.as('viewer'), 'Individual', id, { limit: 50 }).then(({ data }) => data)

  it('gives the old values back in one round trip, retracts provenance and remembers the no', async () => {
    const id = await person()
    const [done] = await commit([update(id, { title: 'CTO', city: 'Leeds' })])
    crm.resetRequests()
    const undone = await undo('proposal', done!.id)
    expect(crm.requests()).toBe(1)
    expect(undone).toMatchObject({ outcome: 'undone', kept: [], change_set_id: expect.any(Number) })
    expect(await crm.tenant.read('individual', id)).toMatchObject({ title: 'Analyst', city: null, row_version: 3 })
    expect((await getProposal(crm.tenant.as('viewer'), done!.id)).status).toBe('undone')
    expect(
      (await recordProvenance(crm.tenant.as('viewer'), 'Individual', id)).every(({ retracted_at }) => retracted_at),
    ).toBe(true)
    expect(await proposeChanges(crm.tenant.as('agent'), [update(id, { title: 'CTO' })])).toMatchObject([
      { outcome: 'refused' },
    ])
    expect(await undo('proposal', done!.id)).toMatchObject({ outcome: 'refused', detail: 'This was already undone.' })
  })

  it('T19 keeps the field that was edited since, gives the others back and names it', async () => {
    const id = await person()
    const [done] = await commit([update(id, { title: 'CTO', city: 'Leeds' })])
    await editRecord(crm.tenant.as('second'), 'Individual', id, { title: 'CEO' })
    expect(await undo('proposal', done!.id)).toMatchObject({
      outcome: 'partly_undone',
      kept: [{ entity_type: 'Individual', entity_id: id, field: 'title', reason: 'edited since', value: 'CEO' }],
    })
    expect(await crm.tenant.read('individual', id)).toMatchObject({ title: 'CEO', city: null })
  })

  it('refuses where everything was edited since', async () => {
    const id = await person()
    const [done] = await commit([update(id, { title: 'CTO' })])
    await editRecord(crm.tenant.as('second'), 'Individual', id, { title: 'CEO' })
    expect(await undo('proposal', done!.id)).toMatchObject({ outcome: 'refused', kept: [{ field: 'title' }] })
    expect((await getProposal(crm.tenant.as('viewer'), done!.id)).status).toBe('committed')
  })

  it('T20 undoes an undo, and history shows all three with their actors', async () => {
    const id = await person()
    const [done] = await commit([update(id, { title: 'CTO' })])
    const first = await undo('proposal', done!.id)
    expect(await undo('change_set', first.change_set_id!)).toMatchObject({ outcome: 'undone' })
    expect(await crm.tenant.read('individual', id)).toMatchObject({ title: 'CTO' })
    expect((await getProposal(crm.tenant.as('viewer'), done!.id)).status).toBe('committed')
    const { data: refusals } = await listRefusals(crm.tenant.as('viewer'), { limit: 50 })
    expect(refusals.filter(({ proposal_id }) => proposal_id === done!.id)).toEqual([])
    const entries = await history(id)
    expect(entries.map(({ origin, actor, undoable }) => [origin, actor, undoable])).toEqual([
      ['undo', 'Acme reviewer', true],
      ['undo', 'Acme reviewer', false],
      ['proposal', 'Acme reviewer', true],
    ])
    expect(entries[2]).toMatchObject({
      proposal_id: done!.id,
      undone_by_id: null,
      changes: [{ field: 'title', before: 'Analyst', after: 'CTO' }],
    })
    expect(await undo('proposal', done!.id)).toMatchObject({ outcome: 'undone' })
  })

  it("undoes a person's own edit and a record made by hand", async () => {
    const reviewer = crm.tenant.as('reviewer')
    const made = await createRecord(reviewer, 'Job', { title: 'Data Engineer', location: 'Leeds' })
    const edited = await editRecord(reviewer, 'Job', made.record.id, { location: 'York', status: 'Applied' })
    expect(await undo('change_set', made.change_set_id)).toMatchObject({
      outcome: 'refused',
      kept: expect.arrayContaining([expect.objectContaining({ field: 'location', reason: 'edited since' })]),
    })
    expect(await undo('change_set', edited.change_set_id)).toMatchObject({ outcome: 'undone' })
    const gone = await undo('change_set', made.change_set_id)
    expect(gone).toMatchObject({ outcome: 'undone' })
    expect(await crm.tenant.read('lead', made.record.id)).toBeUndefined()
    expect(await undo('change_set', gone.change_set_id!)).toMatchObject({ outcome: 'undone' })
    expect(await crm.tenant.read('job', made.record.id)).toMatchObject({ location: 'Leeds' })
    expect(await crm.tenant.read('lead', made.record.id)).toMatchObject({ title: 'Data Engineer', status: 'New' })
  })

  it('T21 refuses to take away a record that others have come to depend on, with the list', async () => {
    const [made] = await commit([
      { proposed_action: 'create', entity_type: 'Organization', data: { name: 'Fresh' }, producer: 'api' },
    ])
    const note = await crm.tenant.insert('note', {
      content: 'Call',
      entity_type: 'Organization',
      entity_id: made!.entity_id,
    })
    const lead = await crm.tenant.insert('lead', { title: 'Job', organization_id: made!.entity_id })
    const refused = await undo('proposal', made!.id)
    expect(refused).toMatchObject({ outcome: 'refused', detail: '2 other records have come to depend on Fresh.' })
    expect(refused.dependants).toEqual(
      expect.arrayContaining([
        { entity_type: 'Note', entity_id: note },
        { entity_type: 'Lead', entity_id: lead },
      ]),
    )
    await crm.admin.query('delete from note where id = $1', [note])
    await crm.admin.query('delete from lead where id = $1', [lead])
    expect(await undo('proposal', made!.id)).toMatchObject({ outcome: 'undone' })
  })

  it('T22 undoes a batch in reverse order without tripping over itself, and only what is free to go', async () => {
    const [id, other] = [await person(), await person()]
    const batch = crypto.randomUUID()
    await commit([update(id, { title: 'CTO' }), update(other, { title: 'CFO' })], batch)
    const second = await proposeChanges(crm.tenant.as('agent'), [update(id, { title: 'CEO', phone: '+44 1' })])
    const proposal = await getProposal(crm.tenant.as('agent'), second[0]!.id!)
    await decideProposals(
      crm.tenant.as('reviewer'),
      [{ id: proposal.id, content_hash: proposal.content_hash, action: 'approve' }],
      batch,
    )
    await editRecord(crm.tenant.as('second'), 'Individual', other, { title: 'Boss' })
    const undone = await undo('batch', batch)
    expect(undone).toMatchObject({ outcome: 'partly_undone', kept: [{ entity_id: other, field: 'title' }] })
    expect(await crm.tenant.read('individual', id)).toMatchObject({ title: 'Analyst', phone: null })
    expect(await crm.tenant.read('individual', other)).toMatchObject({ title: 'Boss' })
    expect(await undo('batch', undone.batch_id!)).toMatchObject({ outcome: 'undone' })
    expect(await crm.tenant.read('individual', id)).toMatchObject({ title: 'CEO', phone: '+44 1' })
  })

  it('keeps in a batch what hangs on a record that has to stay', async () => {
    const batch = crypto.randomUUID()
    const [org, child] = await commit(
      [
        {
          proposed_action: 'create',
          entity_type: 'Organization',
          data: { name: 'Parent' },
          ref: 'org',
          bundle: 'b',
          producer: 'api',
        },
        {
          proposed_action: 'create',
          entity_type: 'Job',
          data: { title: 'Child' },
          link_to: { organization_id: { $draft: 'org' } },
          parents: ['org'],
          bundle: 'b',
          producer: 'api',
        },
      ],
      batch,
    )
    await editRecord(crm.tenant.as('second'), 'Job', child!.entity_id!, { title: 'My child' })
    const undone = await undo('batch', batch)
    expect(undone).toMatchObject({ outcome: 'refused' })
    expect(undone.kept).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ entity_id: child!.entity_id, field: 'title', reason: 'edited since' }),
        expect.objectContaining({ entity_id: org!.entity_id, reason: 'others depend on it' }),
      ]),
    )
    expect(await crm.tenant.read('organization', org!.entity_id!)).toMatchObject({ name: 'Parent' })
  })

  it('undoes a task together with the time it was done', async () => {
    const task = await crm.tenant.insert('task', { title: 'Call' })
    const edited = await editRecord(crm.tenant.as('reviewer'), 'Task', task, { status: 'done' })
    expect((await crm.tenant.read('task', task)).completed_at).toBeInstanceOf(Date)
    await undo('change_set', edited.change_set_id)
    expect(await crm.tenant.read('task', task)).toMatchObject({ status: 'open', completed_at: null })
  })

  it('T15 T16 nobody else undoes: no agent, no viewer, no other tenant', async () => {
    const [done] = await commit([update(await person(), { title: 'CTO' })])
    for (const role of ['agent', 'viewer'] as const)
      await expect(undoCommit(crm.tenant.as(role), 'proposal', done!.id)).rejects.toMatchObject({ code: 'forbidden' })
    const stranger = crm.other.as('admin')
    for (const [kind, id] of [
      ['proposal', done!.id],
      ['change_set', done!.change_set_id],
      ['batch', crypto.randomUUID()],
      ['import', 'x'],
    ] as const)
      await expect(undoCommit(stranger, kind, String(id))).rejects.toMatchObject({ code: 'not_found' })
  })

  it('answers once when ten people undo at the same moment', async () => {
    const id = await person()
    const [done] = await commit([update(id, { title: 'CTO' })])
    const all = await Promise.all(Array.from({ length: 10 }, () => undo('proposal', done!.id)))
    expect(all.map(({ outcome }) => outcome).toSorted()).toEqual([...Array(9).fill('refused'), 'undone'])
    expect(await crm.tenant.read('individual', id)).toMatchObject({ title: 'Analyst', row_version: 3 })
  })
})
