import { sql } from 'drizzle-orm'
import { toStatement } from '../db/scoped-database.ts'
import type { Answer, Request } from './answer-request.ts'
import type { Team } from './find-team.ts'
import type { Place } from './parse-command.ts'
import { flowControlOf, slackMessage } from './slack-delivery.ts'

interface NewMessage {
  team: Team
  request: Request
  kind: 'run' | 'inbox'
  to: Place
  runId: string | null
  askedBy: number | null
}

/** A message of Slack that does not exist yet, and the delivery that draws it. The request's key makes it one. */
export function newMessage({ team, request, kind, to, runId, askedBy }: NewMessage): Answer {
  const [id, outboxId] = [crypto.randomUUID(), crypto.randomUUID()]
  const channel = to === 'me' ? request.user_id : request.channel_id
  const refresh = slackMessage(outboxId, {
    kind: 'refresh',
    tenant_id: team.tenantId,
    message_id: id,
    outbox_id: outboxId,
  })
  return {
    statements: [
      toStatement(sql`insert into slack_message (id, team_id, kind, request_key, run_id, slack_user_id, asked_by, channel_id, dirty_at)
        values (${id}::uuid, ${team.teamId}, ${kind}, ${request.key}, ${runId}::uuid, ${request.user_id}, ${askedBy}::bigint, ${channel}, now())
        on conflict (tenant_id, request_key) do nothing`),
    ],
    messages: [{ ...refresh, flowControl: flowControlOf(team.teamId) }],
  }
}
