import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { parseEnv } from '../../functions/env.ts'
import { createSlackWork } from '../../functions/slack/compose-slack.ts'
import { doSlackDelivery } from '../../src/slack/do-slack-delivery.ts'
import { startDigests } from '../../src/slack/start-digests.ts'
import { crm, openSlackWorld, people, type SlackWorld, team, wordsOf } from './slack-world.ts'

let world: SlackWorld
beforeAll(async () => {
  world = await openSlackWorld()
})
afterAll(() => world.close())
afterEach(() => {
  world.slack.faults.length = 0
})

const callsOf = (method: string) => world.slack.calls.filter((call) => call.method === method)
const work = () => createSlackWork(parseEnv(world.bindings))

describe('what goes out', () => {
  test('a 429 is waited for as long as Slack asks, and the message comes once', async () => {
    const before = callsOf('chat.postMessage').length
    world.slack.faults.push({ method: 'chat.postMessage', times: 2, status: 429, retryAfterSeconds: 30 })
    const { messages } = await world.ask(people.reviewer, 'inbox')
    expect(messages).toHaveLength(1)
    expect(
      callsOf('chat.postMessage')
        .slice(before)
        .map(({ status }) => status),
    ).toEqual([429, 429, 200])
    const delivery = { kind: 'refresh', tenant_id: world.tenant.id, outbox_id: crypto.randomUUID() } as const
    world.slack.faults.push({ method: 'chat.update', times: 1, status: 429, retryAfterSeconds: 77 })
    const [row] = await world.query('update slack_message set shown_hash = null returning id')
    const message = { ...delivery, message_id: row.id }
    expect(await doSlackDelivery(work(), { message, messageId: 'm1', retried: 0 })).toMatchObject({
      kind: 'retry',
      afterSeconds: 77,
    })
  })

  test('a post whose answer got lost is not posted again', async () => {
    world.slack.faults.push({ method: 'chat.postMessage', times: 1, status: 502, isTooLate: true })
    const { messages } = await world.ask(people.reviewer, 'inbox')
    expect(messages).toHaveLength(1)
    const [id] = await world.fileOrganizations('After the loss')
    const { messages: later } = await world.ask(people.reviewer, 'inbox')
    await world.press(people.reviewer, later[0]!, 'approve', id)
    expect(wordsOf(later[0]!)).toContain('approved by Acme reviewer')
  })

  test('a message that shows already what is so is not edited', async () => {
    await world.ask(people.reviewer, 'inbox')
    const before = callsOf('chat.update').length
    const [row] = await world.query('select id from slack_message order by created_at desc limit 1')
    const message = {
      kind: 'refresh',
      tenant_id: world.tenant.id,
      message_id: row.id,
      outbox_id: crypto.randomUUID(),
    } as const
    expect(await doSlackDelivery(work(), { message, messageId: 'm2', retried: 0 })).toMatchObject({
      detail: 'nothing differs',
    })
    expect(callsOf('chat.update')).toHaveLength(before)
  })

  test('a message that somebody deleted stays away, and decisions go on', async () => {
    const [id] = await world.fileOrganizations('Deleted message')
    const { messages } = await world.ask(people.reviewer, 'inbox')
    const cached = structuredClone(messages[0]!)
    world.slack.workspace.messages.splice(world.slack.workspace.messages.indexOf(messages[0]!), 1)
    await world.press(people.reviewer, cached, 'approve', id)
    expect(await world.status(id!)).toBe('committed')
    expect(await world.query('select closed_reason from slack_message where ts = $1', [cached.ts])).toEqual([
      { closed_reason: 'message_not_found' },
    ])
  })

  test('a delivery that died after its decision finds it done, and says nothing of it', async () => {
    const [id] = await world.fileOrganizations('Died after deciding')
    const { content_hash } = await world.proposal(id!)
    const message = {
      kind: 'click',
      key: 'died',
      team_id: team.id,
      user_id: people.reviewer,
      channel_id: crm,
      action: 'approve',
      value: JSON.stringify({ id, content_hash }),
    } as const
    await doSlackDelivery(work(), { message, messageId: 'd1', retried: 0 })
    expect(await world.status(id!)).toBe('committed')
    const before = world.whispers(people.reviewer).length
    await world.query(`update slack_request set done_at = null where key = 'died'`)
    await doSlackDelivery(work(), { message, messageId: 'd1', retried: 1 })
    await world.idle()
    expect(world.whispers(people.reviewer)).toHaveLength(before)
    expect(await world.query(`select 1 from organization where name = 'Died after deciding'`)).toHaveLength(1)
  })

  test('a delivery at the same time as another of the same request waits for it', async () => {
    await world.query(
      `insert into slack_request (tenant_id, key, lease_until) values ($1, 'held', now() + interval '20 seconds')`,
      [world.tenant.id],
    )
    const message = {
      kind: 'command',
      key: 'held',
      team_id: team.id,
      user_id: people.reviewer,
      channel_id: crm,
      text: 'status',
    } as const
    expect(await doSlackDelivery(work(), { message, messageId: 'h', retried: 0 })).toMatchObject({ kind: 'retry' })
  })

  test('a database that is away for a moment loses no press', async () => {
    const [id] = await world.fileOrganizations('Database away')
    const { messages } = await world.ask(people.reviewer, 'inbox')
    world.failNext(2)
    await world.press(people.reviewer, messages[0]!, 'approve', id)
    expect(await world.status(id!)).toBe('committed')
    expect(wordsOf(messages[0]!)).toContain('approved by Acme reviewer')
  })

  test('a response_url is used five times at most, then the answer comes another way', async () => {
    const response_url = world.slack.workspace.giveResponseUrl(new URL(world.slack.url).origin, {
      channel: crm,
      user: people.viewer,
      ts: undefined,
    })
    const before = { url: callsOf('response_url').length, ephemeral: callsOf('chat.postEphemeral').length }
    for (let time = 0; time < 7; time++) {
      const outbox_id = crypto.randomUUID()
      const message = {
        kind: 'reply',
        tenant_id: world.tenant.id,
        team_id: team.id,
        user_id: people.viewer,
        channel_id: crm,
        text: `Number ${time}`,
        response_url,
        outbox_id,
      } as const
      for (const messageId of ['a', 'b'])
        expect(await doSlackDelivery(work(), { message, messageId, retried: 0 })).toMatchObject({ kind: 'done' })
    }
    expect(callsOf('response_url').length - before.url).toBe(5)
    expect(callsOf('chat.postEphemeral').length - before.ephemeral).toBe(2)
    expect(world.whispers(people.viewer).slice(-7)).toEqual([0, 1, 2, 3, 4, 5, 6].map((time) => `Number ${time}`))
  })

  test('a response_url that is older than thirty minutes is not tried', async () => {
    await world.ask(people.viewer, 'status')
    await world.query(`update slack_reply_url set given_at = now() - interval '31 minutes'`)
    const before = callsOf('response_url').length
    const [{ body }] = await world.query(
      `select body from outbox where body->>'kind' = 'reply' order by created_at desc limit 1`,
    )
    const message = { ...body, outbox_id: crypto.randomUUID() }
    await doSlackDelivery(work(), { message, messageId: 'c', retried: 0 })
    expect(callsOf('response_url')).toHaveLength(before)
  })
})

