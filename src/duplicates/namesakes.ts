import type { DuplicateEntity } from './duplicate-model.ts'

/** What two people who share names and town alone are held to, in log2 odds: namesakes share that much. */
const DOUBT = 1.5

const SAME_OR_A_SLIP = 2
/** The fields that say something of one person: birth, mailbox, telephone, page, house, employer, title. */
const OWN: readonly [field: number, last: number][] = [
  [4, SAME_OR_A_SLIP],
  [5, 3],
  [6, SAME_OR_A_SLIP],
  [7, SAME_OR_A_SLIP],
  [8, SAME_OR_A_SLIP],
  [12, 1],
  [13, 1],
]

/** The log2 odds taken from two people who agree on nothing but names and places. */
export function namesakeDoubt(entity: DuplicateEntity, levels: Uint8Array): number {
  if (entity !== 'person') return 0
  return OWN.some(([field, last]) => levels[field]! > 0 && levels[field]! <= last) ? 0 : DOUBT
}
