import { setTimeout as delay } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import type { SlackChannel, SlackPerson, StoredMessage } from '../../local/slack/workspace.ts'
import { callAs } from '../support/call-api.ts'

interface State {
  people: SlackPerson[]
  channels: SlackChannel[]
  messages: StoredMessage[]
}

const slack = (path: string, body?: unknown) =>
  fetch(new URL(path, inject('stack').slack_url), {
    ...(body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
const look = async () => (await (await slack('/ui/state')).json()) as State

/** What Slack shows once it shows it. */
async function until<T>(find: (state: State) => T | undefined): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const found = find(await look())
    if (found) return found
    await delay(100)
  }
  throw new Error('Slack has not shown it.')
}

interface ShownButton {
  action_id: string
  value: string
}

test('in the started product somebody asks in Slack, approves there, and the API knows who did', async () => {
  const call = callAs('agent')
  const name = `Slack Works ${Date.now()}`
  const filed = await call('/v1/proposals', {
    body: {
      proposed_action: 'create',
      entity_type: 'Organization',
      data: { name },
      confidence: 0.9,
      source: 'https://works.example/',
    },
  })
  expect(filed.status).toBe(201)
  const { people } = await look()
  const reviewer = people.find(({ email }) => email === 'tomas@lindqvist.example')!
  const place = { user: reviewer.id, channel: 'C0CRM' }
  await slack('/ui/command', { ...place, text: '/crm inbox' })
  const message = await until(({ messages }) => messages.find(({ blocks }) => JSON.stringify(blocks).includes(name)))
  const block_id = `p:${filed.body.id}`
  const row = message.blocks.find((block) => block.block_id === block_id) as { elements: ShownButton[] }
  const { value } = row.elements.find(({ action_id }) => action_id === 'approve')!
  expect(JSON.parse(value)).toEqual({ id: filed.body.id, content_hash: filed.body.content_hash })
  await slack('/ui/click', { ...place, ts: message.ts, action_id: 'approve', block_id })
  await until(({ messages }) =>
    messages.find(
      ({ ts, blocks }) => ts === message.ts && JSON.stringify(blocks).includes(`approved by ${reviewer.name} in Slack`),
    ),
  )
  expect((await call(`/v1/proposals/${filed.body.id}`)).body).toMatchObject({ status: 'committed', surface: 'slack' })
})

test('a run that was asked in Slack ends in the message that was posted for it', async () => {
  const { people } = await look()
  const reviewer = people.find(({ email }) => email === 'tomas@lindqvist.example')!
  await slack('/ui/command', { user: reviewer.id, channel: 'C0CRM', text: '/crm follow up 9 days' })
  const ended = await until(({ messages }) =>
    messages.find(({ blocks }) => /asked: follow up 9 days.*✔️/s.test(JSON.stringify(blocks))),
  )
  expect(ended.edits).toBeGreaterThan(0)
})
