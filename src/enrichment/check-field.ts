/** Whether a page really states a fact about this person: the quote is there, says the value, and stands beside the name. */
import { foldText, foldWords } from '../duplicates/fold-text.ts'
import { parseMailbox } from '../duplicates/parse-mailbox.ts'
import { parseOrganizationName } from '../duplicates/parse-organization-name.ts'
import { parsePhone } from '../duplicates/parse-phone.ts'
import { quoteStates } from '../evidence/quote-states.ts'
import { verifyQuoteOf } from '../evidence/verify-quote.ts'
import { siteDomain } from '../web/site-domain.ts'
import { carriesName, whoseMailbox } from './address-pattern.ts'
import type { Employer } from './company-mentions.ts'
import { type NamedPage, type NamePlace, originalSpan, ownerOf, placesOfValue } from './locate-value.ts'
import { normaliseTitle } from './normalise-title.ts'
import type { PersonField } from './person-finding.ts'
import { sentenceAt } from './sentence-at.ts'

export interface CheckedPage {
  named: NamedPage
  employer: Employer
  /** Whose page it is. */
  address: string
  title: string
  /** Everybody whom the page names. */
  names: string[]
  /** Where the titles claimed for any of them stand, as [start, end] of the folded page. */
  titles: [number, number][]
}

export interface ClaimedField {
  field: PersonField
  value: string
  quote: string
  /** Where the page writes the name and means this person. */
  places: NamePlace[]
}

const LONGEST = 300
const LONGEST_QUOTE = 500
const STATED_AS = { title: 'text', email: 'email', phone: 'phone', linkedin_url: 'url' } as const

/** The quote that proves it, or the reason why it is dropped, as a sentence. */
export function whyNotBelieved(claim: ClaimedField, page: CheckedPage): { quote: string } | { reason: string } {
  const { field, places } = claim
  const value = field === 'linkedin_url' ? bareAddress(claim.value) : claim.value
  if (value.length > LONGEST) return { reason: 'It is too long to be one.' }
  const malformed = whyMalformed(claim, page)
  if (malformed) return { reason: malformed }
  const verdict = verify({ ...claim, value }, page.named)
  if ('reason' in verdict) return verdict
  const { quote, spots } = verdict
  if (spots.length === 0) return { reason: 'The quote does not state this value.' }
  const owned = spots.filter(([start, end]) => {
    const owner = ownerOf(page.named, start, end, field === 'title' ? page.titles : undefined)
    return owner !== undefined && places.some((place) => place.start === owner.start && place.name === owner.name)
  })
  if (owned.length === 0) return { reason: 'It stands beside somebody else’s name.' }
  if (field === 'title' && owned.every((spot) => isPast(page.named, spot)))
    return { reason: 'The page says that this is past.' }
  if (field === 'title' && owned.every((spot) => isPiece(page, spot)))
    return { reason: 'The page says more than this title.' }
  if (field === 'phone' && owned.every((spot) => isShared(page.named, spot)))
    return { reason: 'This is a shared number, not a person’s.' }
  return { quote }
}

/** A quote that is found, and every place where the value stands in it or, for a bare value, on the page. */
function verify({ field, value, quote: given }: ClaimedField, named: NamedPage) {
  // pages show a profile's address without what every address begins with
  const isProfile = field === 'linkedin_url' && bareAddress(given) === value
  // who quotes half a page has pointed at nothing; the value has to stand for itself
  const quote = isProfile || given.length > LONGEST_QUOTE ? value : given
  const verdict = verifyQuoteOf(value, quote, named.page)
  const flat = verdict.verified ? verdict : verifyAcrossLines(value, quote, named)
  if (!flat.verified) {
    const reason =
      flat.reason === 'elided'
        ? 'The quote leaves something out.'
        : flat.reason === 'too_short'
          ? 'The quote is too short to mean anything.'
          : 'The quote does not stand on the page.'
    return { reason }
  }
  if (!quoteStates(value, quote, STATED_AS[field])) return { reason: 'The quote does not state this value.' }
  // only where the quote stands: the same title may be somebody else's three lines further down
  const quoted = placesOfValue(named, flat.text)
  const spots = placesOfValue(named, value).filter(([start, end]) =>
    quoted.some(([from, to]) => start >= from && end <= to),
  )
  return { quote: flat.text, spots: spots.length > 0 ? spots : quoted }
}

const bareAddress = (url: string): string => url.trim().replace(/^https?:\/\/(?:www\.)?/i, '')

/** What is one line in a quote may be two on the page. */
const verifyAcrossLines = (value: string, quote: string, { page }: NamedPage) =>
  verifyQuoteOf(value, quote, { ...page, text: page.text.replaceAll('\n', ' ') })

function whyMalformed({ field, value, places }: ClaimedField, page: CheckedPage): string | undefined {
  switch (field) {
    case 'title':
      if (!/\p{L}{2}/u.test(value) || /[@<>{}]|https?:/.test(value)) return 'This is no job title.'
      return normaliseTitle(value).isFormer ? 'The page says that this is past.' : undefined
    case 'email':
      return whyNoAddress(value, places, page)
    case 'phone':
      return parsePhone(value, '') === '' || /\p{L}{4}/u.test(value) ? 'This is no telephone number.' : undefined
    case 'linkedin_url':
      return /^(?:https?:\/\/)?(?:[a-z]{2,3}\.)?linkedin\.com\/in\/[^\s/]+\/?/i.test(value)
        ? undefined
        : 'This is no profile of a person.'
  }
}

