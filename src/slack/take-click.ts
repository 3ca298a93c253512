import { sql } from 'drizzle-orm'
import { toStatement } from '../db/scoped-database.ts'
import type { Statement } from '../db/statement.ts'
import { decideProposals } from '../proposals/decide-proposals.ts'
import type { Decision, Outcome } from '../proposals/decision.ts'
import type { Risk } from '../proposals/proposal.ts'
import { cancelRun } from '../runs/cancel-run.ts'
import type { Delivery, DeliveryOutcome } from '../runs/delivery.ts'
import { getRun } from '../runs/get-run.ts'
import { resumeRun } from '../runs/resume-run.ts'
import type { RunContext } from '../runs/start-run.ts'
import { type Answer, answerRequest } from './answer-request.ts'
import { type ClickedAction, parseAction, type Seen } from './button-value.ts'
import type { DeliveryOf } from './slack-delivery.ts'
import type { SlackWork } from './slack-work.ts'
import { wordOutcomes } from './word-outcomes.ts'
import { needsWeb } from './word-proposal.ts'

type Click = DeliveryOf<'click'>

/** A pressed button, as the one who pressed it and with the role they have now. */
export function takeClick(work: SlackWork, { message, retried }: Delivery<Click>): Promise<DeliveryOutcome> {
  return answerRequest(work, message, async (ctx) => {
    const action = parseAction(message.action, message.value)
    if (!action) return { reply: 'Greenlight does not know this button any more.', statements: redraw(message) }
    switch (action.name) {
      case 'stop_run':
        await cancelRun(ctx, action.runId)
        return {}
      case 'confirm_run':
        return confirmRun(ctx, action.runId)
      default:
        return decide(work, ctx, message, action, retried > 0)
    }
  })
}

async function confirmRun(ctx: RunContext, runId: string): Promise<Answer> {
  const { waiting } = await getRun(ctx, runId)
  if (waiting?.kind !== 'confirm') return { reply: 'This run no longer waits for an answer.' }
  await resumeRun(ctx, runId, { confirmed: waiting.value })
  return {}
}

async function decide(
  work: SlackWork,
  ctx: RunContext,
  click: Click,
  action: Extract<ClickedAction, { seen: Seen[] }>,
  isRepeated: boolean,
): Promise<Answer> {
  const { actor, rows } = await ctx.db.run(
    'decide',
    sql`select id, risk from proposal where tenant_id = app_tenant_id() and status in ('pending', 'stale')
      and id in (select i::uuid from jsonb_array_elements_text(${JSON.stringify(action.seen.map(({ id }) => id))}::jsonb) i)`,
  )
  const forWeb = new Set(rows[0]!.filter(({ risk }) => needsWeb(risk as Risk)).map(({ id }) => String(id)))
  const seen = action.seen.filter(({ id }) => !forWeb.has(id.toLowerCase()))
  const web =
    forWeb.size === 0
      ? undefined
      : `Merges and what replaces a person’s value are decided where everything is in view: <${work.publicUrl}/proposals/${[...forWeb][0]}|open in the web>.`
  if (seen.length === 0) return { ...(web && { reply: web }), statements: redraw(click) }
  const outcomes = await decideProposals(
    ctx,
    seen.map((one) => decisionOf(action.name, one)),
    action.name === 'approve_safe' ? crypto.randomUUID() : null,
  )
  // a delivery that died after its decision finds its own decision
  const isOwn = (outcome: Outcome) =>
    isRepeated && outcome.outcome === 'already_decided' && outcome.decided_by === actor.userId
  const told = wordOutcomes(
    outcomes.map((outcome) => (isOwn(outcome) ? { ...outcome, outcome: 'committed' } : outcome)),
  )
  const reply = [told, web].filter(Boolean).join('\n')
  return reply ? { reply, statements: redraw(click) } : {}
}

const decisionOf = (name: 'approve' | 'reject' | 'approve_safe', { id, content_hash }: Seen): Decision => ({
  id,
  action: name === 'reject' ? 'reject' : 'approve',
  content_hash,
})

/** Slack showed something that is no longer so: the message is drawn again, even where our last drawing was the same. */
const redraw = ({ channel_id, message_ts }: Click): Statement[] => {
  const place = sql`m.tenant_id = app_tenant_id() and m.channel_id = ${channel_id} and m.ts = ${message_ts ?? null} and m.closed_at is null`
  return [
    toStatement(sql`update slack_message m set shown_hash = null where ${place}`),
    toStatement(
      sql`select refresh_slack_messages(app_tenant_id(), array(select m.id from slack_message m where ${place}), 0)`,
    ),
  ]
}
