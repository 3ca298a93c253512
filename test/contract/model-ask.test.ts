import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveModel } from '../../local/model/serve-model.ts'
import { serveWeb } from '../../local/web/serve-web.ts'
import { story } from '../../seeds/demo/story.ts'
import { seed } from '../../seeds/seed.ts'
import { askNodes } from '../../src/agent/ask/ask-nodes.ts'
import { chooseUseCase } from '../../src/agent/ask/choose-use-case.ts'
import { createOpenAiModel } from '../../src/platform/openai-model.ts'
import { getRun } from '../../src/runs/get-run.ts'
import { listRunEvents } from '../../src/runs/list-run-events.ts'
import { startRun } from '../../src/runs/start-run.ts'
import { createWeb } from '../../src/web/create-web.ts'
import { openTestDatabase } from '../support/database.ts'
import { openRunWorld } from '../support/open-run-world.ts'

async function openStoryWorld() {
  const [database, web, model] = await Promise.all([openTestDatabase(), serveWeb(), serveModel()])
  await seed(database.databaseUrl, { demo: true })
  const wired = createOpenAiModel({
    apiKey: 'key-of-a-test',
    baseUrl: model.url,
    model: 'gpt-5-mini',
    embeddingModel: 'text-embedding-3-small',
  })
  const pages = createWeb({
    serperApiKey: 'k',
    serperUrl: web.serperUrl,
    wikipediaUrl: web.wikipediaUrl,
    pagesUrl: web.url,
  })
  const world = await openRunWorld({
    database,
    work: { model: wired, web: pages, ownNodes: [askNodes], chooseUseCase, flows: {} },
  })
  const { rows } = await database.admin.query('select id from tenant where name = $1', [story.tenant.name])
  return { ...world, storyTenant: Number(rows[0].id), model, web, database }
}

let world: Awaited<ReturnType<typeof openStoryWorld>>
beforeAll(async () => {
  world = await openStoryWorld()
})
afterAll(async () => {
  await world.close()
  await Promise.all([world.web.close(), world.model.close()])
  await world.database.close()
})

/** A question to the demo story, carried through the product's own worker, tools and evaluator to its end. */
async function ask(prompt: string, useCase: 'ask' | null = 'ask') {
  const ctx = world.context(world.storyTenant)
  const { id } = await startRun(ctx, { use_case: useCase, prompt })
  await world.broker.idle()
  const run = await getRun(ctx, id)
  const { data: events } = await listRunEvents(ctx, id, { limit: 500 })
  const { rows: proposals } = await world.database.admin.query(
    'select proposed_action, entity_type, entity_id::int, data, link_to from proposal where run_id = $1',
    [id],
  )
  return { run, answer: run.answer ?? '', proposals, sentBack: events.filter(({ kind }) => kind === 'sent_back') }
}

const scalar = async (text: string) => {
  const { rows } = await world.database.admin.query(`${text} and tenant_id = $1`, [world.storyTenant])
  return Object.values(rows[0] as Record<string, unknown>)[0]
}
const idOf = async (table: string, condition: string) =>
  Number(await scalar(`select id from ${table} where ${condition}`))

