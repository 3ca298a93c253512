import { sql } from 'drizzle-orm'
import { toStatement } from '../db/scoped-database.ts'
import { listProposals } from '../proposals/list-proposals.ts'
import type { Delivery, DeliveryOutcome } from '../runs/delivery.ts'
import { listRuns } from '../runs/list-runs.ts'
import { type RunContext, startRun } from '../runs/start-run.ts'
import { type Answer, answerRequest } from './answer-request.ts'
import type { Team } from './find-team.ts'
import { helpText } from './help-text.ts'
import { newMessage } from './new-message.ts'
import { type Command, parseCommand } from './parse-command.ts'
import { renderStatus } from './render-status.ts'
import type { DeliveryOf } from './slack-delivery.ts'
import type { SlackWork } from './slack-work.ts'

const LATEST_RUNS = 5
const MORNING = 8

/** What was typed after /crm, done as the one who typed it. */
export function takeCommand(work: SlackWork, { message }: Delivery<DeliveryOf<'command'>>): Promise<DeliveryOutcome> {
  const command = parseCommand(message.text)
  return answerRequest(work, message, (ctx, team) => doCommand(work, ctx, team, message, command))
}

async function doCommand(
  work: SlackWork,
  ctx: RunContext,
  team: Team,
  request: DeliveryOf<'command'>,
  command: Command,
): Promise<Answer> {
  switch (command.kind) {
    case 'help':
      return { reply: helpText }
    case 'status': {
      const { data } = await listRuns(ctx, { limit: LATEST_RUNS })
      const { total } = await listProposals(ctx, { status: ['pending'], awake: true, limit: 1 })
      return { reply: renderStatus(data, total, work.publicUrl) }
    }
    case 'inbox': {
      const { actor } = await ctx.db.run('read')
      return newMessage({ team, request, kind: 'inbox', to: command.to, runId: null, askedBy: actor.userId })
    }
    case 'run': {
      const run = await startRun(ctx, {
        use_case: command.useCase,
        prompt: command.prompt,
        params: command.params,
        idempotency_key: `slack:${request.key}`,
      })
      const askedBy = ctx.db.actor.userId
      return newMessage({ team, request, kind: 'run', to: command.to, runId: run.id, askedBy })
    }
    case 'digest':
      return setDigest(ctx, request, command)
    case 'unlink':
      await ctx.db.run(
        'read',
        sql`delete from slack_link where tenant_id = app_tenant_id() and team_id = ${request.team_id} and slack_user_id = ${request.user_id}`,
      )
      return { reply: 'Done: this Slack account is nobody here any more.' }
  }
}

async function setDigest(
  ctx: RunContext,
  { team_id, user_id }: DeliveryOf<'command'>,
  { on, hour }: Extract<Command, { kind: 'digest' }>,
): Promise<Answer> {
  if (!on) {
    await ctx.db.run(
      'read',
      sql`delete from slack_digest where tenant_id = app_tenant_id() and user_id = app_user_id()`,
    )
    return { reply: 'Done: no more daily summaries.' }
  }
  const at = hour ?? MORNING
  // an hour that is over today is meant from tomorrow on
  const { actor } = await ctx.db.run(
    'read',
    toStatement(sql`insert into slack_digest (user_id, team_id, slack_user_id, hour, last_on)
      select u.id, ${team_id}, ${user_id}, ${at}::smallint, case when extract(hour from begin_slack_digest_day(u.time_zone)) >= ${at}::int then begin_slack_digest_day(u.time_zone)::date end
      from app_user u where u.tenant_id = app_tenant_id() and u.id = app_user_id()
      on conflict (tenant_id, user_id) do update set team_id = excluded.team_id, slack_user_id = excluded.slack_user_id, hour = excluded.hour, last_on = excluded.last_on`),
  )
  return { reply: `Done: a summary each day at ${at}:00 (${actor.timeZone}), on days with something to tell.` }
}
