import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideProposals } from '../../src/proposals/decide-proposals.ts'
import type { Decision } from '../../src/proposals/decision.ts'
import type { Draft } from '../../src/proposals/draft.ts'
import { getProposal } from '../../src/proposals/get-proposal.ts'
import { proposeChanges } from '../../src/proposals/propose-changes.ts'
import { undoCommit } from '../../src/proposals/undo-commit.ts'
import { type CrmDatabase, openCrmDatabase } from '../support/open-crm-database.ts'

let at = 0
const bundleOf = (domain: string): Draft[] => {
  const bundle = `bundle-${at++}`
  return [
    {
      proposed_action: 'create',
      entity_type: 'Organization',
      data: { name: `Org of ${domain}`, website: `https://${domain}` },
      ref: 'org',
      bundle,
      producer: 'similar_leads',
    },
    {
      proposed_action: 'create',
      entity_type: 'Individual',
      data: { first_name: 'Ada', last_name: `Byron ${at}`, email: `ada${at}@${domain}`, title: 'CTO' },
      link_to: { organization_id: { $draft: 'org' } },
      parents: ['org'],
      ref: 'person',
      bundle,
      producer: 'similar_leads',
    },
    {
      proposed_action: 'create',
      entity_type: 'Job',
      data: { title: `Data Engineer ${at}` },
      link_to: { organization_id: { $draft: 'org' } },
      parents: ['org'],
      bundle,
      producer: 'similar_leads',
    },
  ]
}

