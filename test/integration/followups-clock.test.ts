import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { importRecords } from '../../src/imports/import-records.ts'
import { decideProposals } from '../../src/proposals/decide-proposals.ts'
import { getProposal } from '../../src/proposals/get-proposal.ts'
import { proposeChanges } from '../../src/proposals/propose-changes.ts'
import { undoCommit } from '../../src/proposals/undo-commit.ts'
import { createRecord, editRecord } from '../../src/records/edit-record.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { daysAgo, type FollowUpWorld, openFollowUpWorld } from './followups-world.ts'

let database: TestDatabase
let world: FollowUpWorld
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  world = await openFollowUpWorld(database)
})

const recently = () => daysAgo(0.01).toISOString()
/** Within the last quarter of an hour. */
const expectTouchedNow = async (lead: number) =>
  expect((await world.clock(lead)) ?? '').toSatisfy((at) => at > recently())

describe('rows put in by plain SQL', () => {
  it('T50 a note moves the clock, also on the job, opportunity or partnership, and no version moves with it', async () => {
    for (const entity_type of ['Lead', 'Job', 'Opportunity', 'Partnership']) {
      const lead = await world.lead(60, { type: entity_type === 'Lead' ? 'Job' : entity_type })
      const at = daysAgo(20)
      await world.about('note', lead, { entity_type, content: 'Spoke', created_by: world.me, created_at: at })
      expect(await world.clock(lead)).toBe(at.toISOString())
      expect((await world.read('lead', lead)).row_version).toBe(1)
    }
  })

  it('what nobody wrote is no touch: a note, an activity, a stage change and an edit of an agent', async () => {
    const lead = await world.lead(60)
    await world.about('note', lead, { content: 'Found by an agent' })
    await world.about('activity', lead, { kind: 'email', direction: 'out', at: daysAgo(3) })
    await world.insert('lead_status_event', { lead_id: lead, to_status: 'Applied', at: daysAgo(3) })
    await world.set('lead', lead, { source: 'a board' })
    await world.insert('job', { id: lead, location: 'Oslo' })
    await world.set('job', lead, { location: 'Bergen' })
    expect(await world.clock(lead)).toBeNull()
    expect(await world.explain(lead)).toMatchObject({ verdict: 'stale', silent_days: 60 })
  })

  it('a call, a stage change and a finished task count from when they were, not from when they were typed in', async () => {
    const called = await world.lead(60)
    await world.about('activity', called, { kind: 'call', direction: 'out', by_user_id: world.me, at: daysAgo(9) })
    const moved = await world.lead(60)
    await world.insert('lead_status_event', {
      lead_id: moved,
      to_status: 'Applied',
      at: daysAgo(8),
      by_user_id: world.me,
    })
    const done = await world.lead(60)
    await world.about('task', done, { title: 'Call', status: 'done', completed_at: daysAgo(7), assigned_to: world.me })
    expect(await world.explain(called)).toMatchObject({ reason: 'touched', silent_days: 9 })
    expect(await world.explain(moved)).toMatchObject({ reason: 'touched', silent_days: 8 })
    expect(await world.explain(done)).toMatchObject({ reason: 'touched', silent_days: 7 })
    expect((await world.explain(called)).sentence).toContain(`the last touch was a call by ${world.name} reviewer`)
  })

  it('the latest touch counts, in whatever order they come', async () => {
    const lead = await world.lead(60)
    for (const days of [30, 10, 20])
      await world.about('note', lead, { content: `${days}`, created_by: world.me, created_at: daysAgo(days) })
    expect((await world.explain(lead)).silent_days).toBe(10)
  })

  it('a stage changed by somebody is a touch, by nobody it is not', async () => {
    const lead = await world.lead(60)
    await world.set('lead', lead, { status: 'Applied' })
    expect(await world.clock(lead)).toBeNull()
    await world.set('lead', lead, { status: 'Interviewing', updated_by: world.me })
    await expectTouchedNow(lead)
  })

  it('an edit by somebody is a touch, of the lead and of its job', async () => {
    const [lead, other] = [await world.lead(60), await world.lead(60)]
    await world.set('lead', lead, { source: 'a friend', updated_by: world.me })
    await expectTouchedNow(lead)
    await world.insert('job', { id: other, location: 'Oslo' })
    await world.set('job', other, { location: 'Bergen', updated_by: world.me })
    await expectTouchedNow(other)
  })

  it('finishing, cancelling and reopening a task', async () => {
    const lead = await world.lead(60)
    const task = await world.about('task', lead, { title: 'Call' })
    expect(await world.clock(lead)).toBeNull()
    await world.set('task', task, { status: 'done' })
    await expectTouchedNow(lead)
    await world.set('task', task, { status: 'in_progress' })
    expect(await world.clock(lead)).toBeNull()
    await world.set('task', task, { status: 'cancelled' })
    await expectTouchedNow(lead)
  })

  it('a clock that is given stays until something newer, and comes back when that is taken away', async () => {
    const lead = await world.lead(60, { last_human_touch_at: daysAgo(30) })
    expect(await world.explain(lead)).toMatchObject({ silent_days: 30, verdict: 'stale' })
    expect((await world.explain(lead)).sentence).toMatch(/the last touch was on \d+ \w+ \d+\.$/)
    const note = await world.about('note', lead, { content: 'Spoke', created_by: world.me })
    await expectTouchedNow(lead)
    await world.query('delete from note where id = $1', [note])
    expect((await world.explain(lead)).silent_days).toBe(30)
    await world.set('lead', lead, { last_human_touch_at: daysAgo(40) })
    expect((await world.explain(lead)).silent_days).toBe(40)
  })

  it('a touch taken away, moved or corrected winds the clock to what is left', async () => {
    const [lead, other] = [await world.lead(60), await world.lead(60)]
    await world.about('note', lead, { content: 'First', created_by: world.me, created_at: daysAgo(40) })
    const call = await world.about('activity', lead, { kind: 'call', by_user_id: world.me, at: daysAgo(2) })
    await world.set('activity', call, { at: daysAgo(5) })
    expect((await world.explain(lead)).silent_days).toBe(5)
    await world.set('activity', call, { entity_id: other })
    expect((await world.explain(lead)).silent_days).toBe(40)
    expect((await world.explain(other)).silent_days).toBe(5)
    await world.set('activity', call, { archived_at: new Date() })
    expect(await world.clock(other)).toBeNull()
    expect((await world.read('lead', lead)).row_version).toBe(1)
  })

  it('a correction that moves nothing leaves the version alone', async () => {
    const lead = await world.lead(60)
    const note = await world.about('note', lead, { content: 'Frist', created_by: world.me, created_at: daysAgo(20) })
    await world.set('note', note, { content: 'First' })
    expect((await world.read('lead', lead)).row_version).toBe(1)
    expect((await world.explain(lead)).silent_days).toBe(20)
  })

  it('T48 what is ahead is no touch yet, and is one once it has been', async () => {
    const lead = await world.lead(60)
    await world.about('activity', lead, { kind: 'meeting', by_user_id: world.me, at: daysAgo(-3) })
    expect(await world.clock(lead)).toBeNull()
    expect(await world.explain(lead)).toMatchObject({ verdict: 'not_stale', reason: 'scheduled' })
    const afterwards = daysAgo(-5)
    expect(await world.explain(lead, {}, afterwards)).toMatchObject({ reason: 'touched', silent_days: 2 })
  })

  it('a meeting that has come about moves the clock with the next run', async () => {
    const lead = await world.lead(60)
    const was = daysAgo(2)
    await world.about('activity', lead, { kind: 'meeting', by_user_id: world.me, at: was, created_at: daysAgo(9) })
    await database.admin.query(`update lead set last_human_touch_at = null where id = $1`, [lead])
    await world.run()
    expect(await world.clock(lead)).toBe(was.toISOString())
  })

  it('a touch in another tenant, or of a record that is no lead, moves nothing', async () => {
    const lead = await world.lead(60)
    await world.insert('note', { entity_type: 'Organization', entity_id: lead, content: 'x', created_by: world.me })
    const stranger = await openFollowUpWorld(database)
    await stranger.about('note', lead, { content: 'x', created_by: stranger.me })
    expect(await world.clock(lead)).toBeNull()
  })

  it('a thousand rows in one statement', async () => {
    const lead = await world.lead(60)
    await world.query(
      `insert into note (tenant_id, entity_type, entity_id, content, created_by, created_at)
      select $1, 'Lead', $2, 'n', $3, now() - n * interval '1 day' from generate_series(21, 1020) n`,
      [world.id, lead, world.me],
    )
    expect((await world.explain(lead)).silent_days).toBe(21)
    await world.query(
      `delete from note where entity_id = $1 and created_at > now() - interval '100 days' and tenant_id = $2`,
      [lead, world.id],
    )
    expect((await world.explain(lead)).silent_days).toBe(100)
  })
})

