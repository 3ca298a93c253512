/**
 * Identity before facts. What a model read on a page is believed only where code finds it there: the name, the tie to the
 * organization near it, and for each field a quote that stands on the page beside this person's name and nobody else's.
 */
import { canonicalCompanyWord, isLightWord } from '../duplicates/company-words.ts'
import { foldText } from '../duplicates/fold-text.ts'
import { parseMailbox } from '../duplicates/parse-mailbox.ts'
import { parseOrganizationName } from '../duplicates/parse-organization-name.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { EvidenceKind } from '../evidence/evidence-kinds.ts'
import { normaliseText } from '../evidence/normalise-text.ts'
import { verifyQuoteOf } from '../evidence/verify-quote.ts'
import { ownsPage } from '../web/owns-page.ts'
import { siteDomain } from '../web/site-domain.ts'
import { findNames, type NamedPage, ownerOf, placesOfValue } from './locate-value.ts'
import type { PersonOnPage } from './people-on-page.ts'
import { type DroppedField, type PageFindings, PERSON_FIELDS, type PersonFinding } from './person-finding.ts'

export interface PageSource {
  /** Where it was read, and whose page it is where that differs (a mirror). */
  url: string
  address: string
  title: string
  text: string
  retrievedAt: string
  kind: EvidenceKind
}

export interface Employer {
  name: string
  website: string | null
}

/** How near the company's name has to stand to the person's, in folded characters. */
const TIE = 250

export function checkPeople(people: PersonOnPage[], source: PageSource, employer: Employer): PageFindings {
  const named = findNames(
    source.text,
    people.map(({ name }) => name),
  )
  const findings: PageFindings = { people: [], notTheSame: [], dropped: [] }
  for (const person of people) {
    const parts = nameParts(person.name)
    const refusal = parts ? whyNotTied(person, source, employer, named) : 'No full name.'
    if (!parts || refusal) {
      findings.notTheSame.push({ name: person.name, url: source.url, reason: refusal ?? '' })
      continue
    }
    const { fields, dropped } = checkFields(person, source, named)
    findings.dropped.push(...dropped)
    findings.people.push({ name: person.name, ...parts, identity: identityEvidence(person, source, named), fields })
  }
  return findings
}

/** Two names at least, without titles: "Dr. Ana Ruiz" is Ana Ruiz. */
function nameParts(name: string): { first_name: string; last_name: string } | undefined {
  const words = name
    .normalize('NFC')
    .replace(/^(?:(?:dr|prof|mr|mrs|ms|miss|sir|dame|ing|dipl)\.?\s+)+/i, '')
    .replace(/,.*$/, '')
    .trim()
    .split(/\s+/)
  if (words.length < 2 || words.length > 5 || words.some((word) => /[\d@<>]/.test(word))) return undefined
  return { first_name: words[0]!, last_name: words.slice(1).join(' ') }
}

/** Why a page does not tie this name to the organization, as a sentence; undefined when it does. */
function whyNotTied(
  person: PersonOnPage,
  source: PageSource,
  employer: Employer,
  named: NamedPage,
): string | undefined {
  const places = named.places.filter(({ name }) => name === person.name)
  if (places.length === 0) return 'The name does not stand on the page.'
  if (person.company && !isSameCompany(person.company, employer.name))
    return `The page says "${person.company.slice(0, 80)}", not ${employer.name}.`
  if (employer.website && ownsPage(employer.website, source.address)) return undefined
  const flat = named.page.text.replaceAll('\n', ' ')
  const mentions = companyMentions(flat, employer)
  const isNear = places.some((place) =>
    mentions.some((at) => (at >= place.end ? at - place.end : place.start - at) <= TIE),
  )
  return isNear ? undefined : `The page does not name ${employer.name} near this person.`
}