describe('the daily digest', () => {
  const hourOf = (hour: number) => world.query(`update slack_digest set last_on = null, hour = $1`, [hour])

  test('comes once a day to who wants it: what waits, what expires, what was undone', async () => {
    const [expiring, undone] = await world.fileOrganizations('About to expire', 'Taken back')
    await world.query(`update proposal set expires_at = now() + interval '1 day' where id = $1`, [expiring])
    const { content_hash } = await world.proposal(undone!)
    await world.callApi(`/v1/proposals/${undone}/approve`, { content_hash })
    await world.callApi(`/v1/proposals/${undone}/undo`, {})
    await world.ask(people.viewer, 'digest on at 8')
    expect(world.whispers(people.viewer).at(-1)).toContain('each day at 8:00 (UTC)')
    await hourOf(0)
    const [first, second] = await Promise.all([startDigests(work()), startDigests(work())])
    expect(first + second).toBe(1)
    await world.idle()
    const digests = world.slack.workspace.messages.filter(({ text }) => text.includes('undone since yesterday'))
    expect(digests.map(({ channel }) => channel)).toEqual([`D${people.viewer.slice(1)}`])
    expect(wordsOf(digests[0]!)).toMatch(/About to expire, until/)
    expect(wordsOf(digests[0]!)).toContain('Taken back, by Acme second')
    await world.ask(people.viewer, 'digest off')
    await hourOf(0)
    expect(await startDigests(work())).toBe(0)
  })

  test('says nothing on a day with nothing to tell', async () => {
    await world.query(`update proposal set status = 'superseded' where status in ('pending', 'stale')`)
    await world.query(`update change_set set at = now() - interval '3 days'`)
    await world.ask(people.second, 'digest on at 8')
    await hourOf(0)
    const before = world.slack.workspace.messages.length
    expect(await startDigests(work())).toBe(1)
    await world.idle()
    expect(world.slack.workspace.messages).toHaveLength(before)
  })
})