describe('bundles', () => {
  let crm: CrmDatabase
  beforeAll(async () => {
    crm = await openCrmDatabase()
  })
  afterAll(() => crm.close())

  const file = async (drafts: Draft[]) => {
    const agent = crm.tenant.as('agent')
    const results = await proposeChanges(agent, drafts)
    return Promise.all(results.map(({ id }) => getProposal(agent, id!)))
  }
  const yes = ({ id, content_hash }: { id: string; content_hash: string }, more: Partial<Decision> = {}): Decision => ({
    id,
    content_hash,
    action: 'approve',
    ...more,
  })
  const decide = (...decisions: Decision[]) =>
    decideProposals(crm.tenant.as('reviewer'), decisions, crypto.randomUUID())
  const rows = async (text: string, ...params: unknown[]) => (await crm.admin.query(text, params)).rows

  it('commits organization, person, lead and links together, in whatever order they are named', async () => {
    const [org, person, lead] = await file(bundleOf('one.example'))
    expect(new Set([org!.bundle_id, person!.bundle_id, lead!.bundle_id]).size).toBe(1)
    crm.resetRequests()
    const [onLead, onPerson, onOrg] = await decide(yes(lead!), yes(person!), yes(org!))
    expect(crm.requests()).toBe(1)
    expect([onLead, onPerson, onOrg].map((each) => each!.outcome)).toEqual(['committed', 'committed', 'committed'])
    expect(await rows('select organization_id::int from lead where id = $1', onLead!.entity_id)).toEqual([
      { organization_id: onOrg!.entity_id },
    ])
    expect(
      await rows('select organization_id::int, title from contact where individual_id = $1', onPerson!.entity_id),
    ).toEqual([{ organization_id: onOrg!.entity_id, title: 'CTO' }])
    expect(
      await rows(
        'select organization_id::int, is_current from employment where individual_id = $1',
        onPerson!.entity_id,
      ),
    ).toEqual([{ organization_id: onOrg!.entity_id, is_current: true }])
  })

  it('commits them apart: the parent first, a child later', async () => {
    const [org, person] = await file(bundleOf('two.example'))
    expect(await decide(yes(person!))).toMatchObject([
      { outcome: 'blocked', detail: 'Decide on the organization "Org of two.example" first.' },
    ])
    const [parent] = await decide(yes(org!))
    const [child] = await decide(yes(person!))
    expect(await rows('select organization_id::int from contact where individual_id = $1', child!.entity_id)).toEqual([
      { organization_id: parent!.entity_id },
    ])
  })

  it('T9 blocks the children of a rejected parent with the reason, and links them to an existing one', async () => {
    const existing = await crm.tenant.insert('organization', { name: 'org of THREE.example' })
    const [org, person, lead] = await file(bundleOf('three.example'))
    const outcomes = await decide(yes(person!), { id: org!.id, action: 'reject' }, yes(lead!))
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['blocked', 'rejected', 'blocked'])
    expect(outcomes[0]).toMatchObject({
      detail:
        'The organization "Org of three.example" was not committed (rejected). Link this to an existing one, or reject it.',
      link_fields: ['organization_id'],
      candidates: [{ entity_type: 'Organization', entity_id: existing, name: 'org of THREE.example' }],
    })
    expect(await getProposal(crm.tenant.as('viewer'), person!.id)).toMatchObject({
      status: 'pending',
      status_reason:
        'The organization "Org of three.example" was rejected: link this to an existing one, or reject it.',
    })
    const linked = await decide(
      yes(person!, { fields: { organization_id: { edit: existing } } }),
      yes(lead!, { fields: { organization_id: { edit: existing } } }),
    )
    expect(linked).toMatchObject([{ outcome: 'committed' }, { outcome: 'committed' }])
    expect(await rows('select count(*)::int as n from contact where organization_id = $1', existing)).toEqual([
      { n: 1 },
    ])
    expect(await rows('select organization_id::int from lead where id = $1', linked[1]!.entity_id)).toEqual([
      { organization_id: existing },
    ])
  })

  it('refuses a link to a record that is not there', async () => {
    const [org, , lead] = await file(bundleOf('four.example'))
    await decide({ id: org!.id, action: 'reject' })
    expect(await decide(yes(lead!, { fields: { organization_id: { edit: 99_999_999 } } }))).toMatchObject([
      { outcome: 'invalid', detail: 'It refers to a record that does not exist.' },
    ])
    expect(await decide(yes(lead!, { fields: { organization_id: { edit: 'x' } } }))).toMatchObject([
      { outcome: 'invalid', errors: [{ path: 'fields.organization_id' }] },
    ])
    expect((await getProposal(crm.tenant.as('viewer'), lead!.id)).status).toBe('pending')
  })

  it.each([
    ['https://www.acme-five.co.uk', 'jobs.acme-five.co.uk/apply'],
    ['http://ACME-six.example:8080/', 'https://www.acme-six.example/about'],
    ['careers.acme-seven.com', 'acme-seven.com'],
  ])('T10 finds the organization that was made by hand meanwhile: %s is %s', async (byHand, proposed) => {
    const domain = proposed.replace(/^https?:\/\//, '')
    const [org, person] = await file(bundleOf(domain))
    const existing = await crm.tenant.insert('organization', { name: 'By hand', website: byHand })
    const [onOrg, onPerson] = await decide(yes(org!), yes(person!))
    expect(onOrg).toMatchObject({
      outcome: 'committed',
      entity_id: existing,
      detail: `Organization ${existing} already existed and was linked instead of created again.`,
    })
    expect(await crm.tenant.read('organization', existing)).toMatchObject({ name: 'By hand', row_version: 1 })
    expect(
      await rows('select organization_id::int from contact where individual_id = $1', onPerson!.entity_id),
    ).toEqual([{ organization_id: existing }])
  })

  it('does not take two pages on one platform for one organization', async () => {
    const pages = ['https://www.linkedin.com/company/alpha', 'https://www.linkedin.com/company/beta']
    const proposals = await file(
      pages.map((website) => ({
        proposed_action: 'create',
        entity_type: 'Organization',
        data: { name: website, website },
        producer: 'api',
      })),
    )
    const outcomes = await decide(...proposals.map((each) => yes(each)))
    expect(new Set(outcomes.map(({ entity_id }) => entity_id)).size).toBe(2)
  })

  it('creates once what two bundles of a batch both bring', async () => {
    const one = await file(bundleOf('eight.example'))
    await crm.admin.query(`update proposal set question_key = question_key || ':first' where bundle_id = $1`, [
      one[0]!.bundle_id,
    ])
    const two = await file(bundleOf('www.eight.example'))
    expect(two[0]!.id).not.toBe(one[0]!.id)
    const outcomes = await decide(...[...two, ...one].map((each) => yes(each)))
    expect(outcomes.every(({ outcome }) => outcome === 'committed')).toBe(true)
    expect(outcomes[0]!.entity_id).toBe(outcomes[3]!.entity_id)
    expect(
      await rows(`select count(*)::int as n from lead where organization_id = $1`, outcomes[0]!.entity_id),
    ).toEqual([{ n: 2 }])
  })

  it('asks once about an organization that two runs found', async () => {
    const one = await file(bundleOf('nine.example'))
    const two = await file(bundleOf('www.nine.example'))
    expect(two[0]!.id).toBe(one[0]!.id)
    expect(two[1]!.parent_ids).toEqual([one[0]!.id])
    expect(two[1]!.bundle_id).toBe(one[0]!.bundle_id)
  })

  it('asks for nothing that would hang on what a person has said no to', async () => {
    const [org] = await file(bundleOf('eleven.example'))
    await decide({ id: org!.id, action: 'reject' })
    const again = await proposeChanges(crm.tenant.as('agent'), bundleOf('eleven.example'))
    expect(again.map(({ outcome, refusal_id }) => [outcome, refusal_id])).toEqual(
      Array(3).fill(['refused', again[0]!.refusal_id]),
    )
    expect(again[0]!.refusal_id).toEqual(expect.any(Number))
  })

  it('T6 links to the survivor of a merge that happened since', async () => {
    const survivor = await crm.tenant.insert('organization', { name: 'Survivor' })
    const loser = await crm.tenant.insert('organization', { name: 'Loser' })
    const [lead, task, merge] = await file([
      {
        proposed_action: 'create',
        entity_type: 'Job',
        data: { title: 'Data Scientist' },
        link_to: { organization_id: loser },
        producer: 'api',
      },
      {
        proposed_action: 'create',
        entity_type: 'Task',
        data: { title: 'Call them', entity_type: 'Organization', entity_id: loser },
        producer: 'api',
      },
      {
        proposed_action: 'merge',
        entity_type: 'Organization',
        data: { survivor_id: survivor, loser_ids: [loser], values: {} },
        producer: 'api',
      },
    ])
    await decide(yes(merge!))
    const [onLead, onTask] = await decide(yes(lead!), yes(task!))
    expect(await rows('select organization_id::int from lead where id = $1', onLead!.entity_id)).toEqual([
      { organization_id: survivor },
    ])
    expect(await rows('select entity_id::int from task where id = $1', onTask!.entity_id)).toEqual([
      { entity_id: survivor },
    ])
  })

  it('T21 T22 undoes the whole bundle, or names who depends on the part that stays', async () => {
    const proposals = await file(bundleOf('ten.example'))
    const batch = crypto.randomUUID()
    const outcomes = await decideProposals(
      crm.tenant.as('reviewer'),
      proposals.map((each) => yes(each)),
      batch,
    )
    const alone = await undoCommit(crm.tenant.as('reviewer'), 'proposal', proposals[0]!.id)
    expect(alone).toMatchObject({
      outcome: 'refused',
      kept: [{ entity_type: 'Organization', reason: 'others depend on it' }],
    })
    expect(alone.dependants!.map(({ entity_type }) => entity_type).toSorted()).toEqual([
      'Contact',
      'Employment',
      'Lead',
    ])
    crm.resetRequests()
    const undone = await undoCommit(crm.tenant.as('reviewer'), 'batch', batch)
    expect(crm.requests()).toBe(1)
    expect(undone).toMatchObject({ outcome: 'undone', kept: [] })
    for (const { entity_type, entity_id } of outcomes)
      expect(await crm.tenant.read(entity_type === 'Job' ? 'lead' : entity_type!, entity_id!)).toBeUndefined()
    expect(
      await rows('select count(*)::int as n from contact where individual_id = $1', outcomes[1]!.entity_id),
    ).toEqual([{ n: 0 }])
  })
})