describe('the product', () => {
  it('a note and a call that a person adds, and their undo', async () => {
    const lead = await world.lead(60)
    const before = daysAgo(25)
    await world.about('note', lead, { content: 'Old', created_by: world.me, created_at: before })
    const note = await createRecord(world.as('reviewer'), 'Note', {
      content: 'New',
      entity_type: 'Job',
      entity_id: lead,
    })
    await expectTouchedNow(lead)
    const undone = await undoCommit(world.as('reviewer'), 'change_set', String(note.change_set_id))
    expect(undone.outcome).toBe('undone')
    expect(await world.clock(lead)).toBe(before.toISOString())
    await undoCommit(world.as('reviewer'), 'change_set', String(undone.change_set_id))
    await expectTouchedNow(lead)
  })

  it("a person's edit and stage change, and their undo", async () => {
    const lead = await world.lead(60, { status: 'New' })
    const edit = await editRecord(world.as('reviewer'), 'Lead', lead, { source: 'a friend' })
    await expectTouchedNow(lead)
    await undoCommit(world.as('reviewer'), 'change_set', String(edit.change_set_id))
    expect(await world.clock(lead)).toBeNull()
    const moved = await editRecord(world.as('reviewer'), 'Lead', lead, { status: 'Interviewing' })
    await expectTouchedNow(lead)
    expect((await world.explain(lead)).sentence).toContain('a change of stage')
    const undone = await undoCommit(world.as('reviewer'), 'change_set', String(moved.change_set_id))
    expect(await world.clock(lead)).toBeNull()
    await undoCommit(world.as('reviewer'), 'change_set', String(undone.change_set_id))
    await expectTouchedNow(lead)
  })

  it('T49 an approved enrichment of an agent leaves a lead stale; an approved proposal of a person does not', async () => {
    const lead = await world.lead(60)
    const propose = async (role: 'agent' | 'second', data: Record<string, unknown>) => {
      const draft = {
        proposed_action: 'update' as const,
        entity_type: 'Lead' as const,
        entity_id: lead,
        data,
        producer: 'api',
      }
      const [filed] = await proposeChanges(world.as(role), [draft])
      const { content_hash } = await getProposal(world.as('reviewer'), filed!.id!)
      return decideProposals(world.as('reviewer'), [{ id: filed!.id!, action: 'approve', content_hash }], null)
    }
    expect((await propose('agent', { source: 'a board', status: 'Applied' }))[0]).toMatchObject({
      outcome: 'committed',
    })
    expect(await world.clock(lead)).toBeNull()
    expect(await world.explain(lead)).toMatchObject({ verdict: 'stale' })
    expect((await propose('second', { source: 'a friend' }))[0]).toMatchObject({ outcome: 'committed' })
    await expectTouchedNow(lead)
  })

  it('an import of notes, activities, stages and finished tasks is no touch', async () => {
    const lead = await world.lead(60)
    const as = () => world.as('admin')
    const rows = (row: Record<string, unknown>) => JSON.stringify({ entity_type: 'Lead', entity_id: lead, ...row })
    await importRecords(as(), 'Note', 'json', rows({ content: 'From the old CRM' }))
    await importRecords(
      as(),
      'Task',
      'json',
      rows({ title: 'Old', status: 'done', completed_at: '2026-11-20T10:00:00Z' }),
    )
    await importRecords(
      as(),
      'Activity',
      'json',
      rows({ kind: 'email', direction: 'in', at: '2026-11-20T10:00:00Z', by_user_id: world.me }),
    )
    const counts = await world.query(
      `select (select count(*) from note where entity_id = $1) + (select count(*) from task where entity_id = $1) + (select count(*) from activity where entity_id = $1) as n`,
      [lead],
    )
    expect(Number(counts[0].n)).toBe(3)
    expect(await world.clock(lead)).toBeNull()
    const note = await world.about('note', lead, { content: 'x', created_by: world.me })
    await world.query('delete from note where id = $1', [note])
    expect(await world.clock(lead)).toBeNull()
  })
})
