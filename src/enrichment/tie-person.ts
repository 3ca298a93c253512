/**
 * Identity: which of the places where a page writes a name are about the person at this organization. On the organization's
 * own pages all are, unless the words beside the name say otherwise; elsewhere the two have to stand together.
 */
import { foldText } from '../duplicates/fold-text.ts'
import { ownsPage } from '../web/owns-page.ts'
import { companyMentions, type Employer, isSameCompany, type Mention } from './company-mentions.ts'
import { type NamedPage, type NamePlace, originalSpan } from './locate-value.ts'
import { normaliseTitle } from './normalise-title.ts'
import { otherEmployer } from './other-employer.ts'
import { type Sentence, sentenceAt } from './sentence-at.ts'
import type { TiedPage } from './tied-page.ts'

export type Tie = { places: NamePlace[] } | { refusal: string }

/** How near a page about the organization has to name it to the person, in characters. */
const NEAR = 250

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
  const mentions = page.mentions.filter(({ start }) => !LEFT.test(text.slice(Math.max(0, start - 30), start)))
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

/**
 * In one sentence, tied by words that say so and with nobody else in between; on one card; or near it on a page whose title
 * names the organization. That both stand in a sentence is not enough: "John Smith, CTO, praised Northwind".
 */
function standsTogether({ named, title, employer }: TiedPage, place: NamePlace, sentence: Sentence, all: Mention[]) {
  const text = named.page.original
  const span = originalSpan(named, place)
  const others = named.places.filter(({ name }) => name !== place.name).map((other) => originalSpan(named, other))
  const between = (from: number, to: number) => others.some(({ start, end }) => start >= from && end <= to)
  const inSentence = all.filter(({ start, end }) => start >= sentence.start && end <= sentence.end)
  const same = named.places.filter(({ name }) => name === place.name).map((other) => originalSpan(named, other))
  const isFirst = !same.some(({ start }) => start >= sentence.start && start < span.start)
  const isBehind = ({ start }: Mention) =>
    start >= span.end && !between(span.end, start) && linksForward(text.slice(span.end, start))
  const isInFront = ({ end }: Mention) =>
    end <= span.start && !between(sentence.start, end) && linksBack(text.slice(end, span.start))
  if (inSentence.some((mention) => isBehind(mention) || (isFirst && isInFront(mention)))) return true
  if (all.some((mention) => mention.start >= span.end && isOnCard(named, span.end, mention, between))) return true
  if (companyMentions(title, employer).length === 0) return false
  return all.some(({ start, end }) => (start >= span.end ? start - span.end : span.start - end) <= NEAR)
}

const BELONGS =
  /(?:[,(|:;@·–—-]|\b(?:at|of|for|with|bei|chez|hos|bij|presso|von|der|de|du|joins?|joined|joining|mov(?:es|ed) to|return(?:s|ed) to|leads?|led by|heads?|runs?|found(?:s|ed)|co-?founded))\s*(?:the\s+|[\w.+-]+@)?["“]?$/iu
const VISITS =
  /\b(?:spoke|speaks?|speaking|present\w*|talk\w*|work(?:ed|s) (?:with|for)|studied|met|visit\w*|intern\w*|consult\w*|(?:customer|supplier|client|competitor|investor|rival|friend|fan|partner)s? of)\b[^,]*$/iu

/** "…, CTO of Northwind", "… joins Northwind", "… (Northwind)". */
const linksForward = (words: string) => BELONGS.test(words) && !VISITS.test(words)

const HIRES =
  /\b(?:appoint\w*|names?|named|hir(?:es?|ed)|promot\w+|welcom\w+|elect(?:s|ed)|recruit\w*|cho(?:oses|se))\b/i

/** "Northwind’s CTO …", "Northwind has appointed …", "Northwind: …". */
function linksBack(words: string): boolean {
  if (HIRES.test(words) || /^\s*[:(|–—,]\s*$/.test(words)) return true
  const title = words.replace(/^['’]s?/, '').replace(/^[\s,:(|–—]+|[\s,:(|–—]+$/g, '')
  if (title === '') return false
  const { seniority, departments } = normaliseTitle(title)
  return title.split(/\s+/).length <= 7 && (seniority !== 'individual' || departments.length > 0)
}

const LEFT =
  /\b(?:from|left|leav(?:es|ing)|formerly(?: of| at)?|previously(?: of| at)?|ex-?|late of|before|de chez)\s+(?:the\s+)?$/iu

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
