import { foldWords } from '../duplicates/fold-text.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { priceEvidence } from '../evidence/price-evidence.ts'
import { normaliseTitle } from './normalise-title.ts'
import { type FoundValue, PERSON_FIELDS, type PersonField, type PersonFinding } from './person-finding.ts'

/** The same person on several pages of one organization becomes one, with the evidence of all of them. */
export function combinePeople(people: PersonFinding[]): PersonFinding[] {
  const byName = new Map<string, PersonFinding[]>()
  for (const person of people) {
    const key = foldWords(person.name).join(' ')
    byName.set(key, [...(byName.get(key) ?? []), person])
  }
  return [...byName.values()].map((same) => {
    const [first] = same
    const fields: PersonFinding['fields'] = {}
    for (const field of PERSON_FIELDS) {
      const found = same.flatMap((person) => person.fields[field] ?? [])
      if (found.length > 0) fields[field] = combineValues(field, found)
    }
    const identity = same.map((person) => person.identity).reduce(stronger)
    return { ...first!, identity, fields }
  })
}

/** The best supported value; what other pages say instead counts against it. */
export function combineValues(field: PersonField, found: FoundValue[]): FoundValue {
  const groups = new Map<string, FoundValue>()
  for (const { value, evidence } of found) {
    const key = valueKey(field, value)
    const known = groups.get(key)
    groups.set(key, { value: known?.value ?? value, evidence: [...(known?.evidence ?? []), ...evidence] })
  }
  const ranked = [...groups.values()].sort((a, b) => priceEvidence(b.evidence) - priceEvidence(a.evidence))
  const [best, ...others] = ranked
  const against = others.flatMap(({ evidence }) => evidence.map((item) => ({ ...item, contradicts: true })))
  return { value: best!.value, evidence: [...best!.evidence, ...against] }
}

function valueKey(field: PersonField, value: string): string {
  if (field === 'title') return normaliseTitle(value).key
  if (field === 'phone') return value.replace(/\D/g, '').slice(-9)
  return value.toLowerCase().replace(/\/+$/, '')
}

const stronger = (left: Evidence, right: Evidence) => (priceEvidence([right]) > priceEvidence([left]) ? right : left)
