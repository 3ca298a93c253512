import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '../../src/context.ts'
import { decideProposals } from '../../src/proposals/decide-proposals.ts'
import type { Decision } from '../../src/proposals/decision.ts'
import type { Draft } from '../../src/proposals/draft.ts'
import { rebaseProposal } from '../../src/proposals/edit-proposal.ts'
import { getProposal } from '../../src/proposals/get-proposal.ts'
import { listProposals } from '../../src/proposals/list-proposals.ts'
import { proposeChanges } from '../../src/proposals/propose-changes.ts'
import { editRecord } from '../../src/records/edit-record.ts'
import { recordProvenance } from '../../src/records/record-provenance.ts'
import { type CrmDatabase, openCrmDatabase } from '../support/open-crm-database.ts'

const evidence = (quote: string, url = 'https://acme.example/team') => ({
  confidence: 0.9,
  items: [{ url, quote, quote_verified: true, kind: 'company_team_page' }],
})

describe('approving', () => {
  let crm: CrmDatabase
  let agent: Context
  let reviewer: Context
  let second: Context
  beforeAll(async () => {
    crm = await openCrmDatabase()
  })
  afterAll(() => crm.close())
  beforeEach(() => {
    agent = crm.tenant.as('agent')
    reviewer = crm.tenant.as('reviewer', 'web')
    second = crm.tenant.as('second')
    crm.resetRequests()
  })

  const person = (values: Record<string, unknown> = {}) =>
    crm.tenant.insert('individual', { first_name: 'Ada', last_name: 'Byron', title: 'Analyst', ...values })
  const propose = async (draft: Partial<Draft> & Pick<Draft, 'entity_type' | 'data'>) => {
    const [result] = await proposeChanges(agent, [{ proposed_action: 'update', producer: 'api', ...draft } as Draft])
    return getProposal(agent, result!.id!)
  }
  const update = (entity_id: number, data: Record<string, unknown>, more: Partial<Draft> = {}) =>
    propose({ entity_type: 'Individual', entity_id, data, ...more })
  const approve = async (
    proposal: { id: string; content_hash: string },
    more: Partial<Decision> = {},
    ctx = reviewer,
  ) =>
    (
      await decideProposals(
        ctx,
        [{ action: 'approve', id: proposal.id, content_hash: proposal.content_hash, ...more }],
        null,
      )
    )[0]!
  const changesOf = async (changeSet: number | undefined) =>
    (
      await crm.admin.query(
        'select entity_type, entity_id::int, op, field_name, before, after, row_version from change where change_set_id = $1 order by id',
        [changeSet],
      )
    ).rows

  it('commits rows, history, provenance and status in one round trip', async () => {
    const id = await person()
    const proposal = await update(
      id,
      { title: 'CTO' },
      { evidence: { title: evidence('Ada Byron, CTO') }, source: 'team page' },
    )
    crm.resetRequests()
    const outcome = await approve(proposal)
    expect(crm.requests()).toBe(1)
    expect(outcome).toMatchObject({ outcome: 'committed', entity_type: 'Individual', entity_id: id })
    expect(await crm.tenant.read('individual', id)).toMatchObject({ title: 'CTO', row_version: 2, updated_by: null })
    expect(await changesOf(outcome.change_set_id)).toEqual([
      {
        entity_type: 'Individual',
        entity_id: id,
        op: 'update',
        field_name: 'title',
        before: 'Analyst',
        after: 'CTO',
        row_version: 2,
      },
    ])
    expect(await getProposal(agent, proposal.id)).toMatchObject({
      status: 'committed',
      decided_by: crm.tenant.users.reviewer,
      decided_by_name: 'Acme reviewer',
      surface: 'web',
    })
    expect(await recordProvenance(agent, 'Individual', id)).toMatchObject([
      {
        field_name: 'title',
        source: 'team page',
        source_url: 'https://acme.example/team',
        quote: 'Ada Byron, CTO',
        quote_verified: true,
        confidence: 0.9,
        raw_value: 'CTO',
        proposal_id: proposal.id,
        verified_by: crm.tenant.users.reviewer,
        is_current: true,
      },
    ])
  })

  it('needs the hash of what was read', async () => {
    const id = await person()
    const proposal = await update(id, { title: 'CTO' })
    expect(await approve({ id: proposal.id, content_hash: 'something else' })).toMatchObject({
      outcome: 'stale',
      content_hash: proposal.content_hash,
    })
    const [silent] = await decideProposals(reviewer, [{ id: proposal.id, action: 'approve' }], null)
    expect(silent).toMatchObject({ outcome: 'invalid', errors: [{ path: 'content_hash' }] })
    expect(await crm.tenant.read('individual', id)).toMatchObject({ title: 'Analyst', row_version: 1 })
    expect(await getProposal(agent, proposal.id)).toMatchObject({ status: 'pending' })
  })

  it('T1 tells the second approver who decided first', async () => {
    const proposal = await update(await person(), { title: 'CTO' })
    await approve(proposal)
    expect(await approve(proposal, {}, second)).toMatchObject({
      outcome: 'already_decided',
      decided_by: crm.tenant.users.reviewer,
      detail: 'Already committed by Acme reviewer.',
    })
  })

  it('T3 refuses what a person has changed since, shows base, now and proposed, and takes it after a re-base', async () => {
    const id = await person()
    const proposal = await update(id, { title: 'CTO' })
    await editRecord(second, 'Individual', id, { title: 'Chief Analyst' })
    expect((await getProposal(reviewer, proposal.id)).fields[0]).toMatchObject({
      before: 'Analyst',
      now: 'Chief Analyst',
      after: 'CTO',
    })
    expect(await approve(proposal)).toMatchObject({
      outcome: 'stale',
      conflicts: [{ field: 'title', base: 'Analyst', now: 'Chief Analyst', proposed: 'CTO' }],
    })
    expect(await crm.tenant.read('individual', id)).toMatchObject({ title: 'Chief Analyst' })
    crm.resetRequests()
    const rebased = await rebaseProposal(reviewer, proposal.id)
    expect(crm.requests()).toBe(1)
    expect(rebased).toMatchObject({ status: 'pending', risk: 'replace_human', fields: [{ before: 'Chief Analyst' }] })
    expect(rebased.content_hash).not.toBe(proposal.content_hash)
    expect(await approve(proposal)).toMatchObject({ outcome: 'stale' })
    expect(await approve(rebased)).toMatchObject({ outcome: 'committed' })
    expect(await crm.tenant.read('individual', id)).toMatchObject({ title: 'CTO' })
  })

  it('T4 blocks only on the fields that conflict', async () => {
    const id = await person({ city: 'Leeds' })
    const proposal = await update(id, { title: 'CTO', phone: '+44 20 7946 1000' })
    await editRecord(second, 'Individual', id, { city: 'York' })
    const other = await update(id, { department: 'Data' })
    expect(await approve(other)).toMatchObject({ outcome: 'committed' })
    await editRecord(second, 'Individual', id, { title: 'Chief Analyst' })
    expect(await approve(proposal)).toMatchObject({ outcome: 'stale', conflicts: [{ field: 'title' }] })
    expect(await approve(proposal, { fields: { title: 'reject' } })).toMatchObject({ outcome: 'committed' })
    expect(await crm.tenant.read('individual', id)).toMatchObject({
      title: 'Chief Analyst',
      phone: '+44 20 7946 1000',
      city: 'York',
      department: 'Data',
    })
  })

  it('T5 fails the old button after the same question was filed with other values', async () => {
    const id = await person()
    const first = await update(id, { title: 'CTO' })
    const refiled = await update(id, { title: 'Chief Technology Officer' })
    expect(refiled.id).toBe(first.id)
    expect(refiled.content_hash).not.toBe(first.content_hash)
    expect(await approve(first)).toMatchObject({ outcome: 'stale', content_hash: refiled.content_hash })
  })

  it('T7 answers stale when the record is archived or gone', async () => {
    const archived = await person()
    const deleted = await person()
    const one = await update(archived, { title: 'CTO' })
    const two = await update(deleted, { title: 'CTO' })
    await crm.admin.query('update individual set archived_at = now() where id = $1', [archived])
    await crm.admin.query('delete from individual where id = $1', [deleted])
    expect(await approve(one)).toMatchObject({ outcome: 'stale' })
    expect(await approve(two)).toMatchObject({ outcome: 'stale' })
  })

  it('T11 accepts, rejects and edits field by field, and says who edited', async () => {
    const id = await person({ phone: '+44 1' })
    const proposal = await update(
      id,
      { title: 'CTO', phone: '+44 20', city: 'Leeds' },
      { evidence: { title: evidence('CTO') } },
    )
    const outcome = await approve(proposal, {
      fields: { title: { edit: ' Chief of Technology ' }, phone: 'reject', city: 'accept' },
    })
    expect(outcome).toMatchObject({ outcome: 'committed' })
    expect(await crm.tenant.read('individual', id)).toMatchObject({
      title: 'Chief of Technology',
      phone: '+44 1',
      city: 'Leeds',
    })
    const provenance = await recordProvenance(agent, 'Individual', id)
    expect(provenance.find(({ field_name }) => field_name === 'title')).toMatchObject({
      actor_kind: 'person',
      source: 'edited by Acme reviewer',
      raw_value: 'Chief of Technology',
      proposed_value: 'CTO',
      quote: null,
      confidence: null,
    })
    expect(provenance.map(({ field_name }) => field_name)).toEqual(['city', 'title'])
    const again = await proposeChanges(agent, [
      {
        proposed_action: 'update',
        entity_type: 'Individual',
        entity_id: id,
        data: { phone: '+44 20' },
        producer: 'api',
      },
    ])
    expect(again).toMatchObject([{ outcome: 'refused' }])
  })

  it('T11 writes nothing when an edited value is not valid, and names the field', async () => {
    const id = await person()
    const proposal = await update(id, { title: 'CTO', email: 'ada@acme.example' })
    expect(await approve(proposal, { fields: { email: { edit: 'not an address' } } })).toMatchObject({
      outcome: 'invalid',
      errors: [{ path: 'fields.email', message: 'This is not an e-mail address.' }],
    })
    expect(await approve(proposal, { fields: { shoe_size: { edit: 9 } } })).toMatchObject({
      outcome: 'invalid',
      errors: [{ path: 'fields.shoe_size' }],
    })
    expect(await approve(proposal, { fields: { email: 'reject', title: 'reject' } })).toMatchObject({
      outcome: 'invalid',
    })
    expect(await crm.tenant.read('individual', id)).toMatchObject({ title: 'Analyst', row_version: 1 })
    expect(await getProposal(agent, proposal.id)).toMatchObject({ status: 'pending' })
  })

  it('takes money and times for equal in whatever way they are written', async () => {
    const deal = await crm.tenant.insert('deal', { name: 'Cloud', value_amount: '1200.50', value_currency: 'EUR' })
    const results = await proposeChanges(agent, [
      {
        proposed_action: 'update',
        entity_type: 'Deal',
        entity_id: deal,
        data: { value_amount: '1200.5' },
        producer: 'api',
      },
    ])
    expect(results).toMatchObject([{ outcome: 'already_true' }])
    const proposal = await propose({ entity_type: 'Deal', entity_id: deal, data: { value_amount: '99.9' } })
    expect(proposal.fields).toMatchObject([{ before: '1200.50', now: '1200.50', after: '99.9' }])
    expect(await approve(proposal)).toMatchObject({ outcome: 'committed' })
    expect(await recordProvenance(agent, 'Deal', deal)).toMatchObject([
      { field_name: 'value_amount', is_current: true },
      {},
    ])
  })

  it('T8 commits what has become true by itself as a confirmation', async () => {
    const id = await person()
    const proposal = await update(id, { title: 'CTO' }, { evidence: { title: evidence('CTO') } })
    await editRecord(second, 'Individual', id, { title: 'CTO' })
    expect(await approve(proposal)).toMatchObject({ outcome: 'committed' })
    expect(await crm.tenant.read('individual', id)).toMatchObject({ row_version: 2 })
    expect(await recordProvenance(agent, 'Individual', id)).toMatchObject([
      { kind: 'confirmation', actor_kind: 'agent' },
      { kind: 'value', actor_kind: 'person' },
    ])
    expect((await update(id, { title: 'CEO' })).risk).toBe('replace_human')
  })

  it('T15 an agent and a viewer can never decide', async () => {
    const proposal = await update(await person(), { title: 'CTO' })
    for (const role of ['agent', 'viewer'] as const) {
      await expect(approve(proposal, {}, crm.tenant.as(role))).rejects.toMatchObject({ code: 'forbidden' })
      await expect(approve(proposal, { action: 'reject' }, crm.tenant.as(role))).rejects.toMatchObject({
        code: 'forbidden',
      })
    }
    await expect(
      crm.admin.query(
        `begin; select begin_request('system', '${crm.tenant.id}', 'read', 'run'); select decide_proposals('[]'); commit`,
      ),
    ).rejects.toThrow('An agent may propose and can never decide')
    expect(await getProposal(agent, proposal.id)).toMatchObject({ status: 'pending' })
  })

  it('T16 another tenant finds no such proposal, also inside a batch', async () => {
    const id = await person()
    const proposal = await update(id, { title: 'CTO' })
    const stranger = crm.other.as('admin')
    const decision = { id: proposal.id, action: 'approve' as const, content_hash: proposal.content_hash }
    expect(
      await decideProposals(
        stranger,
        [decision, { ...decision, id: crypto.randomUUID() }, { ...decision, id: 'x' }],
        null,
      ),
    ).toMatchObject([{ outcome: 'not_found' }, { outcome: 'not_found' }, { outcome: 'not_found' }])
    await expect(getProposal(stranger, proposal.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await crm.tenant.read('individual', id)).toMatchObject({ title: 'Analyst' })
    expect((await listProposals(stranger, { limit: 50 })).total).toBe(0)
  })

  it('T14 answers expired after the time, once and for all', async () => {
    const proposal = await update(await person(), { title: 'CTO' })
    await crm.admin.query(`update proposal set expires_at = now() - interval '1 second' where id = $1`, [proposal.id])
    expect(await approve(proposal)).toMatchObject({ outcome: 'expired' })
    expect(await approve(proposal)).toMatchObject({ outcome: 'expired' })
    expect(await getProposal(agent, proposal.id)).toMatchObject({
      status: 'expired',
      status_reason: 'Nobody decided in time.',
    })
    expect((await update(proposal.entity_id!, { title: 'CTO' })).id).not.toBe(proposal.id)
  })

  it('writes a lead and its job as one record', async () => {
    const proposal = await propose({
      proposed_action: 'create',
      entity_type: 'Job',
      data: { title: 'Data Engineer', location: 'Leeds', remote: true, posted_at: '2026-11-20T09:00:00Z' },
    })
    const { entity_id } = await approve(proposal)
    expect(await crm.tenant.read('lead', entity_id!)).toMatchObject({
      type: 'Job',
      title: 'Data Engineer',
      status: 'New',
    })
    expect(await crm.tenant.read('job', entity_id!)).toMatchObject({ location: 'Leeds', remote: true })
    const change = await propose({
      entity_type: 'Job',
      entity_id: entity_id!,
      data: { location: 'York', status: 'Applied' },
    })
    expect(await approve(change)).toMatchObject({ outcome: 'committed' })
    expect(await crm.tenant.read('lead', entity_id!)).toMatchObject({ status: 'Applied' })
    const same = await proposeChanges(agent, [
      {
        proposed_action: 'update',
        entity_type: 'Job',
        entity_id: entity_id!,
        data: { posted_at: '2026-11-20T10:00:00+01:00' },
        producer: 'api',
      },
    ])
    expect(same).toMatchObject([{ outcome: 'already_true' }])
  })

  it('moves nothing when the database fails in the middle', async () => {
    const id = await person()
    const proposal = await update(id, { title: 'CTO' })
    crm.failNext(1, 'before')
    await expect(approve(proposal)).rejects.toMatchObject({ code: 'unavailable' })
    expect(await crm.tenant.read('individual', id)).toMatchObject({ title: 'Analyst' })
    crm.failNext(1, 'after')
    await expect(approve(proposal)).rejects.toMatchObject({ code: 'unavailable' })
    // T2 the answer was lost after the commit: the retry finds it decided, once
    expect(await approve(proposal)).toMatchObject({ outcome: 'already_decided' })
    expect(await crm.tenant.read('individual', id)).toMatchObject({ title: 'CTO', row_version: 2 })
  })
})
