import {
  companyCore,
  findCompanies,
  findCompanyProfiles,
  findEmails,
  findPhones,
  isRoleMailbox,
} from './find-addresses.ts'
import { linesOf, sentenceAt } from './sentences.ts'

/** Values a text states of one thing, and the verbatim piece that states each. */
export interface Facts {
  values: Record<string, string | number | boolean>
  quotes: Record<string, string>
}

export const createFacts = (): Facts => ({ values: {}, quotes: {} })

/** Notes a value with the sentence it stands in; the first statement of a text wins. */
export const noteFact = (facts: Facts, text: string, field: string, value: string | number | boolean, at: number) => {
  if (facts.values[field] !== undefined || value === '') return
  facts.values[field] = value
  const quote = sentenceAt(text, at)?.text
  if (quote)
    facts.quotes[field] =
      quote.length <= 300
        ? quote
        : text
            .slice(at, at + 200)
            .split('\n')[0]!
            .trim()
}

/** The value after a label: on the same line ("Industry: Energy", "Industry Energy" in a table) or on the next. */
export const labelled = (text: string, labels: string): { value: string; index: number } | undefined => {
  const match =
    new RegExp(String.raw`^[ \t|*•-]*(?:${labels})\s*(?::|\||\t| {2,})\s*(\S[^\n|]*?)\s*\|?$`, 'imu').exec(text) ??
    new RegExp(String.raw`^[ \t]*(?:${labels})\s*:?\s*\n+\s*(\S[^\n]{1,120})$`, 'imu').exec(text)
  return match ? { value: match[1]!.trim(), index: match.index + match[0].lastIndexOf(match[1]!) } : undefined
}

const employeePatterns = [
  /\b(?:employees|employee count|company size|headcount|mitarbeiter(?:zahl)?|mitarbeitende|anställda|medarbejdere|effectif|staff)\s*[:|]?\s*(?:\n\s*)?(?:ca\.?|around|about|over|some|circa)?\s*(\d[\d.,]*)(?!\s*[–-]\s*\d)/i,
  /\b(\d[\d,.]*)\s+(?:\p{Ll}+\s+){0,2}?(?:people|employees|staff|colleagues|engineers and|mitarbeiter(?:innen)?|mitarbeitende|personer|anställda|medarbejdere|salariés|starfsmenn)\b/iu,
  /\bteam of (\d[\d,.]*)\b/i,
]

const findEmployeeCount = (text: string) => {
  for (const pattern of employeePatterns) {
    const match = pattern.exec(text)
    const count = Number(match?.[1]?.replace(/[.,](?=\d{3}\b)/g, '').replace(/[.,]$/, ''))
    if (match && Number.isInteger(count) && count > 0)
      return { count, index: match.index + match[0].indexOf(match[1]!) }
  }
  return undefined
}

const postalPatterns: [RegExp, string][] = [
  [/\b([A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})\b/, 'United Kingdom'],
  [/\bD-?(\d{5})\b/, 'Germany'],
  [/\b(\d{5})(?= (?:Berlin|Hamburg|München|Köln))/, 'Germany'],
  [/\b(\d{3} \d{2})(?= [\p{Lu}])/u, 'Sweden'],
  [/\b(\d{4})(?= (?:Aarhus|København|Odense|Aalborg))/, 'Denmark'],
  [/\b(\d{4})(?= (?:Zürich|Basel|Bern|Winterthur))/, 'Switzerland'],
  [/\b(\d{5})(?= (?:Paris|Toulouse|Lyon|Nantes))/, 'France'],
  [/\b(\d{3})(?= Reykjav[ií]k)/, 'Iceland'],
]

const countries =
  'United Kingdom|Scotland|England|Wales|Germany|Deutschland|Denmark|Danmark|Sweden|Sverige|Norway|Iceland|Ireland|France|Switzerland|Schweiz|Netherlands|Belgium|United States|USA|Spain|Poland|Portugal|Finland'