describe('questions about the demo story', () => {
  it('are counted, grouped and summed by a query of their own', async () => {
    const count = await scalar('select count(*) from lead where archived_at is null')
    const { answer, sentBack } = await ask('How many leads do we have?')
    expect(answer).toContain(`${count} leads`)
    expect(sentBack).toEqual([])
    const { answer: grouped } = await ask('Leads by status')
    expect(grouped).toContain(
      `Rejected: ${await scalar("select count(*) from lead where archived_at is null and status = 'Rejected'")}`,
    )
    const { answer: german } = await ask('Wie viele Firmen haben wir in Berlin?')
    expect(german).toBe(
      `Die Anzahl ist ${await scalar("select count(*) from organization where archived_at is null and city = 'Berlin'")}.`,
    )
  })

  it('follow the ids of what a name stands for, duplicates included', async () => {
    const ids = [await idOf('organization', "name = 'Solvane GmbH'"), await idOf('organization', "name = 'Solvane'")]
    const { answer } = await ask('Show me leads at Solvane')
    const { rows } = await world.database.admin.query('select id from lead where organization_id = any ($1)', [ids])
    expect(rows.length).toBeGreaterThan(0)
    for (const { id } of rows) expect(answer).toContain(`(Lead ${id})`)
  })

  it('change their answer with the records', async () => {
    const id = await idOf('organization', "name = 'Lumenor AB'")
    const move = (city: string) =>
      world.database.admin.query('update organization set city = $2 where id = $1', [id, city])
    await move('Uppsala')
    expect((await ask('Which organizations are in Uppsala?')).answer).toContain(`Lumenor AB (Organization ${id})`)
    await move('Göteborg')
    expect((await ask('Which organizations are in Uppsala?')).answer).toBe('Nothing in the CRM fits that.')
  })

  it('about somebody who is not there are answered with "not found"', async () => {
    const { run, answer, proposals } = await ask('Do we know anybody called Zaphod Beeblebrox?')
    expect(run.status).toBe('succeeded')
    expect(answer).toContain('Nothing called “Zaphod Beeblebrox” was found')
    expect(proposals).toEqual([])
  })

  it('go to the web for what the CRM does not hold', async () => {
    const { answer } = await ask('Who is the CTO of Alderpoint Energy?')
    expect(answer).toMatch(/alderpoint\.example\/team/)
    expect(answer).toContain('Priya Raman, Chief Technology Officer')
    expect((await ask('What does Wikipedia say about Quillon Bank?')).answer).toContain('British retail bank')
  })
})

describe('wishes', () => {
  it('become proposals with the id of the record that was found', async () => {
    const id = await idOf('organization', "name = 'Solvane GmbH'")
    const { answer, proposals } = await ask('Change the website of Solvane GmbH to https://www.solvane.example')
    expect(proposals).toMatchObject([
      {
        proposed_action: 'update',
        entity_type: 'Organization',
        entity_id: id,
        data: { website: 'https://www.solvane.example' },
      },
    ])
    expect(answer).toContain('nothing has changed yet')
    const task = await ask('Remind me to call Fenwick Grid next Monday')
    expect(task.proposals).toMatchObject([
      {
        entity_type: 'Task',
        data: { title: 'Call Fenwick Grid', entity_id: await idOf('organization', "name = 'Fenwick Grid Ltd'") },
      },
    ])
    const person = await ask('Add contact Jane Marlowe at Solvane GmbH')
    expect(person.proposals).toMatchObject([
      {
        proposed_action: 'create',
        entity_type: 'Individual',
        data: { first_name: 'Jane', last_name: 'Marlowe' },
        link_to: { organization_id: id },
      },
    ])
  })

  it('that name two records are asked back about', async () => {
    const { answer, proposals } = await ask('Change the website of Solvane to https://solvane.example/neu')
    expect(proposals).toEqual([])
    expect(answer).toContain('More than one record')
    expect(answer).toContain(`Organization ${await idOf('organization', "name = 'Solvane GmbH'")}`)
  })

  it('for what is there already propose nothing', async () => {
    const { answer, proposals } = await ask('Create a new organization called Lumenor AB')
    expect(proposals).toEqual([])
    expect(answer).toContain('exists already')
  })
})

describe('the router', () => {
  it('sends a question to the worker and declines what no CRM can answer', async () => {
    expect((await ask('who are my best paying customers by deal value?', null)).run.use_case).toBe('ask')
    for (const prompt of ['Write me a poem about the sea', 'What is the capital of France?']) {
      const { run, answer } = await ask(prompt, null)
      expect(run.use_case).toBeNull()
      expect(answer).toContain('cannot help with that')
    }
  })
})
