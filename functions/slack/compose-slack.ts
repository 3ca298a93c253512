import { consoleLog } from '../../src/platform/log.ts'
import { publishMessages } from '../../src/runs/publish-messages.ts'
import { withPromisedRefreshes } from '../../src/slack/promised-refreshes.ts'
import { createSlackApi } from '../../src/slack/slack-api.ts'
import type { SlackWork } from '../../src/slack/slack-work.ts'
import { createQueue, transportOf } from '../compose.ts'
import type { Env } from '../env.ts'

/** What a delivery for Slack works with. */
export function createSlackWork(env: Env): SlackWork {
  const queue = createQueue(env)
  return {
    transport: withPromisedRefreshes(transportOf(env), (messages) =>
      publishMessages({ queue, log: consoleLog }, messages),
    ),
    queue,
    api: createSlackApi(env.SLACK_API_URL),
    log: consoleLog,
    now: () => new Date(),
    publicUrl: env.PUBLIC_URL,
    secret: env.SESSION_SECRET,
    botToken: env.SLACK_BOT_TOKEN,
  }
}
