import { parseLinkedinSlug } from './parse-linkedin-slug.ts'
import { parseMailbox } from './parse-mailbox.ts'
import { parsePhone } from './parse-phone.ts'

/** One record of a cluster, with who last wrote each of its fields where that is known. */
export interface MergeMember {
  id: number
  values: Record<string, unknown>
  updatedAt: string
  /** How many rows hang on it. */
  links: number
  written: Record<string, { by: string; at: string }>
}

export interface ChosenValue {
  field: string
  value: unknown
  from: number
  why: string
}

/** What changes with time, so that the newest is right. */
const VOLATILE = new Set([
  'website',
  'phone',
  'email',
  'title',
  'department',
  'street',
  'city',
  'region',
  'postal_code',
  'country',
  'employee_count',
  'linkedin_url',
])
/** A yes anywhere is a yes: nobody who opted out is written to because of a merge. */
const MOST_RESTRICTIVE = new Set(['opted_out', 'is_primary'])
const LINKS = new Set(['account_id', 'parent_id', 'reports_to_id', 'individual_id', 'organization_id'])

/** The record that the others are merged into: the one that says most, then the one most hangs on, then the oldest. */
export const chooseSurvivor = (members: readonly MergeMember[]): MergeMember =>
  [...members].sort((a, b) => filled(b) - filled(a) || b.links - a.links || a.id - b.id)[0]!

const filled = ({ values }: MergeMember): number => Object.values(values).filter((value) => !isEmpty(value)).length

/**
 * What the survivor takes over from the others, field by field: a value beats a blank, what a person typed beats what an
 * agent found, the newest wins where values change with time, and consent is the most restrictive of all.
 */
export function chooseValues(survivor: MergeMember, others: readonly MergeMember[]): ChosenValue[] {
  const chosen: ChosenValue[] = []
  for (const field of Object.keys(survivor.values)) {
    const own = survivor.values[field]
    let best = { member: survivor, why: '' }
    for (const member of others) {
      const why = reasonToPrefer(field, member, best.member)
      if (why !== '') best = { member, why }
    }
    const value = best.member.values[field]
    const pointsInside =
      LINKS.has(field) && [survivor, ...others].some(({ id }) => isOwnKind(field) && id === Number(value))
    if (best.member !== survivor && !pointsInside && !isSame(field, value, own))
      chosen.push({ field, value, from: best.member.id, why: best.why })
  }
  return chosen
}

/** What a proposal to merge holds: who stays, who goes, and what the one who stays takes over. */
export const mergeDataOf = (survivor: MergeMember, losers: readonly MergeMember[], chosen: readonly ChosenValue[]) => ({
  survivor_id: survivor.id,
  loser_ids: losers.map(({ id }) => id),
  values: Object.fromEntries(chosen.map(({ field, value }) => [field, value])),
})

function reasonToPrefer(field: string, member: MergeMember, best: MergeMember): string {
  const [value, other] = [member.values[field], best.values[field]]
  if (MOST_RESTRICTIVE.has(field)) return value === true && other !== true ? 'the more restrictive' : ''
  if (isEmpty(value) || isSame(field, value, other)) return ''
  if (isEmpty(other)) return 'nothing else is known'
  if (LINKS.has(field)) return ''
  const [mine, theirs] = [writerOf(field, member), writerOf(field, best)]
  if (mine.byAgent !== theirs.byAgent) return theirs.byAgent ? 'typed by a person' : ''
  return VOLATILE.has(field) && mine.at > theirs.at ? 'the newest' : ''
}

/** Nobody said who wrote it: a person did, when the record was last changed. */
const writerOf = (field: string, { written, updatedAt }: MergeMember) => ({
  byAgent: written[field]?.by === 'agent',
  at: written[field]?.at ?? updatedAt,
})

const isOwnKind = (field: string): boolean => field === 'parent_id' || field === 'reports_to_id'
const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '' || value === false

/** The same value, however it is written: a newer "0141 496 0161" says nothing that "+44 141 496 0161" does not. */
function isSame(field: string, a: unknown, b: unknown): boolean {
  const [left, right] = [String(a ?? '').trim(), String(b ?? '').trim()]
  if (left === right) return true
  const [x, y] = [meaningOf(field, left), meaningOf(field, right)]
  return x !== '' && y !== '' && (x === y || (field === 'phone' && (x.endsWith(y) || y.endsWith(x))))
}

function meaningOf(field: string, text: string): string {
  if (field === 'phone') return parsePhone(text, '')
  if (field === 'email') return parseMailbox(text).address
  return field === 'linkedin_url' ? parseLinkedinSlug(text) : ''
}
