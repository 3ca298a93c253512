import { findCompanies } from './find-addresses.ts'
import { titlePattern } from './lexicon.ts'
import type { Span } from './sentences.ts'

export interface Mention {
  name: string
  nameSpan: Span
  title?: Span
}

/** The job titles in a text, without the company that some name behind a comma. */
export const findTitles = (text: string): Span[] => {
  const companies = findCompanies(text)
  return [...text.matchAll(titlePattern)].map((match) => {
    const index = match.index
    const company = companies.find(
      (each) =>
        each.index > index && each.index < index + match[0].length && /,\s*$/.test(text.slice(index, each.index)),
    )
    return cut({ text: match[0], index, end: index + match[0].length }, company?.index)
  })
}

const cut = (title: Span, at: number | undefined): Span => {
  if (at === undefined) return title
  const text = title.text.slice(0, at - title.index).replace(/[\s,]+$/, '')
  return { text, index: title.index, end: title.index + text.length }
}

/**
 * Takes apart what both patterns claim: in "Director Ana Ruiz" the name ends the title, in "Engineer, Robot Telemetry" the
 * words are the title's.
 */
export const separate = (names: Span[], titles: Span[]): { names: Span[]; titles: Span[] } => {
  const holderOf = (name: Span) => titles.find((title) => name.index > title.index && name.index < title.end)
  const isOwn = (name: Span, title: Span) => /^\p{L}+ $/u.test(title.text.slice(0, name.index - title.index))
  const kept = names.filter((name) => {
    const holder = holderOf(name)
    return !holder || isOwn(name, holder)
  })
  return {
    names: kept,
    titles: titles.map((title) =>
      cut(title, kept.find((name) => name.index > title.index && name.index < title.end)?.index),
    ),
  }
}

const maxGap = 90

/** How far apart name and title stand for a reader; undefined when something separates them. */
const distance = (text: string, name: Span, title: Span): number | undefined => {
  const isAfter = title.index >= name.end
  const between = isAfter ? text.slice(name.end, title.index) : text.slice(title.end, name.index)
  if (between.length > maxGap || /[.!?]\s+\p{Lu}/u.test(between)) return undefined
  const lineBreaks = (between.match(/\n/g) ?? []).length
  if (lineBreaks > 3) return undefined
  const isDirect =
    /^[\s,:;|()–—•·-]*$/.test(between) ||
    /^\W*(?:is|was|as|our|the|joins?|joined|appointed|named|has become|becomes?)\b/i.test(between)
  return between.length + lineBreaks * 8 + (isAfter ? 0 : 6) + (isDirect ? 0 : 40)
}

/** Each name with the title that stands nearest to it and to no other name. */
export const pairTitles = (text: string, names: Span[], titles: Span[]): Mention[] => {
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
