import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { agentTools } from '../../src/agent/tools/call-tool.ts'
import type { Page } from '../../src/web/web.ts'
import { type AskWorld, call, openAskWorld } from './ask-world.ts'

let world: AskWorld
beforeAll(async () => {
  world = await openAskWorld()
})
afterAll(() => world.close())
beforeEach(() => world.script.reset())

const records = async () =>
  world.query(
    'select (select count(*) from organization)::int as organizations, (select count(*) from task)::int as tasks, (select count(*) from change_set)::int as changes',
  )

describe('a proposal from a question', () => {
  it('to change a record waits for a decision, with where its value was found', async () => {
    const { northwind } = world.ids
    const before = await records()
    world.script.turns = [
      [call('lookup_organization', { search_query: 'northwind' })],
      [
        call('propose_update', {
          entity_type: 'Organization',
          entity_id: northwind,
          values: { phone: '+47 22 12 34 56' },
          rationale: 'The question gives the number.',
        }),
      ],
      `A new phone number for Northwind Energy (Organization ${northwind}) is proposed.`,
    ]
    const { run, events } = await world.ask('Set the phone of Northwind to +47 22 12 34 56')
    expect(world.script.results()[1]).toContain('nothing has changed yet')
    expect(run).toMatchObject({ status: 'succeeded', proposal_count: 1 })
    expect(await world.proposalsOf(run.id)).toEqual([
      {
        proposed_action: 'update',
        entity_type: 'Organization',
        entity_id: northwind,
        data: { phone: '+47 22 12 34 56' },
        link_to: null,
        source: 'ask',
        rationale: 'The question gives the number.',
        confidence: expect.any(Number),
        evidence: {
          phone: { confidence: expect.any(Number), items: [expect.objectContaining({ title: 'The question' })] },
        },
        status: 'pending',
        risk: 'fill',
        run_id: run.id,
      },
    ])
    expect(await records()).toEqual(before)
    expect(events.map(({ kind }) => kind)).toContain('proposed')
  })

  it('may be a new record, a task or a merge', async () => {
    const { northwind, ada, alpha, alpha2 } = world.ids
    world.script.turns = [
      [
        call('lookup_organization', { search_query: 'alpha' }),
        call('lookup_organization', { search_query: 'northwind' }),
        call('lookup_individual', { search_query: 'lindqvist' }),
      ],
      [
        call('propose_create', {
          entity_type: 'Individual',
          values: '{"first_name": "Bo", "last_name": "Ek"}',
          organization_id: String(northwind),
          rationale: 'Asked for.',
        }),
        call('propose_task', {
          title: 'Call Ada',
          due_date: '2027-01-04',
          entity_type: 'Individual',
          entity_id: ada,
          rationale: 'Asked for.',
        }),
        call('propose_merge', {
          entity_type: 'Organization',
          survivor_id: alpha,
          loser_ids: [alpha2],
          rationale: 'One website.',
        }),
      ],
      'Three changes are proposed.',
    ]
    const { run } = await world.ask(
      'Add Bo Ek to Northwind, a task to call Ada on 4 January 2027, and merge the two Alphas',
    )
    expect(world.script.results().slice(3)).toEqual(Array.from({ length: 3 }, () => expect.stringMatching(/^Noted: /)))
    expect(run.proposal_count).toBe(3)
    const filed = await world.proposalsOf(run.id)
    expect(
      filed.map(({ proposed_action, entity_type, data, status, source }) => ({
        proposed_action,
        entity_type,
        data,
        status,
        source,
      })),
    ).toEqual(
      expect.arrayContaining([
        {
          proposed_action: 'create',
          entity_type: 'Individual',
          data: { first_name: 'Bo', last_name: 'Ek' },
          status: 'pending',
          source: 'ask',
        },
        {
          proposed_action: 'create',
          entity_type: 'Task',
          data: { title: 'Call Ada', due_date: '2027-01-04', entity_type: 'Individual', entity_id: ada },
          status: 'pending',
          source: 'ask',
        },
        {
          proposed_action: 'merge',
          entity_type: 'Organization',
          data: { survivor_id: alpha, loser_ids: [alpha2], values: expect.any(Object) },
          status: 'pending',
          source: 'ask',
        },
      ]),
    )
    expect(filed.find(({ entity_type }) => entity_type === 'Individual')!.link_to).toEqual({
      organization_id: northwind,
    })
  })

  it('is refused with what is wrong, and made right', async () => {
    const { alpha, alpha2, foreign } = world.ids
    const merge = { entity_type: 'Organization', rationale: 'r' }
    world.script.turns = [
      [call('lookup_organization', { search_query: 'alpha' })],
      [
        call('propose_create', { entity_type: 'Individual', values: { title: 'CTO' }, rationale: 'r' }),
        call('propose_update', {
          entity_type: 'Organization',
          entity_id: alpha,
          values: { employee_count: 'many', email: 'no address' },
          rationale: 'r',
        }),
        call('propose_merge', { ...merge, survivor_id: alpha, loser_ids: [alpha] }),
        call('propose_merge', { ...merge, survivor_id: alpha, loser_ids: [foreign] }),
        call('propose_merge', { ...merge, entity_type: 'Lead', survivor_id: alpha, loser_ids: [alpha2] }),
        call('propose_task', {
          title: 'Call',
          due_date: 'soon',
          entity_type: 'Organization',
          entity_id: alpha,
          rationale: 'r',
        }),
        call('propose_create', { entity_type: 'Spaceship', values: { name: 'X' }, rationale: 'r' }),
      ],
      'Nothing was proposed.',
    ]
    const { run } = await world.ask('Do several impossible things')
    const said = world.script.results().slice(1)
    expect(said[0]).toMatch(/values\.last_name: Give a name/)
    expect(said[1]).toMatch(/values\.employee_count: .*values\.email: /)
    expect(said[2]).toContain('cannot be one of the losers')
    expect(said[3]).toContain(`There is no Organization ${foreign}`)
    expect(said[4]).toMatch(/entity_type: /)
    expect(said[5]).toMatch(/due_date: /)
    expect(said[6]).toMatch(/entity_type: .*Organization/)
    expect(run).toMatchObject({ status: 'succeeded', proposal_count: 0 })
  })

  it('is filed once, however often it was called for and however often the answer was sent back', async () => {
    const update = {
      entity_type: 'Individual',
      entity_id: world.ids.ada,
      values: { department: 'Data' },
      rationale: 'Asked for.',
    }
    world.script.turns = [
      [
        call('lookup_individual', { search_query: 'lindqvist' }),
        call('propose_update', update),
        call('propose_update', update),
      ],
      'Ada Lindqvist has 5,005 colleagues.',
      'For Ada Lindqvist the department Data is proposed.',
    ]
    const { run } = await world.ask('Put Ada Lindqvist into the department Data')
    expect(run).toMatchObject({ proposal_count: 1, answer: 'For Ada Lindqvist the department Data is proposed.' })
  })

  it('whose value nothing bears out is dropped, and the model is told', async () => {
    const update = {
      entity_type: 'Individual',
      entity_id: world.ids.ada,
      values: { email: 'ada@guess.example' },
      rationale: 'A guess.',
    }
    world.script.turns = [
      [call('lookup_individual', { search_query: 'lindqvist' }), call('propose_update', update)],
      'An address is proposed.',
      'No e-mail address of Ada Lindqvist is known.',
    ]
    const { run, events } = await world.ask('Complete the e-mail of Ada Lindqvist')
    expect(world.script.chats.at(-1)!.messages.at(-1)!.content).toMatch(
      /email "ada@guess\.example" stands in no tool result/,
    )
    expect(run).toMatchObject({ proposal_count: 0, answer: 'No e-mail address of Ada Lindqvist is known.' })
    expect(events.map(({ kind }) => kind)).toContain('proposal_dropped')
  })

  it('about a record that was never read is dropped', async () => {
    const task = {
      title: 'Call',
      description: null,
      due_date: null,
      entity_type: 'Organization',
      entity_id: world.ids.alpha2,
      rationale: 'r',
    }
    world.script.turns = [
      [call('lookup_individual', { search_query: 'lindqvist' }), call('propose_task', task)],
      'A task is proposed.',
      'Nothing is proposed.',
    ]
    const { run } = await world.ask('Make a task for Ada Lindqvist')
    expect(run.proposal_count).toBe(0)
  })

  it('that the judge finds was not asked for is dropped alone', async () => {
    const { ada, northwind } = world.ids
    const task = { title: 'Call', description: null, due_date: null, rationale: 'r' }
    world.script.turns = [
      [
        call('lookup_individual', { search_query: 'lindqvist' }),
        call('lookup_organization', { search_query: 'northwind' }),
        call('propose_task', { ...task, entity_type: 'Individual', entity_id: ada }),
        call('propose_task', { ...task, entity_type: 'Organization', entity_id: northwind }),
      ],
      'Two tasks are proposed.',
      'A task on Ada Lindqvist is proposed.',
    ]
    world.script.verdicts = [{ grounded: true, bad_proposals: [2] }]
    const { run } = await world.ask('Make a task to call Ada Lindqvist')
    const filed = await world.proposalsOf(run.id)
    expect(filed.map(({ data }) => (data as { entity_type: string }).entity_type)).toEqual(['Individual'])
  })

  it('names the page that a value was read on, word for word', async () => {
    const { northwind } = world.ids
    const page: Page = {
      url: 'https://northwind.example/contact',
      finalUrl: 'https://northwind.example/contact',
      status: 200,
      title: 'Contact',
      text: 'Northwind Energy\nWrite to us at hello@northwind.example any day.',
      links: [],
      retrievedAt: '2026-11-25T00:00:00Z',
    }
    const web = world.work.web
    world.work.web = {
      ...web,
      search: async () => [{ title: 'Contact', url: page.url, snippet: '' }],
      read: async () => page,
    }
    world.script.turns = [
      [call('lookup_organization', { search_query: 'northwind' }), call('web_search', { query: 'Northwind contact' })],
      [call('fetch_page', { url: page.url })],
      [
        call('propose_update', {
          entity_type: 'Organization',
          entity_id: northwind,
          values: { email: 'hello@northwind.example' },
          rationale: 'Their contact page.',
        }),
      ],
      'The address hello@northwind.example is proposed.',
    ]
    const { run } = await world.ask('Find the e-mail address of Northwind and propose it')
    world.work.web = web
    const [{ evidence, confidence }] = await world.proposalsOf(run.id)
    expect(evidence.email.items[0]).toMatchObject({
      url: page.url,
      quote: 'Write to us at hello@northwind.example any day.',
      quote_verified: true,
      kind: 'third_party_page',
    })
    expect(confidence).toBe(0.6)
  })
})

describe('the tools', () => {
  it('read or propose, and none of them writes', () => {
    expect(new Set(agentTools.map(({ effect }) => effect))).toEqual(new Set(['read', 'propose']))
    expect(agentTools.filter(({ effect }) => effect === 'propose').map(({ name }) => name)).toEqual([
      'propose_create',
      'propose_update',
      'propose_task',
      'propose_merge',
    ])
  })

  it('cannot be talked into deciding: there is no such call', async () => {
    world.script.turns = [
      [
        call('approve_proposal', { id: 1 }),
        call('decide_proposals', { id: 1 }),
        call('lookup_deal', { search_query: 'x' }),
      ],
      'Nothing can be approved here.',
    ]
    const { run } = await world.ask('Approve all proposals')
    expect(world.script.results().slice(0, 2)).toEqual([
      expect.stringContaining('There is no tool "approve_proposal"'),
      expect.stringContaining('There is no tool "decide_proposals"'),
    ])
    expect(run.status).toBe('succeeded')
    expect(await world.query("select 1 from proposal where status = 'committed'")).toEqual([])
  })
})