function isSameCompany(written: string, name: string): boolean {
  const left = parseOrganizationName(written)
  const right = parseOrganizationName(name)
  if (left.compact === '' || right.compact === '') return false
  if (left.numbers.join() !== right.numbers.join()) return false
  return left.compact === right.compact || left.words.join(' ').startsWith(`${right.words.join(' ')} `)
}

/** Where the organization's name or domain stands in the folded text. */
function companyMentions(text: string, { name, website }: Employer): number[] {
  const core = parseOrganizationName(name).words
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)]
    .map((match) => ({ at: match.index, word: canonicalCompanyWord(foldText(match[0])) }))
    .filter(({ word }) => !isLightWord(word))
  const found = words
    .filter((_, i) => core.length > 0 && core.every((each, k) => words[i + k]?.word === each))
    .map(({ at }) => at)
  const domain = website ? siteDomain(website) : ''
  for (let at = domain ? text.indexOf(domain) : -1; at >= 0; at = text.indexOf(domain, at + 1)) found.push(at)
  return found
}

function checkFields(person: PersonOnPage, source: PageSource, named: NamedPage) {
  const fields: PersonFinding['fields'] = {}
  const dropped: DroppedField[] = []
  for (const field of PERSON_FIELDS) {
    const value = person[field]?.trim()
    if (!value) continue
    const quote = person.quotes.find((each) => each.field === field)?.quote ?? value
    const reason = whyNotBelieved(field, value, quote, person.name, named)
    if (reason) dropped.push({ name: person.name, field, value: value.slice(0, 200), url: source.url, reason })
    else fields[field] = { value: tidyValue(field, value), evidence: [evidenceOf(quote, source)] }
  }
  return { fields, dropped }
}

function whyNotBelieved(
  field: string,
  value: string,
  quote: string,
  name: string,
  named: NamedPage,
): string | undefined {
  if (field === 'email') {
    const mailbox = parseMailbox(value)
    if (mailbox.isRole) return 'This is a shared address, not a person’s.'
    if (!mailbox.domain) return 'This is a private address, not one of work.'
  }
  const verdict = verifyQuoteOf(value, quote, named.page.original)
  if (!verdict.verified) {
    return verdict.reason === 'elided'
      ? 'The quote leaves something out.'
      : verdict.reason === 'too_short'
        ? 'The quote is too short to mean anything.'
        : 'The quote does not stand on the page.'
  }
  if (!normaliseText(quote).text.includes(normaliseText(value).text) && !sameDigits(field, value, quote))
    return 'The quote does not state this value.'
  const places = placesOfValue(named, value)
  const around = places.length > 0 ? places : placesOfValue(named, quote)
  return around.some(([start, end]) => ownerOf(named, start, end) === name)
    ? undefined
    : 'It stands beside somebody else’s name.'
}

const sameDigits = (field: string, value: string, quote: string) =>
  field === 'phone' && quote.replace(/\D/g, '').includes(value.replace(/\D/g, ''))

const tidyValue = (field: string, value: string) =>
  field === 'email' ? value.toLowerCase() : value.replace(/\s+/g, ' ')

const evidenceOf = (quote: string, source: PageSource): Evidence => ({
  kind: source.kind,
  url: source.url,
  site: siteDomain(source.address),
  title: source.title,
  quote,
  retrievedAt: source.retrievedAt,
  quoteVerified: true,
})

/** The line of the page that names the person: what ties name and company when the page is the company's own. */
function identityEvidence(person: PersonOnPage, source: PageSource, { page, places }: NamedPage): Evidence {
  const place = places.find(({ name }) => name === person.name)
  const start = place ? page.text.lastIndexOf('\n', place.start) + 1 : 0
  const end = place ? page.text.indexOf('\n', place.end) : -1
  const first = page.starts[start] ?? 0
  const last = page.ends[(end < 0 ? page.text.length : end) - 1] ?? page.original.length
  return evidenceOf(page.original.slice(first, last).trim().slice(0, 300), source)
}
