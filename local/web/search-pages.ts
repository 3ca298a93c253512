import type { Page } from './page.ts'
import { parseSearchQuery, type SearchQuery, searchWords } from './parse-search-query.ts'

interface Entry {
  page: Page
  url: URL
  words: string[]
  title: Set<string>
  counts: Map<string, number>
  length: number
}

export interface SearchHit {
  page: Page
  url: URL
  snippet: string
}

const titleWeight = 3
const k1 = 1.2
const b = 0.75

const countWords = (words: string[], titleWords: string[], addressWords: string[]) => {
  const counts = new Map<string, number>()
  const add = (list: string[], weight: number) => {
    for (const word of list) counts.set(word, (counts.get(word) ?? 0) + weight)
  }
  add(words, 1)
  add(titleWords, titleWeight)
  add(addressWords, 1)
  return counts
}

const createEntry = (page: Page, url: URL): Entry => {
  const words = searchWords(`${page.title}\n${page.text}`)
  const titleWords = searchWords(page.title)
  return {
    page,
    url,
    words,
    title: new Set(titleWords),
    counts: countWords(words, titleWords, searchWords(url.host + url.pathname)),
    length: words.length,
  }
}

const hasSequence = (words: string[], phrase: string[]) =>
  words.some((_, start) => phrase.every((word, i) => words[start + i] === word))

const onSite = (url: URL, site: string) => {
  const [host = '', ...path] = site.split('/')
  const hostMatches = url.host === host || url.host.endsWith(`.${host}`)
  return hostMatches && (path.length === 0 || url.pathname.startsWith(`/${path.join('/')}`))
}

const isAdmitted = (entry: Entry, query: SearchQuery) => {
  const bare = entry.words.filter((word) => !/[.@&]/.test(word))
  return (
    (query.sites.length === 0 || query.sites.some((site) => onSite(entry.url, site))) &&
    query.phrases.every((phrase) => hasSequence(bare, phrase)) &&
    query.alternatives.every((group) => group.some((phrase) => hasSequence(bare, phrase))) &&
    !query.excluded.some((phrase) => hasSequence(bare, phrase)) &&
    query.titleTerms.every((word) => entry.title.has(word))
  )
}

const createSnippet = (text: string, terms: string[]): string => {
  const wanted = new Set(terms)
  const pieces = text.split(/\n+|(?<=[.!?])\s+/).map((piece) => piece.replace(/\s+/g, ' ').trim())
  const scored = pieces
    .map((piece, i) => ({ i, score: new Set(searchWords(piece).filter((word) => wanted.has(word))).size }))
    .sort((x, y) => y.score - x.score || x.i - y.i)
  const best = scored[0]?.i ?? 0
  const snippet = pieces
    .slice(best, best + 4)
    .filter(Boolean)
    .join(' ')
  return snippet.length > 180 ? `${snippet.slice(0, 176).replace(/\s\S*$/, '')} ...` : snippet
}

/**
 * Builds a ranked search over the pages: BM25 (Robertson and Spärck Jones) over title, text and address, times the
 * share of the asked words that occur, so that a page about one rare word does not win over a page about all of them.
 */
export const createSearch = (pages: Page[]): ((q: string) => SearchHit[]) => {
  const entries = pages
    .filter((page) => page.listed && page.status === 200 && page.text)
    .flatMap((page) => [page.url, ...page.listedAs].map((url) => createEntry(page, url)))
  const averageLength = entries.reduce((sum, entry) => sum + entry.length, 0) / Math.max(1, entries.length)
  const documentsWith = new Map<string, number>()
  for (const entry of entries)
    for (const word of entry.counts.keys()) documentsWith.set(word, (documentsWith.get(word) ?? 0) + 1)

  const idf = (word: string) => {
    const n = documentsWith.get(word) ?? 0
    return Math.log(1 + (entries.length - n + 0.5) / (n + 0.5))
  }
  const score = (entry: Entry, terms: string[]) => {
    let sum = 0
    let weight = 0
    let matched = 0
    for (const term of terms) {
      const tf = entry.counts.get(term) ?? 0
      weight += idf(term)
      if (tf === 0) continue
      matched += idf(term)
      sum += (idf(term) * tf * (k1 + 1)) / (tf + k1 * (1 - b + (b * entry.length) / averageLength))
    }
    return weight === 0 ? 0 : (sum * matched) / weight
  }

  return (q) => {
    const query = parseSearchQuery(q)
    const terms = [...new Set(query.terms)]
    const siteOnly = terms.length === 0 && query.sites.length > 0
    return entries
      .filter((entry) => isAdmitted(entry, query))
      .map((entry) => ({ entry, score: siteOnly ? 1 : score(entry, terms) }))
      .filter((hit) => hit.score > 0)
      .sort((x, y) => y.score - x.score || x.entry.url.href.localeCompare(y.entry.url.href))
      .map(({ entry }) => ({ page: entry.page, url: entry.url, snippet: createSnippet(entry.page.text, terms) }))
  }
}
