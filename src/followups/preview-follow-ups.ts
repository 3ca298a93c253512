import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { renderSummary } from './cap-by-owner.ts'
import { type FollowUpAsk, readFollowUpAsk } from './follow-up-params.ts'
import { chooseFollowUps, judgeLead } from './judge-leads.ts'
import { findLeadFacts, listSilentLeads } from './list-silent-leads.ts'

export interface PreviewedFollowUp {
  lead_id: number
  lead_type: string
  title: string
  due_date: string | null
  assigned_to: number | null
  assigned_to_name: string | null
  silent_days: number
  silent_since: string
  why: string
  first_line: string
}

/** What a run would propose now, and what it would leave for another day. */
export async function previewFollowUps(ctx: Context, params: Record<string, unknown>) {
  const ask = readFollowUpAsk(params, null, 'caller')
  const silent = await listSilentLeads(ctx, ask)
  const { made, held, heldCount, notStale } = chooseFollowUps(silent, ask, ctx.now.toISOString())
  return {
    data: made.map(
      ({ lead, verdict, assignee, text }): PreviewedFollowUp => ({
        lead_id: lead.id,
        lead_type: lead.type,
        title: text.title,
        due_date: verdict.dueOn,
        assigned_to: assignee.id,
        assigned_to_name: assignee.name,
        silent_days: verdict.silentDays,
        silent_since: verdict.silentSince,
        why: text.why,
        first_line: text.firstLine,
      }),
    ),
    total: made.length,
    held_back: heldCount,
    held_back_by_owner: held.map(({ ownerId, ownerName, count }) => ({
      owner_id: ownerId,
      owner_name: ownerName,
      count,
    })),
    not_stale: Object.fromEntries(notStale),
    summary: renderSummary(made.length, held, silent.tenant.dailyCap),
  }
}

/** Why a lead would get a follow-up now, or why not. @throws AppError not_found */
export async function explainFollowUp(ctx: Context, leadId: number, params: Record<string, unknown> = {}) {
  const ask: FollowUpAsk = readFollowUpAsk(params, null, 'caller')
  const silent = await findLeadFacts(ctx, leadId)
  const [lead] = silent.leads
  if (!lead) throw notFound('No such lead.')
  const { verdict, assignee } = judgeLead(lead, silent, ask, ctx.now.toISOString())
  return {
    lead_id: lead.id,
    verdict: verdict.verdict,
    stale: verdict.verdict === 'stale',
    reason: verdict.reason.code,
    sentence: verdict.sentence,
    silent_days: verdict.silentDays,
    silent_since: verdict.silentSince,
    due_date: verdict.dueOn,
    assigned_to: assignee.id,
    detail: verdict.reason,
  }
}
