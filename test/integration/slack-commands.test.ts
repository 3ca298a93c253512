import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signRequest } from '../../local/slack/sign-request.ts'
import { buttonsOf, crm, openSlackWorld, people, type SlackWorld, signingSecret, wordsOf } from './slack-world.ts'

let world: SlackWorld
beforeAll(async () => {
  world = await openSlackWorld()
  const { tenant } = world
  await tenant.insert('lead_status', { lead_type: 'Job', name: 'Applied', category: 'open', position: 0 })
  const lead = await tenant.insert('lead', {
    type: 'Job',
    title: 'Lead Data Engineer',
    organization_id: world.organizationId,
    status: 'Applied',
    owner_id: tenant.users.reviewer,
    created_at: '2024-01-02T09:00:00Z',
    last_human_touch_at: '2024-01-02T09:00:00Z',
  })
  await tenant.insert('job', { id: lead })
})
afterAll(() => world.close())

const runs = () =>
  world.query('select id, use_case, prompt, params, surface, started_by_user_id, status from run order by created_at')

describe('asking', () => {
  test('a run is acknowledged, does its work, and its one message ends with the proposals', async () => {
    const { response, said, messages } = await world.ask(people.reviewer, 'follow up 14 days')
    expect(response.status).toBe(200)
    expect(said).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining('On it.') })
    const [run] = await runs()
    expect(run).toMatchObject({
      use_case: 'follow_ups',
      params: { days: 14 },
      surface: 'slack',
      started_by_user_id: String(world.tenant.users.reviewer),
      status: 'succeeded',
    })
    expect(messages.map(({ channel }) => channel)).toEqual([crm])
    expect(messages[0]!.edits).toBeGreaterThan(0)
    const words = wordsOf(messages[0]!)
    expect(words).toContain(`<@${people.reviewer}> asked: follow up 14 days`)
    expect(words).toContain('1 proposal found.')
    expect(words).toContain('Lead Data Engineer')
    expect(buttonsOf(messages[0]!)).toEqual(['approve', 'reject', 'open', 'open'])
    expect(words).toContain(`${world.url}/?run_id=${run.id}`)
  })

  test('"me" brings the answer in private, "here" is where it was asked', async () => {
    const { messages } = await world.ask(people.reviewer, 'me inbox')
    expect(messages.map(({ channel }) => channel)).toEqual([`D${people.reviewer.slice(1)}`])
  })

  test('where the bot was not invited the person is told directly', async () => {
    const { messages } = await world.ask(people.reviewer, 'inbox', 'C0PRIVATE')
    expect(messages.map(({ channel }) => channel)).toEqual([`D${people.reviewer.slice(1)}`])
  })

  test('/crm help needs nothing but Slack, /crm status says what is at work', async () => {
    world.database.resetRequests()
    const { said } = await world.ask(people.stranger, 'help')
    expect(said.text).toContain('/crm duplicates')
    expect(world.database.requests()).toBe(0)
    await world.ask(people.viewer, 'status')
    expect(world.whispers(people.viewer).at(-1)).toMatch(/waiting for a decision.*\n.*latest runs:\n.*succeeded/)
  })

  test('a question too large, or a limit of the product, is a sentence for the one who asked', async () => {
    await world.ask(people.viewer, 'follow up 14 days')
    expect(world.whispers(people.viewer).at(-1)).toBe('The role "viewer" may not do this.')
    expect(await runs()).toHaveLength(1)
  })
})

describe('T26: three seconds', () => {
  test('a command is acknowledged before the database is asked for anything', async () => {
    world.database.setRoundTrip(3_500)
    world.database.resetRequests()
    const response = await world.type(people.reviewer, 'me follow up 20 days')
    expect(response.status).toBe(200)
    expect(world.database.requests()).toBe(0)
    world.database.setRoundTrip(0)
    await world.idle()
    expect((await runs()).at(-1)).toMatchObject({ params: { days: 20 }, status: 'succeeded' })
  })

  test('where the queue takes nothing, the person is asked to try again', async () => {
    const queue = world.bindings.QSTASH_URL!
    world.bindings.QSTASH_URL = 'http://127.0.0.1:9'
    const response = await world.type(people.reviewer, 'inbox')
    world.bindings.QSTASH_URL = queue
    expect(await response.json()).toMatchObject({ text: expect.stringContaining('try again') })
  })
})

describe('T23: who knocks', () => {
  const body = new URLSearchParams({
    team_id: 'T0ACME',
    user_id: people.reviewer,
    channel_id: crm,
    command: '/crm',
    text: 'follow up 30 days',
  }).toString()
  const knock = (headers: Record<string, string>, given = body, path = '/slack/commands') =>
    fetch(`${world.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: given,
    })
  const now = () => Math.floor(Date.now() / 1000)

  test('no signature, another secret, another body, and a time too old or too new are refused on every address', async () => {
    const before = (await runs()).length
    const good = signRequest(signingSecret, body, now())
    const refused: [Record<string, string>, string?][] = [
      [{}],
      [signRequest('another-secret', body, now())],
      [good, `${body}&text=inbox`],
      [signRequest(signingSecret, body, now() - 330)],
      [signRequest(signingSecret, body, now() + 330)],
      [{ ...good, 'x-slack-signature': good['x-slack-signature'].slice(3) }],
      [{ ...good, 'x-slack-signature': good['x-slack-signature'].replace('v0', 'v1') }],
      [{ ...good, 'x-slack-request-timestamp': `${good['x-slack-request-timestamp']}.0` }],
    ]
    for (const path of ['/slack/commands', '/slack/interactions', '/slack/events'])
      for (const [headers, given] of refused) {
        const response = await knock(headers, given, path)
        expect(response.status).toBe(401)
        expect(response.headers.get('content-type')).toContain('application/problem+json')
      }
    await world.idle()
    expect(await runs()).toHaveLength(before)
  })

  test('the same signed request again, and the same delivery again, do nothing', async () => {
    const before = (await runs()).length
    const signed = signRequest(signingSecret, body, now())
    for (let time = 0; time < 3; time++) expect((await knock(signed)).status).toBe(200)
    await world.idle()
    expect(await runs()).toHaveLength(before + 1)
  })

  test('Slack’s question whether the address is ours is answered, and only when it is signed', async () => {
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'xyz', token: 'old' })
    const response = await knock(signRequest(signingSecret, challenge, now()), challenge, '/slack/events')
    expect(await response.json()).toEqual({ challenge: 'xyz' })
  })

  test('what is no command, no interaction and no event is refused with a sentence', async () => {
    for (const [path, given] of [
      ['/slack/commands', 'text=inbox'],
      ['/slack/interactions', 'payload=%7B'],
      ['/slack/events', 'not json'],
    ] as const)
      expect((await knock(signRequest(signingSecret, given, now()), given, path)).status).toBe(422)
  })
})
