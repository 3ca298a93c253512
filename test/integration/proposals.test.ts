import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Context } from '../../src/context.ts'
import { decideProposals } from '../../src/proposals/decide-proposals.ts'
import type { Draft } from '../../src/proposals/draft.ts'
import { editProposal } from '../../src/proposals/edit-proposal.ts'
import { expireProposals } from '../../src/proposals/expire-proposals.ts'
import { getProposal } from '../../src/proposals/get-proposal.ts'
import { listOutcomes } from '../../src/proposals/list-outcomes.ts'
import { listProposals } from '../../src/proposals/list-proposals.ts'
import { listRefusals, revokeRefusal } from '../../src/proposals/list-refusals.ts'
import { proposeChanges } from '../../src/proposals/propose-changes.ts'
import { ProposalBody, proposeOne } from '../../src/proposals/propose-one.ts'
import { snoozeProposal } from '../../src/proposals/snooze-proposal.ts'
import { undoCommit } from '../../src/proposals/undo-commit.ts'
import { withdrawProposal } from '../../src/proposals/withdraw-proposal.ts'
import { editRecord } from '../../src/records/edit-record.ts'
import { recordProvenance } from '../../src/records/record-provenance.ts'
import { type CrmDatabase, openCrmDatabase, openTenant } from '../support/open-crm-database.ts'

const evidence = (quote: string, url = 'https://acme.example/team') => ({
  confidence: 0.9,
  items: [{ url, quote, quote_verified: true, kind: 'company_team_page' }],
})