const readAddress = (facts: Facts, text: string) => {
  for (const [pattern, country] of postalPatterns) {
    const match = pattern.exec(text)
    if (!match) continue
    noteFact(facts, text, 'postal_code', match[1]!, match.index)
    const line = linesOf(text).find((each) => match.index >= each.index && match.index < each.end)!
    const parts = line.text.replace(/^[^:]{0,24}:\s*/, '').split(/,\s*|\s+[·|•]\s+/)
    const at = parts.findIndex((part) => part.includes(match[1]!))
    const holder = parts[at] ?? ''
    const city =
      holder
        .replace(match[0], '')
        .replace(match[1]!, '')
        .replace(/\bD-|\b[A-Z]{1,2}-/, '')
        .trim() || parts[at - 1]
    if (city && /^\p{Lu}/u.test(city)) noteFact(facts, text, 'city', city, match.index)
    const street = parts.slice(0, at + 1).find((part) => /\d/.test(part) && !part.includes(match[1]!))
    if (street) noteFact(facts, text, 'street', street.trim(), match.index)
    const named = new RegExp(String.raw`\b(${countries})\b`).exec(line.text)?.[1]
    noteFact(facts, text, 'country', named ?? country, match.index)
    noteFact(facts, text, 'address', line.text.replace(/^[^:]{0,24}:\s*/, ''), match.index)
    return
  }
}

const labels: [field: string, labels: string][] = [
  ['industry', 'Industry|Sector|Branche|Bransch|Secteur'],
  ['city', 'City|Headquarters|Head office|HQ|Location|Hauptsitz|Siège|Based in'],
  ['country', 'Country|Land|Pays'],
  ['website', 'Website|Web|Webseite'],
  ['founded', 'Founded|Gegründet|Fondée en'],
  ['address', 'Address|Registered office|Visit us|Anschrift|Adresse'],
]

const wordsOfAddress = ({ url, title }: { url?: string; title?: string }) =>
  companyCore(`${title ?? ''} ${url ?? ''}`.replace(/[^\p{L}\p{N}]+/gu, ' ')).replaceAll(' ', '')

/** The name with legal form that the page's title or address knows too: whose page it is beyond doubt. */
export const findOwnName = (text: string, page: { url?: string; title?: string }): string | undefined => {
  const place = wordsOfAddress(page)
  return namedCompanies(text).find((name) => {
    const first = companyCore(name).split(' ')[0] ?? ''
    return first.length > 3 && place.includes(first)
  })
}

const namedCompanies = (text: string) =>
  findCompanies(text).map(({ value }) => value.replace(/^(?:The|About|At|By|Copyright|©) /, ''))

/** What the page calls its owner: a name with legal form that the title or address also knows, else the site's name. */
export const findOwner = (text: string, page: { url?: string; title?: string }): string | undefined => {
  const own = findOwnName(text, page)
  if (own) return own
  const parts = (page.title ?? '').split(/\s[|–—·-]\s/)
  if (parts.length > 1) {
    const last = parts.at(-1)!.trim()
    return /linkedin|wikipedia|indeed|lever|greenhouse/i.test(last) ? parts.at(-2)?.trim() : last
  }
  return namedCompanies(text)[0]
}

/** What a text says of the organization it is about. */
export const findOrganization = (text: string, page: { url?: string; title?: string }): Facts => {
  const facts = createFacts()
  const name = findOwner(text, page)
  if (name) noteFact(facts, text, 'name', name, Math.max(0, text.indexOf(name)))
  const employees = findEmployeeCount(text)
  if (employees) noteFact(facts, text, 'employee_count', employees.count, employees.index)
  readAddress(facts, text)
  for (const [field, names] of labels) {
    const found = labelled(text, names)
    if (found) noteFact(facts, text, field, found.value, found.index)
  }
  const what =
    /\b(?:is|are) an? ((?:[\p{Ll}-]+ ){1,4}?)(?:company|business|firm|start-?up|scale-?up|provider|maker|manufacturer|software house)\b/u.exec(
      text,
    )
  if (what) noteFact(facts, text, 'industry', what[1]!.trim(), what.index)
  const email = findEmails(text).find(({ value }) => isRoleMailbox(value))
  if (email) noteFact(facts, text, 'email', email.value, email.index)
  const phone = findPhones(text)[0]
  if (phone) noteFact(facts, text, 'phone', phone.value.trim(), phone.index)
  const profile = findCompanyProfiles(text)[0]
  if (profile) noteFact(facts, text, 'linkedin_url', profile.value, profile.index)
  const says = linesOf(text).find(
    (line) =>
      line.text.length > 40 &&
      !/cookies|privacy|@/i.test(line.text) &&
      /\b(?:is|are|builds?|makes?|helps?|runs?|entwickelt|bygger|udvikler)\b/.test(line.text),
  )
  if (says) noteFact(facts, text, 'description', sentenceAt(text, says.index)!.text, says.index)
  return facts
}
