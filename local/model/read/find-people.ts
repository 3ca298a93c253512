import {
  companyCore,
  type Found,
  findCompanies,
  findEmails,
  findPhones,
  findProfiles,
  isPatternMailbox,
  isRoleMailbox,
} from './find-addresses.ts'
import { findNames } from './find-names.ts'
import { isMailOf } from './is-mail-of.ts'
import { legalForms } from './lexicon.ts'
import { findTitles, type Mention, pairTitles, separate } from './pair-titles.ts'
import { type Span, sentenceAt } from './sentences.ts'

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

const maxQuote = 280

// a piece with a gap in it looks shortened, and is not believed even where the page itself has the gap
const isWholePiece = (quote: string) => quote.length <= maxQuote && !/…|\.{3}/.test(quote)

const quoteBetween = (text: string, a: Span, b: { index: number; end: number }): string | undefined => {
  const sentence = sentenceAt(text, a.index)
  if (sentence && b.index >= sentence.index && b.end <= sentence.end && isWholePiece(sentence.text))
    return sentence.text
  const quote = text.slice(Math.min(a.index, b.index), Math.max(a.end, b.end))
  return isWholePiece(quote) ? quote : undefined
}

const organization = String.raw`((?:[\p{Lu}\p{N}][\p{L}\p{N}&'’-]*(?: (?:&|and) | )?){1,4}(?:${legalForms})?)`
const employers = [
  new RegExp(String.raw`^[^.]{0,40}?\b(?:at|bei|chez|hos|på|presso|joins?)\s+${organization}`, 'u'),
  new RegExp(String.raw`^[^.]{0,24}?\b(?:of|for|der|de|von)\s+${organization}`, 'u'),
]

const companyNear = (text: string, mention: Mention, next: Span | undefined): string | undefined => {
  const { nameSpan, title } = mention
  const isBehind = title !== undefined && title.index > nameSpan.index
  const upTo = (at: number, end: number) => text.slice(at, Math.min(at + 80, end)).split('\n')[0] ?? ''
  const last = next?.index ?? text.length
  // "Owen joins Kestrel as VP" names the company before the title
  const pieces = isBehind ? [upTo(title.end, last), upTo(nameSpan.end, title.index)] : [upTo(nameSpan.end, last)]
  for (const after of pieces) {
    const named = employers.map((pattern) => pattern.exec(after)?.[1]?.trim()).find(Boolean)
    if (named) return named
  }
  return undefined
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

const ownLine =
  /^\W*(?:(?:direct |mobile )?(?:tel|telephone|phone|mobile|direct|dial|t|m|p|e|e-?mail|mail|contact|linkedin|telefon|mobil|tél|téléphone|tfn|tlf)\b\W*)*$/i

/** What stands with a person: on a line that names them, or on one that holds nothing but ways to reach somebody. */
const besideOf = (text: string, { nameSpan, title }: Mention, to: number) => {
  const named = [nameSpan.index, ...(title ? [title.index] : [])]
  return (found: Found[]): Found[] =>
    found.filter(({ index, end }) => {
      if (index < nameSpan.index || index >= to) return false
      const start = text.lastIndexOf('\n', index) + 1
      const stop = text.indexOf('\n', end)
      const line = text.slice(start, stop < 0 ? undefined : stop)
      const rest = line.replace(/\S+@\S+|(?:https?:\/\/)?\S*linkedin\.com\S*|[+(]?\d[\d\s()./-]{6,}\d/g, ' ')
      return ownLine.test(rest) || named.some((at) => at >= start && at < start + line.length)
    })
}

const describePerson = (page: PageContext, mention: Mention, next: Span | undefined): Person => {
  const { text, emails, phones, profiles, names } = page
  const end = blockEnd(text, mention, next)
  const start = mention.nameSpan.index
  const beside = besideOf(text, mention, end)
  const inBlock = beside(emails)
  const email =
    emails.find(({ value }) => isMailOf(value, mention.name)) ??
    inBlock.find(
      ({ value }) =>
        !isRoleMailbox(value) && !isPatternMailbox(value) && !names.some((other) => isMailOf(value, other)),
    )
  const phone = beside(phones)[0]
  const profile = beside(profiles)[0]
  const words = mention.name.split(/\s+/)
  const quotes: Record<string, string> = {}
  const note = (field: string, found: { index: number; end: number } | undefined) => {
    const quote = found && quoteBetween(text, mention.nameSpan, found)
    if (quote) quotes[field] = quote
  }
  const own = sentenceAt(text, start)?.text.slice(0, maxQuote)
  quotes.name = own && isWholePiece(own) ? own : mention.name
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
    phone: quotes.phone ? phone?.value.trim().replace(/\s+/g, ' ') : undefined,
    linkedinUrl: quotes.linkedin_url ? profile?.value : undefined,
    company: companyNear(text, mention, next) ?? page.company,
    quotes,
    isFormer: formerPattern.test(line),
  }
}

const completeness = (person: Person) => Object.keys(person.quotes).length

/** Whether the words are a company's: "Corvid Recruiting" on a page of Corvid Recruiting Ltd. */
const isCompanyName = (name: string, companies: string[]) =>
  companies.some((core) => core === companyCore(name) || core.startsWith(`${companyCore(name)} `))

/** The people a text names together with what it says of each; a value counts for a person only where they stand together. */
export const findPeople = (text: string, company?: string): Person[] => {
  const companies = findCompanies(text).map(({ value }) => companyCore(value))
  const { names, titles } = separate(
    findNames(text).filter(({ text: name }) => !isCompanyName(name, companies)),
    findTitles(text),
  )
  const mentions = pairTitles(text, names, titles)
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
