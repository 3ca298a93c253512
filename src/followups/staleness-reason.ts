import { plainLine } from './plain-line.ts'
import { renderSilenceRule, type SilenceRule } from './silence-rule.ts'
import { renderTouch, type Touch } from './touch.ts'
import { renderDate, renderDay } from './working-days.ts'

interface Silence {
  rule: SilenceRule
  touch: Touch | null
  /** The last touch, or the lead's creation when nobody has touched it. */
  since: string
}

/** Why a lead deserves a follow-up (`silent`), or the first thing that keeps it quiet. */
export type StalenessReason =
  | ({ code: 'silent' } & Silence)
  | ({ code: 'touched'; staleAt: string } & Silence)
  | { code: 'archived' }
  | { code: 'terminal'; status: string }
  | { code: 'on_hold'; status: string }
  | { code: 'open_task'; title: string; dueDate: string | null; more: number }
  | { code: 'scheduled'; kind: string; at: string }
  | { code: 'refused'; at: string; by: string | null }
  | { code: 'answered'; at: string }
  | { code: 'snoozed'; until: string }
  | { code: 'pending'; proposalId: string }

/** One sentence for a person: why a lead is stale, or why it is left in peace. */
export function renderReason(reason: StalenessReason, silentDays: number, timeZone: string): string {
  const day = (at: string) => renderDay(at, timeZone)
  switch (reason.code) {
    case 'silent': {
      const limit = renderSilenceRule(reason.rule)
      return `Silent for ${countDays(silentDays)} (limit: ${limit}); ${renderLastTouch(reason, timeZone)}.`
    }
    case 'touched': {
      const limit = renderSilenceRule(reason.rule)
      return `Not silent long enough: ${renderLastTouch(reason, timeZone)}; ${limit} are over on ${day(reason.staleAt)}.`
    }
    case 'archived':
      return 'The lead is archived.'
    case 'terminal':
      return `The status ${quoted(reason.status)} is final.`
    case 'on_hold':
      return `The status ${quoted(reason.status)} is on hold.`
    case 'open_task':
      return renderOpenTask(reason)
    case 'scheduled':
      return `Something is already scheduled: ${plainLine(reason.kind, 40)} on ${day(reason.at)}.`
    case 'refused': {
      const by = plainLine(reason.by, 60) || 'Somebody'
      return `${by} said no on ${day(reason.at)}; it is asked again after new activity.`
    }
    case 'answered':
      return `This silence already had its task, on ${day(reason.at)}.`
    case 'snoozed':
      return `Snoozed until ${day(reason.until)}.`
    case 'pending':
      return 'A follow-up is already waiting for a decision.'
  }
}

function renderLastTouch({ touch, since }: Silence, timeZone: string): string {
  if (touch) return `the last touch was ${renderTouch(touch, timeZone)}`
  return `nobody has touched it since it was created on ${renderDay(since, timeZone)}`
}

function renderOpenTask({ title, dueDate, more }: Extract<StalenessReason, { code: 'open_task' }>): string {
  const due = dueDate ? `, due ${renderDate(dueDate)}` : ''
  return `A task is open: ${quoted(title)}${due}${more > 0 ? `, and ${more} more` : ''}.`
}

const countDays = (days: number) => `${days} day${days === 1 ? '' : 's'}`
const quoted = (text: string) => `“${plainLine(text, 80)}”`
