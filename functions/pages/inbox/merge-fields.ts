import type { ReviewedMember, ReviewedProposal } from '../../../src/proposals/reviewed-proposal.ts'
import { recordFields } from '../../../src/records/record-fields.ts'

export interface ComparedField {
  name: string
  /** What the survivor would hold. */
  proposed: unknown
}

/** The fields in which the records of a merge differ, and those in which they do not. */
export function comparedFields({ entity_type, members, data }: ReviewedProposal): {
  differing: ComparedField[]
  same: string[]
} {
  const values = (data.values ?? {}) as Record<string, unknown>
  const differing: ComparedField[] = []
  const same: string[] = []
  for (const name of Object.keys(recordFields[entity_type as keyof typeof recordFields] ?? {})) {
    const held = members.map((member) => JSON.stringify(member.values[name] ?? null))
    if (held.every((each) => each === 'null' || each === '""') && !(name in values)) continue
    const proposed = name in values ? values[name] : members[0]!.values[name]
    if (new Set([...held, JSON.stringify(proposed ?? null)]).size === 1) same.push(name)
    else differing.push({ name, proposed })
  }
  return { differing, same }
}

/** Whose value the survivor is to get; undefined where no record holds it. */
export function chosenMember({ members, data }: ReviewedProposal, name: string): ReviewedMember | undefined {
  const values = (data.values ?? {}) as Record<string, unknown>
  if (!(name in values)) return members[0]
  const wanted = JSON.stringify(values[name] ?? null)
  return members.find((member) => JSON.stringify(member.values[name] ?? null) === wanted)
}

/** The values that a survivor takes over from the picked records: only what it does not hold itself. */
export function pickedValues(
  proposal: ReviewedProposal,
  survivorId: number,
  picks: Record<string, string>,
): Record<string, unknown> {
  const survivor = proposal.members.find(({ id }) => id === survivorId)
  const proposed = (proposal.data.values ?? {}) as Record<string, unknown>
  const values: Record<string, unknown> = {}
  for (const [name, pick] of Object.entries(picks)) {
    const from = proposal.members.find(({ id }) => String(id) === pick)
    const value = from ? from.values[name] : proposed[name]
    if (JSON.stringify(value ?? null) !== JSON.stringify(survivor?.values[name] ?? null)) values[name] = value ?? null
  }
  return values
}
