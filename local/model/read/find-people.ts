import { findCompanies, findEmails, findPhones, findProfiles, isRoleMailbox } from './find-addresses.ts'
import { legalForms, notInNames, titlePattern } from './lexicon.ts'
import { linesOf, type Span, sentenceAt } from './sentences.ts'

export interface Person {
  name: string
  firstName: string
  lastName: string
  title?: string
  email?: string
  phone?: string
  linkedinUrl?: string
  company?: string
  /** Verbatim pieces of the text, each holding the name and the value. */
  quotes: Record<string, string>
  isFormer: boolean
}

interface Mention {
  name: string
  nameSpan: Span
  title?: Span
}

const particle = `(?:de|da|do|dos|das|del|della|der|den|van|von|vom|zu|af|av|le|la|bin|ibn|al|el|Ní|Nic|Mac|Ó|Ui|y|e)`
const namePart = String.raw`(?:\p{Lu}[\p{Ll}\p{M}’']+(?:[-’'‑]\p{Lu}?[\p{L}\p{M}]+)*|(?:Mc|Mac|O[’'])\p{Lu}[\p{Ll}\p{M}]+|\p{Lu}[\p{Ll}]+\p{Lu}[\p{Ll}]+)`
const initial = String.raw`\p{Lu}\.`
const honorific = String.raw`(?:(?:Dr|Prof|Mr|Mrs|Ms|Dipl\.-Ing|Ing|Mag)\.? )*`
const namePattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}@./-])(${honorific})(${namePart}(?: (?:${initial}|${namePart}))?(?: ${particle})*(?: (?:${initial} )?${namePart}){1,2})(?![\p{L}\p{N}@])`,
  'gu',
)

const isPersonName = (name: string) => {
  const words = name.split(/\s+/)
  return (
    words.length >= 2 &&
    !words.some((word) => notInNames.has(word)) &&
    !new RegExp(`(?:^| )${legalForms}$`, 'u').test(name) &&
    !new RegExp(titlePattern.source, 'u').test(name)
  )
}

const findNames = (text: string): Span[] => {
  const companies = findCompanies(text)
  const spans: Span[] = []
  namePattern.lastIndex = 0
  for (let match = namePattern.exec(text); match; match = namePattern.exec(text)) {
    const name = match[2]!
    const index = match.index + match[1]!.length
    const end = index + name.length
    if (isPersonName(name) && !companies.some((company) => index >= company.index && end <= company.end))
      spans.push({ text: name, index, end })
    // a capital word before a real name ("Meet Priya Raman") must not swallow it
    else namePattern.lastIndex = match.index + match[0].search(/\s|$/) + 1
  }
  return spans
}

const findTitles = (text: string): Span[] =>
  [...text.matchAll(titlePattern)].map((match) => ({
    text: match[0],
    index: match.index,
    end: match.index + match[0].length,
  }))

const maxGap = 90

/** How far apart name and title stand for a reader; undefined when something separates them. */
const distance = (text: string, name: Span, title: Span): number | undefined => {
  const isAfter = title.index >= name.end
  const between = isAfter ? text.slice(name.end, title.index) : text.slice(title.end, name.index)
  if (between.length > maxGap || /[.!?]\s+\p{Lu}/u.test(between)) return undefined
  const lineBreaks = (between.match(/\n/g) ?? []).length
  if (lineBreaks > 3) return undefined
  const isDirect =
    /^[\s,:;|()–—•·-]*$/.test(between) || /^\W*(?:is|was|as|our|the|joins?|joined|appointed|named)\b/i.test(between)
  return between.length + lineBreaks * 8 + (isAfter ? 0 : 12) + (isDirect ? 0 : 40)
}

const pairTitles = (text: string, names: Span[], titles: Span[]): Mention[] => {
  const pairs = names
    .flatMap((name) => titles.map((title) => ({ name, title, gap: distance(text, name, title) })))
    .filter((pair): pair is typeof pair & { gap: number } => {
      if (pair.gap === undefined) return false
      const from = Math.min(pair.name.end, pair.title.end)
      const to = Math.max(pair.name.index, pair.title.index)
      return !names.some((other) => other !== pair.name && other.index >= from && other.end <= to)
    })
    .sort((a, b) => a.gap - b.gap)
  const titleOf = new Map<Span, Span>()
  const taken = new Set<Span>()
  for (const { name, title } of pairs) {
    if (titleOf.has(name) || taken.has(title)) continue
    titleOf.set(name, title)
    taken.add(title)
  }
  return names.map((name) => ({ name: name.text, nameSpan: name, title: titleOf.get(name) }))
}

const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll('þ', 'th')
    .replaceAll('ð', 'd')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')

const foldings = (name: string) => {
  const german = name.replace(/[äöü]/gi, (c) => `${c}e`.normalize('NFD').replace(/\p{M}/gu, '')).replaceAll('ø', 'oe')
  return [fold(name), fold(german)].map((each) => each.split(/[\s'’-]+/).filter(Boolean))
}

const isMailOf = (email: string, name: string): boolean => {
  const local = fold(email.split('@')[0] ?? '').replace(/\+.*/, '')
  return foldings(name).some((words) => {
    const first = words[0] ?? ''
    const last = words.at(-1) ?? ''
    const squeezed = local.replace(/[^a-z0-9]/g, '')
    return (
      squeezed === first ||
      squeezed === last ||
      squeezed === words.join('') ||
      squeezed === first + last ||
      squeezed === last + first ||
      squeezed === first[0] + last ||
      squeezed === first + last[0] ||
      (squeezed.includes(last) && last.length > 3 && squeezed.startsWith(first[0] ?? ''))
    )
  })
}

const maxQuote = 280

const quoteBetween = (text: string, a: Span, b: { index: number; end: number }): string | undefined => {
  const sentence = sentenceAt(text, a.index)
  if (sentence && b.index >= sentence.index && b.end <= sentence.end && sentence.text.length <= maxQuote)
    return sentence.text
  const quote = text.slice(Math.min(a.index, b.index), Math.max(a.end, b.end))
  return quote.length <= maxQuote ? quote : undefined
}

const companyNear = (text: string, mention: Mention): string | undefined => {
  const from = mention.title && mention.title.index > mention.nameSpan.index ? mention.title.end : mention.nameSpan.end
  const after = text.slice(from, from + 80).split('\n')[0] ?? ''
  const named = new RegExp(
    String.raw`^[^.]{0,24}?\b(?:at|of|for|bei|der|chez|hos|på|@)\s+((?:[\p{Lu}\p{N}][\p{L}\p{N}&'’-]*(?: (?:&|and) | )?){1,4}(?:${legalForms})?)`,
    'u',
  ).exec(after)?.[1]
  return named?.trim()
}

const formerPattern = /\b(?:former(?:ly)?|ex-|until \d{4}|left (?:the company|us)|previously|was our|ehemalige)/i

const blockEnd = (text: string, mention: Mention, next: Span | undefined) =>
  Math.min(next?.index ?? text.length, mention.nameSpan.end + 420)

interface PageContext {
  text: string
  emails: ReturnType<typeof findEmails>
  phones: ReturnType<typeof findPhones>
  profiles: ReturnType<typeof findProfiles>
  names: string[]
  company?: string
}

const within = <T extends { index: number }>(found: T[], from: number, to: number) =>
  found.filter((each) => each.index >= from && each.index < to)

const describePerson = (page: PageContext, mention: Mention, next: Span | undefined): Person => {
  const { text, emails, phones, profiles, names } = page
  const end = blockEnd(text, mention, next)
  const start = mention.nameSpan.index
  const inBlock = within(emails, start, end)
  const email =
    emails.find(({ value }) => isMailOf(value, mention.name)) ??
    inBlock.find(({ value }) => !isRoleMailbox(value) && !names.some((other) => isMailOf(value, other)))
  const phone = within(phones, start, end)[0]
  const profile = within(profiles, start, end)[0]
  const words = mention.name.split(/\s+/)
  const quotes: Record<string, string> = {}
  const note = (field: string, found: { index: number; end: number } | undefined) => {
    const quote = found && quoteBetween(text, mention.nameSpan, found)
    if (quote) quotes[field] = quote
  }
  quotes.name = sentenceAt(text, start)?.text.slice(0, maxQuote) ?? mention.name
  note('title', mention.title)
  note('email', email)
  note('phone', phone)
  note('linkedin_url', profile)
  const line = sentenceAt(text, start)?.text ?? ''
  return {
    name: mention.name,
    firstName: words[0]!,
    lastName: words
      .slice(1)
      .filter((word) => !/^\p{Lu}\.$/u.test(word))
      .join(' '),
    title: mention.title?.text,
    email: quotes.email ? email?.value : undefined,
    phone: quotes.phone ? phone?.value.trim() : undefined,
    linkedinUrl: quotes.linkedin_url ? profile?.value : undefined,
    company: companyNear(text, mention) ?? page.company,
    quotes,
    isFormer: formerPattern.test(line),
  }
}

const completeness = (person: Person) => Object.keys(person.quotes).length

/** The people a text names together with what it says of each; a value counts for a person only where they stand together. */
export const findPeople = (text: string, company?: string): Person[] => {
  const names = findNames(text)
  const mentions = pairTitles(text, names, findTitles(text))
  const page: PageContext = {
    text,
    emails: findEmails(text),
    phones: findPhones(text),
    profiles: findProfiles(text),
    names: names.map((name) => name.text),
    company,
  }
  const best = new Map<string, Person>()
  mentions.forEach((mention, i) => {
    const person = describePerson(
      page,
      mention,
      names.slice(i + 1).find((name) => name.text !== mention.name),
    )
    if (!person.title && !person.email && !person.phone && !person.linkedinUrl) return
    const known = best.get(person.name)
    if (!known || completeness(person) > completeness(known)) best.set(person.name, person)
  })
  return [...best.values()]
}

/** Names of people that occur in a text, whatever is said of them. */
export const findPersonNames = (text: string): string[] => [...new Set(findNames(text).map((name) => name.text))]

/** The lines of a text, for callers that look around a name. */
export const textLines = linesOf
