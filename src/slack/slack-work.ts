import { ScopedDatabase } from '../db/scoped-database.ts'
import type { SqlTransport } from '../db/statement.ts'
import type { Log } from '../platform/log.ts'
import type { Queue } from '../platform/queue.ts'
import type { SlackApi } from './slack-api.ts'

/** What a delivery for Slack works with; composed once per request. */
export interface SlackWork {
  transport: SqlTransport
  queue: Queue
  api: SlackApi
  log: Log
  now: () => Date
  publicUrl: string
  /** SESSION_SECRET: what seals bot tokens and signs links. */
  secret: string
  /** The Worker's own token, where it serves one workspace and nobody installs anything. */
  botToken: string | undefined
}

/** The database as the product itself, for the bookkeeping of messages. */
export const asSystem = ({ transport }: Pick<SlackWork, 'transport'>, tenantId: number): ScopedDatabase =>
  new ScopedDatabase(transport, { credential: { kind: 'system', value: String(tenantId) }, surface: 'slack' })

/** The database as whoever is linked to this Slack account, with that person's role at this moment. */
export const asPerson = ({ transport }: Pick<SlackWork, 'transport'>, teamId: string, slackUserId: string) =>
  new ScopedDatabase(transport, { credential: { kind: 'slack', value: `${teamId}:${slackUserId}` }, surface: 'slack' })