const ADDRESS = /^(?:mailto:)?[^\s@<>()",;:]+@[^\s@<>()",;:]+\.[\p{L}\d-]{2,}$/u

/** T43: a role, a mail provider and a placeholder are nobody's address of work, nor is one at a stranger's domain. */
function whyNoAddress(value: string, places: NamePlace[], page: CheckedPage): string | undefined {
  if (!ADDRESS.test(value)) return 'This is no e-mail address.'
  const mailbox = parseMailbox(value)
  if (mailbox.isRole) return 'This is a shared address, not a person’s.'
  if (!mailbox.domain) return 'This is a private address, not one of work.'
  const owner = whoseMailbox(mailbox.local, [...new Set([places[0]!.name, ...page.names])])
  if (owner === 'placeholder') return 'This shows how addresses are formed; it is nobody’s.'
  if (owner && !places.some(({ name }) => name === owner)) return 'The address carries somebody else’s name.'
  if (!places.some(({ name }) => carriesName(mailbox.local, name))) return 'The address carries no part of the name.'
  return isOfWork(siteDomain(value.split('@').at(-1)!), page)
    ? undefined
    : `This address does not belong to ${page.employer.name}.`
}

/** The organization's own domain, or a second one for mail that its own page uses for several people. */
function isOfWork(domain: string, { employer, address, named }: CheckedPage): boolean {
  if (!employer.website) return resembles(domain, employer.name)
  const own = siteDomain(/:\/\//.test(employer.website) ? employer.website : `https://${employer.website}`)
  if (domain === own) return true
  if (siteDomain(address) !== own) return false
  const there = named.page.text
    .match(/[^\s@<>()",;:]+@[\p{L}\d.-]+/gu)
    ?.filter((each) => siteDomain(each.split('@')[1]!) === domain)
  return new Set(there).size > 1
}

/** Where no website is known, the domain has to carry a word of the name. */
function resembles(domain: string, name: string): boolean {
  const { words, compact } = parseOrganizationName(name)
  const label = foldText(domain.split('.')[0]!).replace(/[^a-z0-9]/g, '')
  return label === compact || words.some((word) => word.length > 3 && label.includes(word))
}

/** "Partner" out of "Managing Partner", "Head" out of "Head of Data": not what the page says. */
function isPiece({ named, employer }: CheckedPage, [start, end]: [number, number]): boolean {
  const span = originalSpan(named, { start, end })
  const sentence = sentenceAt(named.page.original, span.start)
  const before = /(?:^|\s)(\p{Lu}[\p{L}\p{M}’'-]*) $/u.exec(named.page.original.slice(sentence.start, span.start))
  const isOfName = named.places.some((place) => place.end <= start && start - place.end <= 1)
  const first = before && before.index === 0
  if (before && !first && !isOfName && !isWordOf(before[1]!, employer.name)) return true
  const behind = /^ (?:of|for|de|des|für|för|von|di) (\p{Lu}[\p{L}\p{M}-]*)/u.exec(named.page.original.slice(span.end))
  return behind !== null && normaliseTitle(`Head of ${behind[1]}`).departments.length > 0
}

const isWordOf = (word: string, name: string) => foldWords(name).includes(foldWords(word)[0] ?? '')

const FORMER =
  /\b(?:former(?:ly)?|previous(?:ly)?|until (?:recently|\d{4})|once|then|ex|late|past|outgoing|ehemalige[rn]?|ancien(?:ne)?|tidigare|tidligere|fruhere[rn]?)\b[\s-]*(?:(?:our|the|a|as|its|unser|notre)\s+)?(?:[\p{L}-]+\s+){0,2}$/iu
const GONE =
  /\b(?:(?:has |have )?left (?:the company|us|the firm|in \d{4})|(?:stepped|steps|stepping) down|resign(?:ed|s)|retire[ds]|departed|passed away|is no longer|no longer (?:with|at|works))\b/i

/** "our former CEO", or a sentence that says somebody left. */
function isPast(named: NamedPage, [start, end]: [number, number]): boolean {
  const span = originalSpan(named, { start, end })
  const sentence = sentenceAt(named.page.original, span.start)
  const before = named.page.original.slice(Math.max(sentence.start, span.start - 60), span.start)
  return FORMER.test(before) || GONE.test(named.page.original.slice(sentence.start, sentence.end))
}

const SHARED =
  /\b(?:switchboard|central(?:e|ino)?|reception|enquiries|inquiries|media|press(?:e)?|general|office|fax|contact cent(?:re|er)|customer (?:service|care|support)|helpline|hotline|bookings?|sales|support|växel|zentrale|standard|accueil|main line|head office|call us)\b/iu

/** A line that introduces its number with something else than the person. */
function isShared(named: NamedPage, [start, end]: [number, number]): boolean {
  const span = originalSpan(named, { start, end })
  const line = named.page.original.lastIndexOf('\n', span.start - 1) + 1
  const before = named.page.original.slice(Math.max(line, span.start - 60), span.start)
  const namesBetween = named.places.some((place) => originalSpan(named, place).start >= line && place.end <= start)
  return !namesBetween && SHARED.test(before)
}
