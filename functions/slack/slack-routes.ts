/**
 * Slack's ways in. A signed request is handed to the queue and acknowledged; what it takes longer than three seconds for
 * happens in the delivery. Nothing here waits for the database.
 */
import { Hono } from 'hono'
import { helpText } from '../../src/slack/help-text.ts'
import { type Command, parseCommand } from '../../src/slack/parse-command.ts'
import type { AppEnv } from '../app-env.ts'
import { enqueue } from './enqueue.ts'
import { installRoutes } from './install-routes.tsx'
import { linkRoutes } from './link-routes.tsx'
import { parseEvent, parseInteraction, parseSlashCommand } from './parse-slack-body.ts'
import { readSlackRequest } from './read-slack-request.ts'

const ephemeral = (text: string) => ({ response_type: 'ephemeral' as const, text })
const SLOW = 'Greenlight could not take this up right now. Please try again in a moment.'

export const slackRoutes = new Hono<AppEnv>()
  .post('/slack/commands', async (c) => {
    const { body, key } = await readSlackRequest(c)
    // Slack asks now and then whether the address is alive
    if (new URLSearchParams(body).get('ssl_check') === '1') return c.body(null, 200)
    const delivery = parseSlashCommand(body, key)
    const command = parseCommand(delivery.text)
    if (command.kind === 'help') return c.json(ephemeral(helpText))
    const taken = await enqueue(c.var.env, key, delivery)
    return c.json(ephemeral(taken ? acknowledgement(command) : SLOW))
  })
  .post('/slack/interactions', async (c) => {
    const { body, key } = await readSlackRequest(c)
    const click = parseInteraction(body, key)
    // Slack shows a warning beside the button where this is not a 200
    if (click && !(await enqueue(c.var.env, key, click))) return c.body(null, 503)
    return c.body(null, 200)
  })
  .post('/slack/events', async (c) => {
    const { body, key } = await readSlackRequest(c)
    const { type, challenge, team_id, event_id, event_time, event } = parseEvent(body)
    if (type === 'url_verification') return c.json({ challenge: challenge ?? '' })
    const leaves = event?.type === 'app_uninstalled' || (event?.type === 'tokens_revoked' && event.tokens?.bot?.length)
    if (leaves && team_id) {
      const at = new Date((event_time ?? Date.now() / 1000) * 1000).toISOString()
      // Slack sends an event again until it is answered
      if (!(await enqueue(c.var.env, event_id ?? key, { kind: 'uninstall', team_id, at }))) return c.body(null, 503)
    }
    return c.body(null, 200)
  })
  .route('/slack', linkRoutes)
  .route('/slack', installRoutes)

function acknowledgement(command: Command): string {
  if (command.kind !== 'run') return 'One moment.'
  return `On it. The answer comes ${command.to === 'me' ? 'to you in private' : 'here'} as soon as there is something to see.`
}
