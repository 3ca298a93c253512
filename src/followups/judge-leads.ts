import { capByOwner, type HeldBack } from './cap-by-owner.ts'
import { type Assignee, chooseAssignee } from './choose-assignee.ts'
import type { FollowUpAsk } from './follow-up-params.ts'
import { type FollowUpText, renderFollowUp } from './follow-up-text.ts'
import type { SilentLead, SilentLeads } from './list-silent-leads.ts'
import { type Staleness, staleness } from './staleness.ts'

export interface JudgedLead {
  lead: SilentLead
  verdict: Staleness
  assignee: Assignee
}

export interface FollowUp extends JudgedLead {
  text: FollowUpText
}

export interface FollowUps {
  made: FollowUp[]
  held: HeldBack[]
  heldCount: number
  /** Leads that are silent by the clock or looked so, and get none, by reason. */
  notStale: Map<string, number>
}

/** The rule applied to one lead, in the zone of whoever would get the task. */
export function judgeLead(
  lead: SilentLead,
  silent: SilentLeads,
  ask: FollowUpAsk,
  now: string,
  assignee: Assignee = chooseAssignee(lead.ownerId, silent.people, silent.tenant),
): JudgedLead {
  const verdict = staleness({
    ...lead.facts,
    rule: ask.rule,
    holidays: silent.holidays,
    timeZone: assignee.timeZone,
    now,
  })
  return { lead, verdict, assignee }
}

/** What would be made today and what stays for another day; preview, the flow and the cron all ask this. */
export function chooseFollowUps(silent: SilentLeads, ask: FollowUpAsk, now: string): FollowUps {
  const owners = new Set(silent.leads.map(({ ownerId }) => ownerId))
  const assignees = new Map([...owners].map((id) => [id, chooseAssignee(id, silent.people, silent.tenant)]))
  const judged = silent.leads.map((lead) => judgeLead(lead, silent, ask, now, assignees.get(lead.ownerId)))
  const stale = judged.filter(({ verdict }) => verdict.verdict === 'stale')
  const notStale = new Map(Object.entries(silent.leftAlone))
  for (const { verdict } of judged) {
    if (verdict.verdict === 'not_stale') notStale.set(verdict.reason.code, (notStale.get(verdict.reason.code) ?? 0) + 1)
  }
  const ranked = stale.map((each) => ({
    ...each,
    leadId: each.lead.id,
    ownerId: each.assignee.id,
    ownerName: each.assignee.name,
    value: each.lead.value,
    silentDays: each.verdict.silentDays,
  }))
  const capped = capByOwner(ranked, silent.madeToday, silent.tenant.dailyCap)
  const kept = capped.kept.slice(0, ask.limit ?? capped.kept.length)
  const held = addHeld(addUnseen(capped.held, silent), capped.kept.slice(kept.length))
  return {
    made: kept.map(({ lead, verdict, assignee }) => ({
      lead,
      verdict,
      assignee,
      text: renderFollowUp(subjectOf(lead, verdict, assignee)),
    })),
    held,
    heldCount: held.reduce((sum, { count }) => sum + count, 0),
    notStale,
  }
}

/** Leads of an owner that were counted but not looked at, because more than enough came before them. */
function addUnseen(held: HeldBack[], { leads, countByOwner, people, tenant }: SilentLeads): HeldBack[] {
  const counts = new Map(held.map((each) => [each.ownerId, { ...each }]))
  for (const [ownerId, total] of countByOwner) {
    const unseen = total - leads.filter((lead) => lead.ownerId === ownerId).length
    if (unseen <= 0) continue
    const { id, name } = chooseAssignee(ownerId, people, tenant)
    const known = counts.get(id) ?? { ownerId: id, ownerName: name, count: 0 }
    counts.set(id, { ...known, count: known.count + unseen })
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)
}

/** What a limit of the question leaves out is counted like what the cap of the day does. */
function addHeld(held: HeldBack[], leftOut: { ownerId: number | null; ownerName: string | null }[]): HeldBack[] {
  const counts = new Map(held.map((each) => [each.ownerId, { ...each }]))
  for (const { ownerId, ownerName } of leftOut) {
    const known = counts.get(ownerId) ?? { ownerId, ownerName, count: 0 }
    counts.set(ownerId, { ...known, count: known.count + 1 })
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)
}

export const subjectOf = (lead: SilentLead, verdict: Staleness, assignee: Assignee) => ({
  title: lead.title,
  type: lead.type,
  status: lead.status,
  organizationName: lead.organizationName,
  lastTouch: lead.facts.lastTouch,
  createdAt: lead.facts.lead.createdAt,
  silentDays: verdict.silentDays,
  timeZone: assignee.timeZone,
  lastNote: lead.lastNote,
  ...(assignee.insteadOf ? { insteadOf: assignee.insteadOf } : {}),
})