describe('proposing', () => {
  let crm: CrmDatabase
  let agent: Context
  let other: Context
  let reviewer: Context
  beforeAll(async () => {
    crm = await openCrmDatabase()
  })
  afterAll(() => crm.close())
  beforeEach(() => {
    agent = crm.tenant.as('agent')
    other = crm.tenant.as('other_agent')
    reviewer = crm.tenant.as('reviewer')
  })

  const person = (values: Record<string, unknown> = {}) =>
    crm.tenant.insert('individual', { first_name: 'Ada', last_name: 'Byron', ...values })
  const body = (values: Record<string, unknown>) => ProposalBody.parse(values)
  const update = (entity_id: number, data: Record<string, unknown>, more: Record<string, unknown> = {}, ctx = agent) =>
    proposeOne(ctx, body({ proposed_action: 'update', entity_type: 'Individual', entity_id, data, ...more }))
  const decide = async (proposal: { id: string; content_hash: string }, action: 'approve' | 'reject' = 'approve') =>
    (
      await decideProposals(
        reviewer,
        [{ id: proposal.id, content_hash: proposal.content_hash, action, reason: 'wrong' }],
        null,
      )
    )[0]!

  it("takes the seed's format and shows what was read", async () => {
    const organization_id = await crm.tenant.insert('organization', { name: 'Acme' })
    const { outcome, proposal } = await proposeOne(
      agent,
      body({
        proposed_action: 'create',
        entity_type: 'Individual',
        data: { first_name: 'Grace', last_name: 'Hopper', email: 'Grace@Acme.example', title: 'Rear Admiral' },
        confidence: 0.85,
        source: 'Company website',
        link_to: { organization_id },
        rationale: 'Named on the team page.',
        evidence: { title: evidence('Grace Hopper, Rear Admiral') },
      }),
    )
    expect(outcome).toBe('created')
    expect(proposal).toMatchObject({
      proposed_action: 'create',
      entity_type: 'Individual',
      entity_id: null,
      name: 'Grace Hopper',
      confidence: 0.85,
      source: 'Company website',
      link_to: { organization_id },
      status: 'pending',
      risk: 'create',
      rationale: 'Named on the team page.',
      producer: 'api',
    })
    expect(proposal!.fields.find(({ name }) => name === 'title')).toMatchObject({
      before: null,
      after: 'Rear Admiral',
      now: null,
      confidence: 0.9,
      evidence: [{ quote: 'Grace Hopper, Rear Admiral' }],
      measured: { label: 'not measured' },
    })
  })

  it.each([
    [{ proposed_action: 'create', entity_type: 'Individual', data: { email: 'x' } }, 'data.email'],
    [{ proposed_action: 'create', entity_type: 'Organization', data: { industry: 'Energy' } }, 'data.name'],
    [{ proposed_action: 'create', entity_type: 'Organization', data: { name: 'A', shoe_size: 1 } }, 'data.shoe_size'],
    [{ proposed_action: 'update', entity_type: 'Individual', data: { title: 'CTO' } }, 'entity_id'],
    [{ proposed_action: 'update', entity_type: 'Individual', entity_id: 1, data: {} }, 'data'],
    [{ proposed_action: 'update', entity_type: 'Individual', entity_id: 1, data: { tenant_id: 2 } }, 'data.tenant_id'],
    [{ proposed_action: 'merge', entity_type: 'Task', data: { survivor_id: 1, loser_ids: [2] } }, 'entity_type'],
    [
      { proposed_action: 'merge', entity_type: 'Organization', data: { survivor_id: 1, loser_ids: [] } },
      'data.loser_ids',
    ],
    [
      { proposed_action: 'merge', entity_type: 'Organization', data: { survivor_id: 1, loser_ids: [1] } },
      'data.loser_ids',
    ],
    [
      {
        proposed_action: 'merge',
        entity_type: 'Organization',
        data: { survivor_id: 1, loser_ids: [2], values: { email: 'x' } },
      },
      'data.values.email',
    ],
  ])('refuses what is not valid and names the field: %j', async (given, path) => {
    await expect(proposeOne(agent, body(given))).rejects.toMatchObject({ code: 'invalid', errors: [{ path }] })
  })

  it('finds no record of another tenant to change or merge', async () => {
    const theirs = await crm.other.insert('individual', { first_name: 'Eve' })
    expect(await update(theirs, { title: 'CTO' })).toMatchObject({ outcome: 'not_found' })
    const survivor_id = await person()
    const merge = body({
      proposed_action: 'merge',
      entity_type: 'Individual',
      data: { survivor_id, loser_ids: [theirs] },
    })
    expect(await proposeOne(agent, merge)).toMatchObject({ outcome: 'not_found' })
  })

  it('returns the pending proposal for the same question, from whomever and in whatever words', async () => {
    const id = await person()
    const first = await update(id, { title: 'CTO', city: 'Leeds' })
    expect(await update(id, { city: 'Leeds', title: 'CTO' })).toMatchObject({
      outcome: 'existing',
      proposal: { id: first.proposal!.id },
    })
    expect(await update(id, { title: 'CTO' }, {}, other)).toMatchObject({
      outcome: 'existing',
      proposal: { id: first.proposal!.id },
    })
    expect(await update(id, { title: 'CEO', city: 'Leeds' }, {}, other)).toMatchObject({
      outcome: 'existing',
      proposal: { content_hash: first.proposal!.content_hash },
    })
    const create = (name: string, website?: string) =>
      proposeOne(
        agent,
        body({ proposed_action: 'create', entity_type: 'Organization', data: { name, ...(website && { website }) } }),
      )
    const org = await create('Nordwind GmbH', 'https://www.nordwind-one.example/')
    expect(await create('NORDWIND', 'nordwind-one.example')).toMatchObject({ proposal: { id: org.proposal!.id } })
    const nameless = await create('Südwind AG')
    expect(await create('  sudwind  ag ')).toMatchObject({ proposal: { id: nameless.proposal!.id } })
  })

  it('T8 closes what the record says already as a confirmation, once', async () => {
    const id = await person({ title: 'CTO' })
    for (let n = 0; n < 2; n++)
      expect(await update(id, { title: 'CTO' }, { evidence: { title: evidence('Ada Byron, CTO') } })).toMatchObject({
        outcome: 'already_true',
      })
    expect(await recordProvenance(agent, 'Individual', id)).toMatchObject([
      { kind: 'confirmation', quote: 'Ada Byron, CTO', is_current: true },
    ])
    const mixed = await update(id, { title: 'CTO', city: 'Leeds' })
    expect(mixed.proposal!.fields.map(({ name }) => name)).toEqual(['city'])
  })

  it('tells filling a blank from replacing what an agent or a person said', async () => {
    const id = await person({ phone: '+44 1' })
    const filled = await update(id, { title: 'CTO' }, { evidence: { title: evidence('CTO') } })
    expect(filled.proposal!.risk).toBe('fill')
    await decide(filled.proposal!)
    expect((await update(id, { title: 'CEO' })).proposal!.risk).toBe('replace_agent')
    expect((await update(id, { phone: '+44 2' })).proposal!.risk).toBe('replace_human')
    await editRecord(reviewer, 'Individual', id, { title: 'Chief' })
    expect((await update(id, { title: 'CFO', city: 'Leeds' })).proposal!.risk).toBe('replace_human')
  })

  it('remembers a no by the question and asks again only with new evidence, saying why', async () => {
    const id = await person()
    const asked = await update(id, { title: 'CTO' }, { evidence: { title: evidence('Ada Byron, CTO') } })
    expect(await decide(asked.proposal!, 'reject')).toMatchObject({ outcome: 'rejected' })
    expect(await update(id, { title: 'CTO' }, { evidence: { title: evidence('ada  byron, cto') } })).toMatchObject({
      outcome: 'refused',
    })
    expect(await update(id, { title: 'Chief Technologist' })).toMatchObject({ outcome: 'refused' })
    const part = await update(id, { title: 'CTO', city: 'Leeds' })
    expect(part.proposal!.fields.map(({ name }) => name)).toEqual(['city'])
    const again = await update(
      id,
      { title: 'CTO' },
      { evidence: { title: evidence('Our CTO, Ada', 'https://news.example/ada') } },
    )
    expect(again.outcome).toBe('created')
    const lifted = (await listRefusals(reviewer, { limit: 50, lifted: true })).data.find(
      ({ proposal_id }) => proposal_id === asked.proposal!.id,
    )
    expect(lifted).toMatchObject({
      lifted_reason: 'There is new evidence: https://news.example/ada',
      field_name: 'title',
    })
  })

  it('lists refusals in words and lets a person revoke them', async () => {
    const id = await person({ last_name: 'Lovelace' })
    const asked = await update(id, { title: 'CTO' })
    await decide(asked.proposal!, 'reject')
    const { data } = await listRefusals(crm.tenant.as('viewer'), { limit: 1 })
    expect(data).toMatchObject([
      {
        question: 'update Individual Ada Lovelace',
        field_name: 'title',
        value: 'CTO',
        reason: 'wrong',
        refused_by_name: 'Acme reviewer',
      },
    ])
    await expect(revokeRefusal(agent, data[0]!.id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(revokeRefusal(crm.other.as('admin'), data[0]!.id)).rejects.toMatchObject({ code: 'not_found' })
    await revokeRefusal(reviewer, data[0]!.id)
    expect(await update(id, { title: 'CTO' })).toMatchObject({ outcome: 'created' })
    await expect(revokeRefusal(reviewer, data[0]!.id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('T56 remembers "not the same" for the sorted pair', async () => {
    const [a, b, c] = [await person(), await person(), await person()]
    const merge = (survivor_id: number, ...loser_ids: number[]) =>
      proposeOne(agent, body({ proposed_action: 'merge', entity_type: 'Individual', data: { survivor_id, loser_ids } }))
    const asked = await merge(a, c)
    expect(asked.proposal).toMatchObject({ risk: 'merge', data: { survivor_id: a, loser_ids: [c] } })
    const turned = await merge(c, a)
    expect(turned).toMatchObject({
      outcome: 'updated',
      proposal: { id: asked.proposal!.id, entity_id: c, data: { survivor_id: c } },
    })
    await decide(turned.proposal!, 'reject')
    expect(await merge(c, a)).toMatchObject({ outcome: 'refused' })
    expect(await merge(a, b, c)).toMatchObject({ outcome: 'refused' })
    expect(await merge(a, b)).toMatchObject({ outcome: 'created' })
    expect(await merge(b, c)).toMatchObject({ outcome: 'created' })
  })

  it('an agent edits and withdraws only what it has proposed itself', async () => {
    const { proposal } = await update(await person(), { title: 'CTO' }, { evidence: { title: evidence('CTO') } })
    await expect(editProposal(other, proposal!.id, { title: 'CEO' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(withdrawProposal(other, proposal!.id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(editProposal(crm.tenant.as('viewer'), proposal!.id, { title: 'CEO' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(editProposal(agent, proposal!.id, { email: 'x' })).rejects.toMatchObject({
      errors: [{ path: 'data.email' }],
    })
    const edited = await editProposal(agent, proposal!.id, { title: 'CEO', city: 'Leeds' })
    expect(edited.content_hash).not.toBe(proposal!.content_hash)
    expect(edited.fields).toMatchObject([
      { name: 'city', before: null, evidence: [] },
      { name: 'title', after: 'CEO', evidence: [] },
    ])
    await withdrawProposal(agent, proposal!.id)
    expect(await getProposal(agent, proposal!.id)).toMatchObject({
      status: 'superseded',
      status_reason: 'Withdrawn by whoever proposed it.',
    })
    await expect(withdrawProposal(agent, proposal!.id)).rejects.toMatchObject({ code: 'conflict' })
    expect(await decide(edited)).toMatchObject({
      outcome: 'already_decided',
      detail: 'Withdrawn by whoever proposed it.',
    })
  })

  it('hides a snoozed proposal from the inbox until then, with time left to decide', async () => {
    const { proposal } = await update(await person(), { title: 'CTO' })
    const until = new Date(Date.now() + 20 * 86_400_000).toISOString()
    await expect(snoozeProposal(agent, proposal!.id, until)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(snoozeProposal(reviewer, proposal!.id, '2020-01-01T00:00:00Z')).rejects.toMatchObject({
      errors: [{ path: 'until' }],
    })
    expect(await snoozeProposal(reviewer, proposal!.id, until)).toMatchObject({ snoozed_until: until })
    const list = (awake: boolean) =>
      listProposals(reviewer, { entity_id: proposal!.entity_id!, status: ['pending'], awake, limit: 5 }).then(
        ({ total }) => total,
      )
    expect([await list(true), await list(false)]).toEqual([0, 1])
    const snoozed = await getProposal(reviewer, proposal!.id)
    expect(Date.parse(snoozed.expires_at) - Date.parse(until)).toBeGreaterThanOrEqual(14 * 86_400_000)
    expect(await decide(snoozed)).toMatchObject({ outcome: 'committed' })
  })

  it('T14 expires what nobody decided, of all tenants, and lets it be asked again', async () => {
    const { proposal } = await update(await person(), { title: 'CTO' })
    const theirs = await crm.other.insert('individual', { first_name: 'Eve' })
    const their = await proposeOne(
      crm.other.as('agent'),
      body({ proposed_action: 'update', entity_type: 'Individual', entity_id: theirs, data: { title: 'CTO' } }),
    )
    const ids = [proposal!.id, their.proposal!.id]
    await crm.admin.query(`update proposal set expires_at = now() - interval '1 minute' where id = any($1)`, [ids])
    const pending = await listProposals(reviewer, { entity_id: proposal!.entity_id!, status: ['pending'], limit: 5 })
    expect(pending).toMatchObject({ total: 0, data: [] })
    crm.resetRequests()
    expect(await expireProposals(crm.sql)).toBeGreaterThanOrEqual(2)
    expect(crm.requests()).toBe(1)
    expect(await expireProposals(crm.sql)).toBe(0)
    const { rows } = await crm.admin.query('select status from proposal where id = any($1)', [ids])
    expect(rows).toEqual([{ status: 'expired' }, { status: 'expired' }])
    expect(await update(proposal!.entity_id!, { title: 'CTO' })).toMatchObject({ outcome: 'created' })
  })

  it('adds nothing when a run files its drafts again, whatever became of them', async () => {
    const run_id = crypto.randomUUID()
    await crm.admin.query('insert into run (id, tenant_id) values ($1, $2)', [run_id, crm.tenant.id])
    const drafts = [await person(), await person()].map(
      (entity_id): Draft => ({
        proposed_action: 'update',
        entity_type: 'Individual',
        entity_id,
        data: { title: 'CTO' },
        producer: 'enrich_contacts',
        run_id,
      }),
    )
    crm.resetRequests()
    const first = await proposeChanges(agent, drafts)
    expect(crm.requests()).toBe(1)
    await decide(await getProposal(agent, first[0]!.id!))
    await undoCommit(reviewer, 'proposal', first[0]!.id!)
    await revokeRefusal(reviewer, (await listRefusals(reviewer, { limit: 1 })).data[0]!.id)
    const again = await proposeChanges(agent, drafts)
    expect(again.map(({ outcome, id }) => [outcome, id])).toEqual(first.map(({ id }) => ['existing', id]))
  })

  it('files a question once when two agents ask it at the same moment', async () => {
    const id = await person()
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, at) => update(id, { title: 'CTO' }, {}, at % 2 ? agent : other)),
    )
    expect(all.filter(({ outcome }) => outcome === 'created')).toHaveLength(1)
    expect(new Set(all.map(({ proposal }) => proposal!.id)).size).toBe(1)
  })

  it('counts what paging yields, also while others write', async () => {
    const tenant = await openTenant(crm, 'Paging')
    const ids: number[] = []
    for (let n = 0; n < 45; n++) ids.push(await tenant.insert('individual', { first_name: `N${n}` }))
    const draft = (entity_id: number): Draft => ({
      proposed_action: 'update',
      entity_type: 'Individual',
      entity_id,
      data: { title: 'CTO' },
      producer: 'api',
    })
    const filed = await proposeChanges(tenant.as('agent'), ids.slice(0, 40).map(draft))
    const first = await listProposals(tenant.as('viewer'), { status: ['pending'], limit: 15 })
    await proposeChanges(tenant.as('agent'), ids.slice(40).map(draft))
    const seen = [...first.data]
    for (let cursor = first.next_cursor; cursor; ) {
      const page = await listProposals(tenant.as('viewer'), { status: ['pending'], limit: 15, cursor })
      seen.push(...page.data)
      cursor = page.next_cursor
    }
    expect(first.total).toBe(40)
    expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(filed.map(({ id }) => id)))
    expect(seen).toHaveLength(40)
    expect((await listProposals(tenant.as('viewer'), { limit: 5 })).total).toBe(45)
  })

  it('counts what paging yields for every filter while proposals are made, decided, undone, lapse and are folded', async () => {
    const tenant = await openTenant(crm, 'Busy')
    const ids: number[] = []
    for (let n = 0; n < 60; n++) ids.push(await tenant.insert('individual', { first_name: `N${n}` }))
    const filters = [
      {},
      { status: ['pending'] },
      { status: ['pending', 'stale'], entity_type: 'Individual' },
      { status: ['expired'] },
      { status: ['committed', 'undone'], risk: ['fill', 'task'] },
      { proposed_action: 'create', source: 'api' },
      { status: ['pending'], run_id: crypto.randomUUID() },
    ]
    const work = ids.map(async (entity_id, at) => {
      const drafts: Draft[] = [
        { proposed_action: 'update', entity_type: 'Individual', entity_id, data: { title: 'CTO' }, producer: 'api' },
        { proposed_action: 'create', entity_type: 'Task', data: { title: `Call ${at}` }, producer: 'api' },
      ]
      const [one, two] = await proposeChanges(tenant.as('agent'), drafts)
      const proposal = await getProposal(tenant.as('viewer'), one!.id!)
      const { content_hash } = proposal
      await decideProposals(tenant.as('reviewer'), [{ id: proposal.id, action: 'approve', content_hash }], null)
      if (at % 3 === 0) await undoCommit(tenant.as('reviewer'), 'proposal', proposal.id)
      if (at % 4 === 0) await decideProposals(tenant.as('reviewer'), [{ id: two!.id!, action: 'reject' }], null)
      if (at % 4 === 1) await crm.admin.query('update proposal set expires_at = now() where id = $1', [two!.id])
      if (at % 20 === 19) await expireProposals(crm.sql)
      if (at % 5 === 4) await crm.admin.query('delete from proposal where id = $1', [two!.id])
    })
    let isDone = false
    const writing = Promise.all(work).finally(() => {
      isDone = true
    })
    while (!isDone)
      for (const filter of filters) {
        const page = await listProposals(tenant.as('viewer'), { ...filter, limit: 200 })
        expect([filter, page.total]).toEqual([filter, page.data.length])
      }
    await writing
    for (const filter of filters) {
      const page = await listProposals(tenant.as('viewer'), { ...filter, limit: 200 })
      expect([filter, page.total]).toEqual([filter, page.data.length])
    }
    const { rows } = await crm.admin.query(
      `select status, sum(n)::int as n from proposal_tally where tenant_id = $1 group by 1 having sum(n) <> 0
        except select status, count(*)::int from proposal where tenant_id = $1 group by 1`,
      [tenant.id],
    )
    expect(rows).toEqual([])
  })

  it('measures confidence against what people decided, from thirty decisions on', async () => {
    const tenant = await openTenant(crm, 'Measured')
    const ids: number[] = []
    for (let n = 0; n < 33; n++) ids.push(await tenant.insert('individual', { first_name: `N${n}` }))
    const filed = await proposeChanges(
      tenant.as('agent'),
      ids.map((entity_id) => ({
        proposed_action: 'update',
        entity_type: 'Individual',
        entity_id,
        data: { title: 'CTO' },
        evidence: { title: evidence('CTO') },
        producer: 'enrich_contacts',
      })),
    )
    const proposals = await Promise.all(filed.slice(0, 31).map(({ id }) => getProposal(tenant.as('viewer'), id!)))
    const ctx = tenant.as('reviewer')
    const verdict = (at: number) =>
      at < 26 ? {} : at < 29 ? { fields: { title: { edit: 'Chief' } } } : { action: 'reject' as const }
    await decideProposals(
      ctx,
      proposals
        .slice(0, 29)
        .map(({ id, content_hash }, at) => ({ id, content_hash, action: 'approve', ...verdict(at) })),
      null,
    )
    expect((await listOutcomes(ctx))[0]).toMatchObject({ label: 'not measured', low: null })
    await decideProposals(
      ctx,
      proposals.slice(29).map(({ id }) => ({ id, action: 'reject' })),
      null,
    )
    expect(await listOutcomes(ctx)).toMatchObject([
      {
        source_kind: 'company_team_page',
        entity_type: 'Individual',
        field_name: 'title',
        accepted: 26,
        edited: 3,
        rejected: 2,
        label: '26 of 31 accepted unchanged',
      },
    ])
    await undoCommit(ctx, 'proposal', filed[0]!.id!)
    expect(await listOutcomes(ctx)).toMatchObject([{ accepted: 25, edited: 3, rejected: 3 }])
    const { rows } = await crm.admin.query('select max(id) as id from change_set where tenant_id = $1', [tenant.id])
    await undoCommit(ctx, 'change_set', String(rows[0].id))
    expect(await listOutcomes(crm.other.as('viewer'))).toEqual([])
    const [field] = (await getProposal(ctx, filed[32]!.id!)).fields
    expect(field!.measured).toMatchObject({ label: '26 of 31 accepted unchanged' })
    expect(field!.measured.low).toBeCloseTo(0.674, 3)
    expect(field!.measured.high).toBeCloseTo(0.929, 3)
    // the clock folds what was noted one by one
    const measured = await listOutcomes(ctx)
    await crm.admin.query(
      `insert into proposal_outcome (tenant_id, source_kind, entity_type, field_name) select $1, 'company_team_page', 'Individual', 'title' from generate_series(1, 101)`,
      [tenant.id],
    )
    await expireProposals(crm.sql)
    const kept = await crm.admin.query('select is_folded from proposal_outcome where tenant_id = $1', [tenant.id])
    expect(kept.rows).toEqual([{ is_folded: true }])
    expect(await listOutcomes(ctx)).toEqual(measured)
  })
})
