import anyAscii from 'any-ascii'
import { labelOf } from './describe-row.ts'
import type { Row, ToolResult } from './read-results.ts'

export interface PickedRecord {
  entity: string
  id: number
  label: string
  row: Row
  /** How well it fits the name: 4 to the letter with its legal form, 3 the same, 2 all its words, 1 spelled nearly so. */
  grade: number
}

const entities: Record<string, string> = {
  lookup_account: 'Account',
  lookup_organization: 'Organization',
  lookup_individual: 'Individual',
  lookup_contact: 'Contact',
  lookup_deal: 'Deal',
  lookup_lead: 'Lead',
}

const tables: Record<string, string> = {
  account: 'Account',
  organization: 'Organization',
  individual: 'Individual',
  contact: 'Contact',
  deal: 'Deal',
  lead: 'Lead',
  project: 'Project',
  task: 'Task',
  note: 'Note',
  document: 'Document',
  asset: 'Asset',
}

/** What kind of record the rows of a result are: by its look-up, else by the table its query lists. */
export const entityOf = ({ tool, arguments: args }: ToolResult): string | undefined =>
  entities[tool] ?? tables[/\bfrom (\w+) t\b/.exec(String(args.query ?? ''))?.[1] ?? '']

export const foldName = (text: string): string =>
  anyAscii(text)
    .toLowerCase()
    .replace(/[^a-z0-9@.]+/g, ' ')
    .replace(/\b(?:ltd|limited|plc|llp|llc|inc|gmbh|ag|ab|aps|a s|sas|sarl|bv|b\.v\.|the)\b\.?/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

const pairsOf = (text: string) =>
  new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)))

/** Shared letter pairs, 0 to 1 (Dice). */
const likeness = (a: string, b: string) => {
  const [left, right] = [pairsOf(a), pairsOf(b)]
  const shared = [...left].filter((pair) => right.has(pair)).length
  return left.size + right.size === 0 ? 0 : (2 * shared) / (left.size + right.size)
}

const gradeOf = (name: string, row: Row): number => {
  const wanted = foldName(name)
  if (/^(?:id|email|phone|domain)$/.test(String(row.matched_by ?? ''))) return 3
  const label = foldName(labelOf(row) ?? '')
  if (!label || !wanted) return 0
  // who writes "Solvane GmbH" means that one, who writes "Solvane" may mean either
  const isLetterPerfect = labelOf(row)?.toLowerCase() === name.toLowerCase() && wanted !== name.toLowerCase()
  if (label === wanted) return isLetterPerfect ? 4 : 3
  const all = foldName([label, row.organization, row.organizations, row.email, row.website].filter(Boolean).join(' '))
  const words = wanted.split(' ')
  if (words.every((word) => all.split(' ').some((each) => each === word || (word.length > 3 && each.startsWith(word)))))
    return 2
  const nearest = Math.max(
    likeness(wanted, label),
    ...label.split(' ').map((word) => (words.length === 1 && word.length > 4 ? likeness(wanted, word) : 0)),
  )
  return nearest >= 0.6 ? 1 : 0
}

/** The records that look-ups have found under a name, best first; those that merely came up are left out. */
export const pickRecords = (name: string, results: ToolResult[], kinds?: string[]): PickedRecord[] => {
  const seen = new Set<string>()
  return results
    .flatMap((result) => {
      const entity = entityOf(result)
      if (!entity || !(result.tool in entities) || (kinds && !kinds.includes(entity))) return []
      return result.rows.map((row) => ({
        entity,
        id: Number(row.id),
        label: labelOf(row) ?? '',
        row,
        grade: gradeOf(name, row),
      }))
    })
    .filter(({ entity, id, grade }) => {
      const key = `${entity} ${id}`
      if (grade === 0 || !Number.isInteger(id) || seen.has(key)) return false
      seen.add(key)
      return true
    })
    .sort((a, b) => b.grade - a.grade)
}

/** Those of the best grade: more than one means that the name does not say which. */
export const bestRecords = (picked: PickedRecord[]): PickedRecord[] =>
  picked.filter(({ grade }) => grade === picked[0]!.grade)
