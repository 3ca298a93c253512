/**
 * Identity before facts. What a model read on a page is believed only where code finds it there: the name, the tie to the
 * organization, and for each field a quote that stands on the page beside this person's name and nobody else's.
 */
import { parseOrganizationName } from '../duplicates/parse-organization-name.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { EvidenceKind } from '../evidence/evidence-kinds.ts'
import { siteDomain } from '../web/site-domain.ts'
import { type CheckedPage, whyNotBelieved } from './check-field.ts'
import { companyMentions, type Employer } from './company-mentions.ts'
import { findNames, type NamedPage, type NamePlace, originalSpan, placesOfValue } from './locate-value.ts'
import type { PersonOnPage } from './people-on-page.ts'
import { type DroppedField, type PageFindings, PERSON_FIELDS, type PersonFinding } from './person-finding.ts'
import { sentenceAt } from './sentence-at.ts'
import { tidyValue } from './tidy-value.ts'
import { tiePerson } from './tie-person.ts'
import { unlistedNames } from './unlisted-names.ts'

export interface PageSource {
  /** Where it was read, and whose page it is where that differs (a mirror). */
  url: string
  address: string
  title: string
  text: string
  retrievedAt: string
  kind: EvidenceKind
}

// as much of a sentence as shows who is meant
const LONGEST_MENTION = 300

/** @param strangers further words that own what stands beside them, such as what somebody's card was replaced by */
export function checkPeople(
  people: PersonOnPage[],
  source: PageSource,
  employer: Employer,
  strangers: string[] = [],
): PageFindings {
  const names = people.map(({ name }) => name)
  const titles = people.flatMap(({ title }) => title ?? [])
  const unlisted = unlistedNames(source.text, [...names, ...titles, employer.name])
  const named = findNames(source.text, [...names, ...strangers], unlisted)
  const page = {
    named,
    employer,
    address: source.address,
    title: source.title,
    names,
    titles: titles.flatMap((title) => placesOfValue(named, title)),
    mentions: companyMentions(source.text, employer),
    isTeamPage: source.kind === 'company_team_page',
  }
  const findings: PageFindings = { people: [], notTheSame: [], dropped: [] }
  for (const person of people) {
    const parts = isCompanyName(person.name, employer) ? undefined : nameParts(person.name)
    const tie = parts ? tiePerson(person.name, person.company, page) : { refusal: 'No full name.' }
    if (!parts || 'refusal' in tie) {
      const reason = 'refusal' in tie ? tie.refusal : ''
      findings.notTheSame.push({ name: person.name.slice(0, 100), url: source.url, reason })
      continue
    }
    const { fields, dropped } = checkFields(person, tie.places, source, page)
    findings.dropped.push(...dropped)
    const identity = mentionOf(tie.places, source, named)
    findings.people.push({
      name: parts.name,
      first_name: parts.first,
      last_name: parts.last,
      identity,
      mentions: [identity.quote],
      fields,
    })
  }
  return findings
}

const isCompanyName = (name: string, employer: Employer) => {
  const [left, right] = [parseOrganizationName(name).compact, parseOrganizationName(employer.name).compact]
  return left !== '' && (right.startsWith(left) || left.startsWith(right))
}

const HONORIFICS =
  /^(?:(?:dr|prof|professor|mr|mrs|ms|miss|mx|sir|dame|lord|lady|ing|dipl|mag|rev|captain|capt|colonel|general|admiral|commodore|air commodore|herr|frau|m|mme)\.?(?:-ing\.?)?\s+)+/i

const DEGREES = /^(?:ph\.?d|dr|md|mba|m\.?sc|b\.?sc|ma|ba|cpa|cfa|esq|jr|sr|ii+|obe|mbe|fca|aca)\b/i

/** Two names at least, without titles: "Dr. Ana Ruiz", "RUIZ, Ana" and "Ana Ruiz, PhD" are Ana Ruiz. */
function nameParts(written: string): { name: string; first: string; last: string } | undefined {
  const [head = '', tail = ''] = written.normalize('NFC').replace(/\s+/g, ' ').trim().split(/,\s*/)
  const isReversed = /^\S+$/.test(head) && tail !== '' && !DEGREES.test(tail)
  const plain = (isReversed ? `${tail} ${head}` : head)
    .replace(HONORIFICS, '')
    .replace(/\s*\([^)]*\)/g, '')
    .trim()
  const words = plain.split(' ').map(fromCapitals)
  if (words.length < 2 || words.length > 6 || words.some((word) => /[\d@<>:;]/.test(word))) return undefined
  // a middle initial is no part of the family name
  const after = words.slice(1, -1).findIndex((word) => !/^\p{Lu}\.?$/u.test(word))
  const at = after < 0 ? words.length - 1 : 1 + after
  return { name: words.join(' '), first: words.slice(0, at).join(' '), last: words.slice(at).join(' ') }
}

/** "RUIZ" is Ruiz; short ones may be initials. */
const fromCapitals = (word: string): string =>
  word.length > 2 && word === word.toUpperCase() && word !== word.toLowerCase()
    ? word
        .toLowerCase()
        .replace(/(^|[-’'])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
    : word

function checkFields(person: PersonOnPage, places: NamePlace[], source: PageSource, page: CheckedPage) {
  const fields: PersonFinding['fields'] = {}
  const dropped: DroppedField[] = []
  for (const field of PERSON_FIELDS) {
    const value = person[field]?.trim()
    if (!value) continue
    const quote = person.quotes.find((each) => each.field === field && each.quote.trim() !== '')?.quote ?? value
    const verdict = whyNotBelieved({ field, value, quote, places }, page)
    if ('reason' in verdict)
      dropped.push({
        name: person.name,
        field,
        value: value.slice(0, 200),
        url: source.url,
        reason: verdict.reason,
      })
    else fields[field] = { value: tidyValue(field, value), evidence: [evidenceOf(verdict.quote, source)] }
  }
  return { fields, dropped }
}

const evidenceOf = (quote: string, source: PageSource): Evidence => ({
  kind: source.kind,
  url: source.url,
  site: siteDomain(source.address),
  title: source.title.slice(0, 300),
  // the bullet is the reader's, for an item of a list
  quote: quote.replace(/^\* /, ''),
  retrievedAt: source.retrievedAt,
  quoteVerified: true,
})

/** The sentence of the page that names the person: what ties name and company, and perhaps the company before this one. */
function mentionOf(places: NamePlace[], source: PageSource, named: NamedPage): Evidence {
  const longest = places
    .map((place) => {
      const span = originalSpan(named, place)
      const sentence = sentenceAt(named.page.original, span.start)
      // a name written over two lines goes on behind the first
      return named.page.original
        .slice(sentence.start, Math.max(sentence.end, span.end))
        .trim()
        .slice(0, LONGEST_MENTION)
    })
    .reduce((best, each) => (each.length > best.length ? each : best))
  return evidenceOf(longest, source)
}
