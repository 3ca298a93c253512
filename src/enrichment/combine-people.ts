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
    const key = keyOf(person, people)
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

/** A name, or the first name under which the same mailbox was met: "Kate Price" and "Katherine Price" share kate@. */
function keyOf(person: PersonFinding, people: PersonFinding[]): string {
  const email = person.fields.email?.value
  const first = email
    ? people.find(({ fields, last_name }) => fields.email?.value === email && last_name === person.last_name)
    : undefined
  return foldWords((first ?? person).name).join(' ')
}

/** The best supported value; what other pages say instead counts against it. */
export function combineValues(field: PersonField, found: FoundValue[]): FoundValue {
  const groups: FoundValue[][] = []
  for (const each of found) {
    const known = groups.find((group) => group.some((other) => agree(field, other, each)))
    if (known) known.push(each)
    else groups.push([each])
  }
  const evidenceOf = (group: FoundValue[]) => group.flatMap(({ evidence }) => evidence)
  const [best, ...others] = groups.sort((a, b) => priceEvidence(evidenceOf(b)) - priceEvidence(evidenceOf(a)))
  const worded =
    field === 'title' ? best!.toSorted((a, b) => Number(isForeign(a.value)) - Number(isForeign(b.value))) : best!
  const against = others.flatMap(evidenceOf).map((item) => ({ ...item, contradicts: true }))
  return {
    value: worded[0]!.value,
    wordings: [...new Set(worded.map(({ value }) => value))],
    evidence: [...evidenceOf(worded), ...against],
  }
}

// where a house writes a title in English as well, that is the one for a record in English
const FOREIGN =
  /[^\p{ASCII}]|\b(?:und|och|og|et|y|der|des|de|du|leiter(?:in)?|leitung|vorstand|directrice|directeur|responsable|vd|teknikchef|chef|jefe|direttore)\b/iu
const isForeign = (title: string) => FOREIGN.test(title)

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
