import { foldWords } from '../duplicates/fold-text.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { priceEvidence } from '../evidence/price-evidence.ts'
import { type FoundValue, PERSON_FIELDS, type PersonField, type PersonFinding } from './person-finding.ts'
import { titlesAgree } from './titles-agree.ts'

// a person has a handful of sentences worth keeping
const MOST_MENTIONS = 6

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
    const mentions = [...new Set(same.flatMap((person) => person.mentions))].slice(0, MOST_MENTIONS)
    return { ...first!, identity, mentions, fields }
  })
}

/** The best supported value; what other pages say instead counts against it. */
export function combineValues(field: PersonField, found: FoundValue[]): FoundValue {
  const groups: FoundValue[] = []
  for (const { value, evidence } of found) {
    const known = groups.find((group) => agree(field, group, { value, evidence }))
    if (known) known.evidence = [...known.evidence, ...evidence]
    else groups.push({ value, evidence: [...evidence] })
  }
  const ranked = groups.sort((a, b) => priceEvidence(b.evidence) - priceEvidence(a.evidence))
  const [best, ...others] = ranked
  const against = others.flatMap(({ evidence }) => evidence.map((item) => ({ ...item, contradicts: true })))
  return { value: best!.value, evidence: [...best!.evidence, ...against] }
}

function agree(field: PersonField, left: FoundValue, right: FoundValue): boolean {
  if (field === 'title') {
    const oneSite = left.evidence.some((a) => right.evidence.some((b) => a.site !== '' && a.site === b.site))
    return titlesAgree(left.value, right.value, oneSite)
  }
  if (field === 'phone') return left.value.replace(/\D/g, '').slice(-9) === right.value.replace(/\D/g, '').slice(-9)
  return bare(left.value) === bare(right.value)
}

const bare = (address: string) =>
  address
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/\/+$/, '')

const stronger = (left: Evidence, right: Evidence) => (priceEvidence([right]) > priceEvidence([left]) ? right : left)
