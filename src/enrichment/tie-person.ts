/**
 * Identity: which of the places where a page writes a name are about the person at this organization. On the organization's
 * own pages all are, unless the words beside the name say otherwise; elsewhere the two have to stand together.
 */
import { canonicalCompanyWord, isLightWord } from '../duplicates/company-words.ts'
import { foldText } from '../duplicates/fold-text.ts'
import { splitLegalForm } from '../duplicates/legal-forms.ts'
import { parseOrganizationName } from '../duplicates/parse-organization-name.ts'
import { ownsPage } from '../web/owns-page.ts'
import { siteDomain } from '../web/site-domain.ts'
import { type NamedPage, type NamePlace, originalSpan } from './locate-value.ts'
import { normaliseTitle } from './normalise-title.ts'
import { type Sentence, sentenceAt } from './sentence-at.ts'

export interface Employer {
  name: string
  website: string | null
}

export type Tie = { places: NamePlace[] } | { refusal: string }

/** How near a page about the organization has to name it to the person, in characters. */
const NEAR = 250

interface TiedPage {
  named: NamedPage
  title: string
  /** Whose page it is. */
  address: string
  employer: Employer
  /** A page of a team, where customers and speakers are not quoted. */
  isTeamPage: boolean
}

/** Where the page writes this name and means the person at the organization; or why it does not, as a sentence. */
export function tiePerson(name: string, company: string | null, page: TiedPage): Tie {
  const { named, employer } = page
  const places = named.places.filter((place) => place.name === name)
  if (places.length === 0) return { refusal: 'The name does not stand on the page.' }
  const isOwn = employer.website !== null && ownsPage(employer.website, page.address)
  const stated = statedCompany(company, named, isOwn, employer)
  if (stated) return { refusal: `The page says "${stated}", not ${employer.name}.` }
  const text = named.page.original
  // where somebody comes from is where they no longer are
  const mentions = companyMentions(text, employer).filter(
    ({ start }) => !LEFT.test(text.slice(Math.max(0, start - 30), start)),
  )
  const verdicts = places.map((place) => {
    const span = originalSpan(named, place)
    const sentence = sentenceAt(named.page.original, span.start)
    const other = otherEmployer(page, place, sentence, isOwn)
    return { place, other, isTied: !other && (isOwn || standsTogether(page, place, sentence, mentions)) }
  })
  const tied = verdicts.filter(({ isTied }) => isTied).map(({ place }) => place)
  if (tied.length > 0) return { places: tied }
  const other = verdicts.find((verdict) => verdict.other)?.other
  return {
    refusal: other
      ? `The page says "${other}", not ${employer.name}.`
      : `The page does not name ${employer.name} together with this person.`,
  }
}

/** The company that whoever read the page saw there, where it is another one. */
function statedCompany(company: string | null, { page }: NamedPage, isOwn: boolean, employer: Employer) {
  if (!company || isSameCompany(company, employer.name, isOwn)) return undefined
  // a company that the page does not name is nobody's word
  return foldText(page.original).includes(foldText(company)) ? company.slice(0, 80) : undefined
}

/** "Alderpoint" is Alderpoint Energy Ltd on its own pages only; elsewhere it may be another Alderpoint. */
function isSameCompany(written: string, name: string, isOwn: boolean): boolean {
  const left = parseOrganizationName(written)
  const right = parseOrganizationName(name)
  if (left.compact === '' || right.compact === '') return false
  if (left.numbers.join() !== right.numbers.join()) return false
  const [longer, shorter] = [left.words.join(' '), right.words.join(' ')]
  if (left.compact === right.compact || longer.startsWith(`${shorter} `)) return true
  return isOwn && shorter.startsWith(`${longer} `)
}

interface Mention {
  start: number
  end: number
}

/** Where the organization's name or domain stands in a text. */
export function companyMentions(text: string, { name, website }: Employer): Mention[] {
  const core = parseOrganizationName(name).words
  const words = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)]
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      word: canonicalCompanyWord(foldText(match[0])),
    }))
    .filter(({ word }) => !isLightWord(word))
  const found = words.flatMap(({ start }, i) =>
    core.length > 0 && core.every((each, k) => words[i + k]?.word === each)
      ? [{ start, end: words[i + core.length - 1]!.end }]
      : [],
  )
  const domain = website ? siteDomain(website) : ''
  if (!domain) return found
  const pattern = new RegExp(`(?<![\\w-])${domain.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`, 'gi')
  return [...found, ...[...text.matchAll(pattern)].map(({ index }) => ({ start: index, end: index + domain.length }))]
}

