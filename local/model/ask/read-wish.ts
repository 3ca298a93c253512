import { sourced } from './conditions.ts'
import { type Change, readChange } from './read-change.ts'
import { guessName, type Noun, type Question } from './read-question.ts'

/** What a question wants to be done for it. */
export type Wish =
  | Change
  /** Read on the web: an address, or what search finds about a subject. */
  | { kind: 'web'; subject: string; url?: string; encyclopedia: boolean }
  /** Count, sum, group or list records by what they are. */
  | { kind: 'query' }
  /** Records that hang on a named one: the leads of an organization, the notes on a person. */
  | { kind: 'linked'; noun: Noun; name: string }
  /** Who has a role at a named organization. */
  | { kind: 'role'; role: string; name: string }
  /** Records by their name, and what is known of them; `field` where one fact is asked for. */
  | { kind: 'find'; name: string; nouns: Noun[]; field?: string }

const webWords =
  /\b(?:on the (?:web|internet)|online|google|search the (?:web|internet)|web ?search|in the news|latest news|(?:their|its|the) (?:web ?site|page) says?|im (?:internet|netz)|sur (?:internet|le web)|en internet)\b/i

const fields: [string, RegExp][] = [
  ['email', /\be-?mail(?: address)?\b|\bcorreo\b/i],
  ['phone', /\b(?:phone|telephone|mobile)(?: number)?\b|\btelefon\w*|\btéléphone\b|\bteléfono\b/i],
  ['website', /\bweb ?site\b|\bhomepage\b/i],
  ['industry', /\bindustry\b|\bbranche\b|\bsector\b/i],
  ['employee_count', /\bhow (?:many (?:people|employees)|big|large)\b|\bemployees?\b|\bheadcount\b|\bsize\b/i],
  ['status', /\bstatus\b|\bstage\b/i],
  ['title', /\b(?:job )?title\b|\bposition\b|\brole\b/i],
  ['city', /\bwhere (?:is|are)\b|\bcity\b|\blocation\b|\bbased\b/i],
  ['value_amount', /\b(?:value|worth|amount)\b/i],
  ['probability', /\bprobability\b|\blikely\b/i],
  ['expected_close_date', /\bclose date\b|\bwhen .*\bclose\b/i],
  ['source', /\bsource\b|\bwhere .* come from\b/i],
  [
    'last_human_touch_at',
    /\bwhen (?:did|was|have) .*\b(?:touch|speak|spoke|contact|talk|updated)|\blast (?:touch|contact|spoke)/i,
  ],
]

const rolePattern =
  /\b(?:who(?:'s| is| are)?|name of|wer ist|qui est|quién es)\s+(?:the |der |die |le |la |el )?((?:chief [\p{L}]+(?: [\p{L}]+)? officer|c[etfidmo]{1,2}o|head of [\p{L} ]+?|vp(?: of)? [\p{L} ]+?|managing director|founders?|director(?: of [\p{L} ]+?)?|geschäftsführer(?:in)?|[\p{L}]+ (?:manager|director|lead|engineer)))\s+(?:at|of|for|bei|von|chez|de|en)\s+/iu

/** Linked by name: "leads at X", "notes on X", "who works at X". */
const linkWords =
  /\b(?:at|for|of|on|with|about|from|work(?:s|ing)? (?:at|for)|bei|von|zu|für|chez|de|sur|en|con)\s+(?:the\s+)?(?:\p{Ll}+\s+)?["“„']?\p{Lu}/u

/** The day that the instructions call today. */
export const todayIn = (system: string): string | undefined => /\bToday is (\d{4}-\d{2}-\d{2})/.exec(system)?.[1]

const byNumber = /\b(lead|organization|individual|contact|deal|account)\s+(?:no\.?\s*|number\s+|id\s+)?#?(\d{1,15})\b/i

/** Reads what is wanted; a question that names nothing we know is a search for its own words. */
export const readWish = (question: Question, today?: string): Wish => {
  const { text, names, nouns, url } = question
  const change = readChange(question, today)
  if (change) return change
  const subject = names[0] ?? guessName(question) ?? text.slice(0, 200)
  const numbered = byNumber.exec(text)
  if (numbered) return { kind: 'find', name: numbered[2]!, nouns: [numbered[1]!.toLowerCase() as Noun] }
  const encyclopedia = /\bwikipedia\b/i.test(text)
  if (url || encyclopedia || webWords.test(text)) return { kind: 'web', subject, encyclopedia, ...(url ? { url } : {}) }
  const role = rolePattern.exec(text)?.[1]?.trim()
  if (role && names.length > 0) return { kind: 'role', role, name: names.at(-1)! }
  const [noun] = nouns
  const [name] = names
  if (noun && name && isLinked(question)) return { kind: 'linked', noun, name }
  const field = fields.find(([, pattern]) => pattern.test(text))?.[0]
  if (noun && (!name || sourced.test(text) || isFilter(question))) return { kind: 'query' }
  return { kind: 'find', name: subject, nouns, ...(field ? { field } : {}) }
}

const kindOfName: Partial<Record<Noun, RegExp>> = {
  organization: /\b(?:organi[sz]ation|company|firm)\s+["“„']?\p{Lu}/u,
}

// "the organization Northwind" names an organization, "leads at Northwind" does not name a lead
const isLinked = ({ text, nouns }: Question) => {
  const [noun] = nouns
  if (!noun || noun === 'organization' || noun === 'account' || sourced.test(text)) return false
  return linkWords.test(text) && !(kindOfName[noun]?.test(text) ?? false)
}

/** A name that only narrows a list: an industry, a place, a status. */
const isFilter = ({ text, names }: Question) =>
  /(?<!\p{L})(?:how many|which|list|all|count|total|average|sum|wie ?viele|welche\w*|alle|combien|quel(?:le)?s?|tou(?:te)?s|cu[aá]nt[oa]s|cu[aá]les|tod[oa]s)(?!\p{L})|\b(?:industry|sector)\b/iu.test(
    text,
  ) ||
  names.every((name) =>
    new RegExp(
      String.raw`\b(?:in|from|near|based in|aus|à|en)\s+(?:the\s+)?["“']?${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`,
      'iu',
    ).test(text),
  )
