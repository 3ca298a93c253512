import { sql } from 'drizzle-orm'
import type { Statement } from '../db/statement.ts'
import { AppError } from '../errors.ts'
import { hashText } from '../hash-text.ts'
import type { QueueMessage } from '../platform/queue.ts'
import type { DeliveryOutcome } from '../runs/delivery.ts'
import { outboxRows } from '../runs/outbox.ts'
import { publishMessages } from '../runs/publish-messages.ts'
import type { RunContext } from '../runs/start-run.ts'
import { findTeam, type Team } from './find-team.ts'
import { linkByEmail, linkUrl } from './link-person.ts'
import { type DeliveryOf, slackMessage } from './slack-delivery.ts'
import { foreignText } from './slack-text.ts'
import { asPerson, asSystem, type SlackWork } from './slack-work.ts'

export type Request = DeliveryOf<'command'> | DeliveryOf<'click'>

/** What a request comes to: a sentence for the one who asked, and rows and messages that belong to its end. */
export interface Answer {
  /** Escaped. */
  reply?: string
  statements?: Statement[]
  messages?: QueueMessage[]
}

// longer than any request takes; a delivery that died is taken over after it
const LEASE_SECONDS = 40
const NOT_CONNECTED = 'This Slack workspace is not connected to Greenlight yet. An admin connects it here: '

/** Does a command or a click once, as the person who is linked to the Slack account, however often it is delivered. */
export async function answerRequest(
  work: SlackWork,
  request: Request,
  act: (ctx: RunContext, team: Team) => Promise<Answer>,
): Promise<DeliveryOutcome> {
  const team = await findTeam(work, request.team_id)
  if (!team) {
    if (request.response_url)
      await work.api.respond(request.response_url, ephemeral(`${NOT_CONNECTED}${work.publicUrl}/slack/install`))
    return { kind: 'done', detail: 'not connected' }
  }
  const system = asSystem(work, team.tenantId)
  const urlHash = request.response_url ? await hashText(request.response_url) : null
  const { rows } = await system.run(
    'run',
    sql`select claim_slack_request(${request.key}, ${LEASE_SECONDS}) as claim`,
    sql`select note_slack_reply_url(${urlHash}) where ${urlHash}::text is not null`,
  )
  const claim = rows[0]![0]!.claim as { verdict: 'go' | 'replayed' | 'held'; seconds?: number }
  if (claim.verdict === 'replayed') return { kind: 'done', detail: 'done before' }
  if (claim.verdict === 'held') return { kind: 'retry', afterSeconds: claim.seconds ?? 1, detail: 'being done' }
  try {
    const answer = await actAsPerson(work, request, team, act)
    const messages = [...(answer.messages ?? []), ...(answer.reply ? [replyMessage(team, request, answer.reply)] : [])]
    await system.run(
      'run',
      ...(answer.statements ?? []),
      sql`select finish_slack_request(${request.key}, ${JSON.stringify(outboxRows(messages))}::jsonb)`,
    )
    await publishMessages(work, messages)
    return { kind: 'done', detail: 'done' }
  } catch (error) {
    await system.run('run', sql`select release_slack_request(${request.key})`).catch(() => {})
    throw error
  }
}

async function actAsPerson(
  work: SlackWork,
  request: Request,
  team: Team,
  act: (ctx: RunContext, team: Team) => Promise<Answer>,
): Promise<Answer> {
  const ctx: RunContext = {
    db: asPerson(work, request.team_id, request.user_id),
    now: work.now(),
    log: work.log,
    queue: work.queue,
  }
  const attempt = async () => {
    try {
      return await act(ctx, team)
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'unavailable') throw error
      return error
    }
  }
  let result = await attempt()
  if (isUnlinked(result)) {
    if (!(await linkByEmail(work, team, request.user_id))) return { reply: await askToLink(work, request, team) }
    result = await attempt()
  }
  return result instanceof AppError ? { reply: wordError(result) } : result
}

const isUnlinked = (result: Answer | AppError): result is AppError =>
  result instanceof AppError && result.code === 'unauthenticated' && /not linked/.test(result.message)

const askToLink = async (work: SlackWork, request: Request, team: Team) =>
  `Greenlight does not know yet who you are. <${await linkUrl(work, team, request.user_id)}|Link your Slack account>, then do this again. The link is only for you and works for thirty minutes.`

const wordError = ({ message, errors }: AppError): string => {
  const first = errors[0]?.message
  return foreignText(first && first !== message ? `${message} ${first}` : message, 500)
}

const ephemeral = (text: string) => ({ response_type: 'ephemeral', replace_original: false, text })

function replyMessage(team: Team, { user_id, channel_id, response_url }: Request, text: string): QueueMessage {
  const outbox_id = crypto.randomUUID()
  const { tenantId: tenant_id, teamId: team_id } = team
  return slackMessage(outbox_id, {
    kind: 'reply',
    tenant_id,
    team_id,
    user_id,
    channel_id,
    response_url,
    text,
    outbox_id,
  })
}