/** In one sentence with nobody else in between; or near it on a page whose title names the organization. */
function standsTogether({ named, title, employer }: TiedPage, place: NamePlace, sentence: Sentence, all: Mention[]) {
  const span = originalSpan(named, place)
  const others = named.places.filter(({ name }) => name !== place.name).map((other) => originalSpan(named, other))
  const between = (from: number, to: number) => others.some(({ start, end }) => start >= from && end <= to)
  const inSentence = all.filter(({ start, end }) => start >= sentence.start && end <= sentence.end)
  const same = named.places.filter(({ name }) => name === place.name).map((other) => originalSpan(named, other))
  const isFirst = !same.some(({ start }) => start >= sentence.start && start < span.start)
  if (inSentence.some(({ start }) => start >= span.end && !between(span.end, start))) return true
  if (isFirst && inSentence.some(({ end }) => end <= span.start && !between(sentence.start, end))) return true
  if (all.some((mention) => mention.start >= span.end && isOnCard(named, span.end, mention, between))) return true
  if (companyMentions(title, employer).length === 0) return false
  return all.some(({ start, end }) => (start >= span.end ? start - span.end : span.start - end) <= NEAR)
}

const CARD_LINES = 3

/** A card: the name, perhaps a title, and the organization alone on one of the next lines. */
function isOnCard({ page }: NamedPage, from: number, { start, end }: Mention, between: Between): boolean {
  const text = page.original
  const lines = text.slice(from, start).split(/\n\s*/)
  if (lines.length < 2 || lines.length > CARD_LINES + 1) return false
  const lineEnd = text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end)
  const rest = `${lines.at(-1)} ${text.slice(end, lineEnd)}`
  return (rest.match(/[\p{L}\p{N}]+/gu) ?? []).length <= 2 && !between(from, start)
}

type Between = (from: number, to: number) => boolean

const COMPANY = String.raw`(?:(?:the|der|die|das) )?((?:\p{Lu}|\d)[\p{L}\p{N}\p{M}&'’.-]*(?:(?: (?:&|and|und|et) | )(?:\p{Lu}|\d)[\p{L}\p{N}\p{M}&'’.-]*)*)(?![\p{L}\p{N}])`
const AT = new RegExp(
  String.raw`(?:@|\b(?:at|bei|chez|presso|hos|bij|joins?|joined|joining|moves? to|moved to|leaves? for|left for))\s*${COMPANY}`,
  'u',
)
const OF = new RegExp(String.raw`\b(?:of|der|von|de|du|di|af|av)\s+${COMPANY}(?!\s*(?:at|@|bei|chez|hos)\s)`, 'gu')
const LEFT =
  /\b(?:from|left|leav(?:es|ing)|formerly(?: of| at)?|previously(?: of| at)?|ex-?|late of|before|von|de chez)\s+(?:the\s+)?$/iu
const DOING = /\b(?:will|spoke|speaks?|speaking|presents?|presented|talks?|was|were|has|had|worked|studied|met)\b/i
/** "Jane Doe, CTO, Severn Water": what stands third where customers and speakers are named. */
const THIRD = new RegExp(String.raw`^,\s*[^,.;:|\n]{2,60},\s+${COMPANY}`, 'u')
/** Of these titles only, what follows "of" is the house and not a department. */
const OF_A_HOUSE =
  /\b(?:c[a-z]o|chief (?:\w+ ){1,3}officer|(?:co-?)?founder|owner|managing director|(?:vice[- ])?chair(?:man|woman|person)?|president|geschäftsführer(?:in)?|secretary general)(?: and c[a-z]o)?\s*$/i

/** The other company that the words right behind a name give as the employer: "John Smith, CTO of Southwind". */
function otherEmployer(
  { named, employer, isTeamPage }: TiedPage,
  place: NamePlace,
  sentence: Sentence,
  isOwn: boolean,
): string | undefined {
  const { end } = originalSpan(named, place)
  const next = named.places.map((other) => originalSpan(named, other).start).filter((start) => start >= end)
  const behind = named.page.original.slice(end, Math.min(sentence.end, end + 160, ...next))
  const at = AT.exec(behind)
  const of = [...behind.matchAll(OF)].find(({ 1: phrase, index }) => isCompany(phrase!, behind.slice(0, index), isOwn))
  const third = isTeamPage ? null : THIRD.exec(behind)
  const isPlainThird = third?.[1]?.includes(' ')
  const first = [at, of, isPlainThird ? third : null]
    .filter((match) => match != null)
    .sort((a, b) => a.index + a[0].length - (b.index + b[0].length))[0]
  const phrase = first?.[1]?.replace(/[.,'’]+$/, '')
  if (!first || !phrase || DOING.test(behind.slice(0, first.index))) return undefined
  return companyMentions(phrase, employer).length > 0 || isSameCompany(phrase, employer.name, isOwn)
    ? undefined
    : phrase
}

/** "Head of Data" is of a department, "CTO of Southwind" of a house; a legal form always says so. */
function isCompany(phrase: string, before: string, isOwn: boolean): boolean {
  if (splitLegalForm(foldText(phrase).match(/[a-z0-9]+/g) ?? []).family !== '') return true
  if (normaliseTitle(`Head of ${phrase}`).departments.length > 0) return false
  return !isOwn || OF_A_HOUSE.test(before)
}
