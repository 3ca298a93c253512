import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseEnv } from '../../functions/env.ts'
import { createSlackWork } from '../../functions/slack/compose-slack.ts'
import { doSlackDelivery } from '../../src/slack/do-slack-delivery.ts'
import { buttonsOf, crm, openSlackWorld, people, type SlackWorld, team, wordsOf } from './slack-world.ts'

let world: SlackWorld
beforeAll(async () => {
  world = await openSlackWorld()
  await world.ask(people.reviewer, 'status')
})
afterAll(() => world.close())

/** A run that was asked in Slack and stands as given, with its message shown. */
async function showRun(status: string, waiting: object | null) {
  const [run] = await world.query(
    `insert into run (tenant_id, use_case, prompt, status, waiting, surface, started_by_user_id, done, total) values ($1, 'follow_ups', 'follow up', $2, $3, 'slack', $4, 2, 5) returning id`,
    [world.tenant.id, status, waiting && JSON.stringify(waiting), world.tenant.users.reviewer],
  )
  const id = crypto.randomUUID()
  await world.query(
    `insert into slack_message (id, tenant_id, team_id, kind, request_key, run_id, slack_user_id, channel_id) values ($1, $2, $3, 'run', 'test:' || $4, $4::uuid, $5, $6)`,
    [id, world.tenant.id, team.id, run.id, people.reviewer, crm],
  )
  const message = {
    kind: 'refresh',
    tenant_id: world.tenant.id,
    message_id: id,
    outbox_id: crypto.randomUUID(),
  } as const
  await doSlackDelivery(createSlackWork(parseEnv(world.bindings)), { message, messageId: id, retried: 0 })
  const shown = world.slack.workspace.messages.at(-1)!
  return { runId: run.id as string, shown, before: structuredClone(shown) }
}
const runOf = async (id: string) => (await world.query('select status, confirmed from run where id = $1', [id]))[0]

describe('a run in its message', () => {
  test('Stop ends it, and the message says so', async () => {
    const { runId, shown, before } = await showRun('running', null)
    expect(wordsOf(shown)).toContain('Working: 2 of 5 done.')
    await world.press(people.second, shown, 'stop_run')
    expect(await runOf(runId)).toMatchObject({ status: 'cancelled' })
    expect(wordsOf(shown)).toContain('Stopped.')
    expect(buttonsOf(shown)).toEqual([])
    await world.press(people.second, before, 'stop_run')
    expect(await runOf(runId)).toMatchObject({ status: 'cancelled' })
  })

  test('Go on answers what it asked with what it suggested', async () => {
    const { runId, shown } = await showRun('waiting', {
      kind: 'confirm',
      ask: 'Is this the signature?',
      value: { industry: 'Energy' },
    })
    expect(wordsOf(shown)).toContain('Is this the signature?')
    await world.press(people.viewer, shown, 'confirm_run')
    expect(await runOf(runId)).toMatchObject({ confirmed: null })
    expect(world.whispers(people.viewer).at(-1)).toBe('The role "viewer" may not do this.')
    await world.press(people.reviewer, structuredClone(shown), 'confirm_run')
    expect(await runOf(runId)).toMatchObject({ confirmed: { industry: 'Energy' } })
  })

  test('a progress that somebody else makes edits the same message', async () => {
    const { runId, shown } = await showRun('running', null)
    const key = await world.callApi(`/v1/runs/${runId}/cancel`, {})
    expect(key.status).toBe(200)
    await world.idle()
    expect(wordsOf(shown)).toContain('Stopped.')
    expect(shown.edits).toBe(1)
  })
})
