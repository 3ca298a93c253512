import { foldText } from '../duplicates/fold-text.ts'
import { splitLegalForm } from '../duplicates/legal-forms.ts'
import { companyMentions, isSameCompany } from './company-mentions.ts'
import { type NamePlace, originalSpan } from './locate-value.ts'
import { normaliseTitle } from './normalise-title.ts'
import type { Sentence } from './sentence-at.ts'
import type { TiedPage } from './tied-page.ts'

const COMPANY = String.raw`(?:(?:the|der|die|das) )?((?:\p{Lu}|\d)[\p{L}\p{N}\p{M}&'’.-]*(?:(?: (?:&|and|und|et) | )(?:\p{Lu}|\d)[\p{L}\p{N}\p{M}&'’.-]*)*)(?![\p{L}\p{N}])`
const AT = new RegExp(
  String.raw`(?:@|\b(?:at|bei|chez|presso|hos|bij|joins?|joined|joining|moves? to|moved to|leaves? for|left for))\s*${COMPANY}`,
  'u',
)
const OF = new RegExp(String.raw`\b(?:of|der|von|de|du|di|af|av)\s+${COMPANY}(?!\s*(?:at|@|bei|chez|hos)\s)`, 'gu')
const DOING = /\b(?:will|spoke|speaks?|speaking|presents?|presented|talks?|was|were|has|had|worked|studied|met)\b/i
/** "Jane Doe, CTO, Severn Water": what stands third where customers and speakers are named. */
const THIRD = new RegExp(String.raw`^,\s*[^,.;:|\n]{2,60},\s+${COMPANY}`, 'u')
/** Of these titles only, what follows "of" is the house and not a department. */
const OF_A_HOUSE =
  /\b(?:c[a-z]o|chief (?:\w+ ){1,3}officer|(?:co-?)?founder|owner|managing director|(?:vice[- ])?chair(?:man|woman|person)?|president|geschäftsführer(?:in)?|secretary general)(?: and c[a-z]o)?\s*$/i

const HOUSE_TITLE = String.raw`(?:C[A-Z]O|(?:[Cc]hief \w+ [Oo]fficer)|[Cc]o-?founder|[Ff]ounder|[Oo]wner|[Pp]resident|[Mm]anaging [Dd]irector|[Cc]hair(?:man|woman|person)?)`
/** "Southwind CEO John Smith", "Southwind’s founder John Smith". */
const HOUSE_FIRST = new RegExp(`${COMPANY}(?:['’]s?)? (?:and )?${HOUSE_TITLE},? $`, 'u')
const NO_HOUSE =
  /^(?:our|meet|new|the|with|group|interim|acting|deputy|global|regional|as|by|and|says|vice|co|former|today|its|their|then)$/i

function houseBefore({ named, employer, isTeamPage }: TiedPage, start: number, sentence: Sentence, isOwn: boolean) {
  if (isTeamPage) return undefined
  const phrase = HOUSE_FIRST.exec(
    named.page.original.slice(Math.max(sentence.start, start - 120), start),
  )?.[1]?.replace(/['’]s?$/, '')
  if (!phrase || NO_HOUSE.test(phrase) || named.places.some(({ name }) => name === phrase)) return undefined
  return companyMentions(phrase, employer).length > 0 || isSameCompany(phrase, employer.name, isOwn)
    ? undefined
    : phrase
}

/** The other company that the words right behind a name give as the employer: "John Smith, CTO of Southwind". */
export function otherEmployer(
  page: TiedPage,
  place: NamePlace,
  sentence: Sentence,
  isOwn: boolean,
): string | undefined {
  const { named, employer, isTeamPage } = page
  const { start, end } = originalSpan(named, place)
  const house = houseBefore(page, start, sentence, isOwn)
  if (house) return house
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
