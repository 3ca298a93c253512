import { Temporal } from 'temporal-polyfill'

export interface StatusEvent {
  leadId: number
  fromStatus: string | null
  toStatus: string
  at: string
}

export interface StagedLead {
  id: number
  status: string
}

export interface Winner {
  leadId: number
  /** When the stage was first reached; null when only the present status tells. */
  reachedAt: string | null
  /** Set back within minutes and never reached again: perhaps a slip. Shown, counted, and open to exclusion. */
  reverted: { afterMinutes: number; backTo: string } | null
}

export interface Contrast {
  winners: Winner[]
  loserIds: number[]
  excluded: Winner[]
}

/** A stage left for the one before it sooner than this looks like a slip of the hand. */
export const REVERTED_WITHIN_MINUTES = 10

export interface ContrastInput {
  leads: readonly StagedLead[]
  events: readonly StatusEvent[]
  /** Null where leads are named instead. */
  stage: string | null
  statuses: readonly { name: string; isTerminal: boolean; category: string | null }[]
  /** Only these can be winners; without a stage, they all are. */
  onlyLeadIds?: readonly number[]
  excludedLeadIds?: readonly number[]
  excludeReverted?: boolean
}

/**
 * Splits leads of one type by whether they ever reached a stage. Losers ended without reaching it, and were not won.
 * A lead that interviewed and was rejected later is a winner of "interview".
 */
export function splitWinnersAndLosers(input: ContrastInput): Contrast {
  const { leads, stage, statuses, excludeReverted = false } = input
  const [only, excluded] = [input.onlyLeadIds && new Set(input.onlyLeadIds), new Set(input.excludedLeadIds)]
  const eventsOf = groupByLead(input.events)
  const reached = leads.flatMap((lead): Winner[] => {
    if (only && !only.has(lead.id)) return []
    if (stage === null) return [{ leadId: lead.id, reachedAt: null, reverted: null }]
    return findWinner(lead, sortByTime(eventsOf.get(lead.id) ?? []), stage) ?? []
  })
  const isExcluded = ({ leadId, reverted }: Winner) => excluded.has(leadId) || (excludeReverted && reverted !== null)
  const reachedIds = new Set(reached.map(({ leadId }) => leadId))
  const lost = new Set(statuses.filter((s) => s.isTerminal && s.category !== 'won').map(({ name }) => foldName(name)))
  return {
    winners: reached.filter((winner) => !isExcluded(winner)),
    excluded: reached.filter(isExcluded),
    loserIds: leads
      .filter(({ id, status }) => lost.has(foldName(status)) && !reachedIds.has(id) && !excluded.has(id))
      .map(({ id }) => id),
  }
}

function findWinner(lead: StagedLead, events: StatusEvent[], stage: string): Winner[] | undefined {
  const isStage = (name: string | null) => name !== null && foldName(name) === foldName(stage)
  const entries = events.flatMap((event, index) =>
    isStage(event.toStatus) ? [{ event, next: events[index + 1] }] : [],
  )
  if (entries.length === 0) {
    const wasThere = isStage(lead.status) || events.some(({ fromStatus }) => isStage(fromStatus))
    return wasThere ? [{ leadId: lead.id, reachedAt: null, reverted: null }] : undefined
  }
  const slips = entries.map(({ event, next }) => findSlip(event, next))
  const reverted = slips.every((slip) => slip !== null) && !isStage(lead.status) ? slips[0]! : null
  return [{ leadId: lead.id, reachedAt: entries[0]!.event.at, reverted }]
}

function findSlip(entered: StatusEvent, left: StatusEvent | undefined): Winner['reverted'] {
  if (!left || entered.fromStatus === null || foldName(left.toStatus) !== foldName(entered.fromStatus)) return null
  const minutes = Temporal.Instant.from(left.at).since(Temporal.Instant.from(entered.at)).total('minutes')
  return minutes <= REVERTED_WITHIN_MINUTES
    ? { afterMinutes: Math.round(minutes * 10) / 10, backTo: left.toStatus }
    : null
}

function groupByLead(events: readonly StatusEvent[]): Map<number, StatusEvent[]> {
  const groups = new Map<number, StatusEvent[]>()
  for (const event of events) {
    const group = groups.get(event.leadId)
    if (group) group.push(event)
    else groups.set(event.leadId, [event])
  }
  return groups
}

const sortByTime = (events: StatusEvent[]) =>
  [...events].sort((a, b) => Temporal.Instant.compare(Temporal.Instant.from(a.at), Temporal.Instant.from(b.at)))
const foldName = (name: string) => name.trim().toLowerCase()
