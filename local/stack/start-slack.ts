import { createHash } from 'node:crypto'
import { findFreePort } from '../postgres/find-free-port.ts'
import { connectDemoSlack, readSlackPeople } from '../slack/connect-demo-slack.ts'
import { serveSlack } from '../slack/serve-slack.ts'
import type { Settings } from './read-settings.ts'
import type { Memory } from './stack-files.ts'

interface Place {
  databaseUrl: string
  /** Whose people are in the workspace; nobody's without one. */
  tenantId: number | undefined
  /** SESSION_SECRET of the Worker. */
  sessionSecret: string
}

export interface LocalSlack {
  /** Where somebody types and presses; undefined for the real Slack. */
  pageUrl: string | undefined
  /** What the Worker is told. */
  settings: Record<string, string>
  /** Tells where the Worker is. */
  introduce(appUrl: string): void
  close(): Promise<void>
}

/** Slack: the real one when its address or a token is given, otherwise the stand-in, installed for the first tenant. */
export async function startSlack(given: Settings, memory: Memory, place: Place): Promise<LocalSlack> {
  if (given.SLACK_BOT_TOKEN || given.SLACK_API_URL || given.SLACK_CLIENT_ID)
    return { pageUrl: undefined, settings: {}, introduce: () => {}, close: async () => {} }
  const { databaseUrl, tenantId, sessionSecret } = place
  const secret = (name: string) => createHash('sha256').update(`${name}:${memory.secrets.session}`).digest('hex')
  const [ownSecret, botToken] = [secret('slack signing').slice(0, 32), `xoxb-local-${secret('slack bot').slice(0, 24)}`]
  const signingSecret = given.SLACK_SIGNING_SECRET ?? ownSecret
  memory.ports.slack = await findFreePort(memory.ports.slack)
  const people = tenantId === undefined ? [] : await readSlackPeople(databaseUrl, tenantId)
  const slack = await serveSlack({ port: memory.ports.slack, signingSecret, botToken, people })
  if (tenantId !== undefined)
    await connectDemoSlack({ databaseUrl, tenantId, sessionSecret, botToken, team: slack.workspace.team })
  return {
    pageUrl: slack.pageUrl,
    settings: { SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: slack.url },
    introduce: (appUrl) => {
      slack.appUrl = appUrl
    },
    close: () => slack.close(),
  }
}
