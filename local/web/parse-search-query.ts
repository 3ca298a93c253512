import anyAscii from 'any-ascii'

export interface SearchQuery {
  terms: string[]
  /** Word sequences that have to occur. */
  phrases: string[][]
  /** Of each group, one phrase or word has to occur. */
  alternatives: string[][][]
  excluded: string[][]
  /** Host, or host and start of the path. */
  sites: string[]
  titleTerms: string[]
}

const stopWords = new Set(
  'a an and are as at be by for from how in is it of on or that the this to was what when where which who with'.split(
    ' ',
  ),
)

const stem = (word: string) => (word.length > 4 && /[^s]s$/.test(word) ? word.slice(0, -1) : word)

/** Words as the index knows them: no diacritics, lower case, plural s dropped. */
export const searchWords = (text: string): string[] =>
  (
    anyAscii(text)
      .toLowerCase()
      .match(/[a-z0-9]+(?:[.@+#&][a-z0-9]+)*[+#]*/g) ?? []
  ).flatMap((word) => (/[.@&]/.test(word) ? [word, ...word.split(/[.@&]/).map(stem)] : [stem(word)]))

const phraseWords = (text: string) => searchWords(text).filter((word) => !/[.@&]/.test(word))

interface Token {
  negated: boolean
  operator?: string
  quoted: boolean
  text: string
}

const tokenize = (q: string): (Token | 'OR')[] =>
  [
    ...q
      .replace(/[“”„]/g, '"')
      .replace(/[()]/g, ' ')
      .matchAll(/(-?)(?:(site|intitle|inurl):)?(?:"([^"]*)"?|([^\s"]+))/gi),
  ].map(([whole, minus, operator, quoted, bare]) =>
    whole === 'OR' || whole === '|'
      ? 'OR'
      : {
          negated: minus === '-',
          operator: operator?.toLowerCase(),
          quoted: quoted !== undefined,
          text: quoted ?? bare ?? '',
        },
  )

/** Reads the operators people use: "phrases", OR, -not, site:, intitle:. Everything else is a word that helps. */
export const parseSearchQuery = (q: string): SearchQuery => {
  const query: SearchQuery = { terms: [], phrases: [], alternatives: [], excluded: [], sites: [], titleTerms: [] }
  const tokens = tokenize(q)
  let group: string[][] | undefined
  tokens.forEach((token, i) => {
    if (token === 'OR') return
    const words = phraseWords(token.text)
    if (token.operator === 'site') {
      if (!token.negated)
        query.sites.push(
          token.text
            .toLowerCase()
            .replace(/^https?:\/\//, '')
            .replace(/\/$/, ''),
        )
      return
    }
    if (words.length === 0) return
    if (token.negated) {
      query.excluded.push(words)
      return
    }
    query.terms.push(...words.filter((word) => !stopWords.has(word)))
    if (token.operator === 'intitle') query.titleTerms.push(...words)
    if (tokens[i - 1] === 'OR' && group) group.push(words)
    else if (tokens[i + 1] === 'OR') {
      group = [words]
      query.alternatives.push(group)
    } else if (token.quoted) query.phrases.push(words)
  })
  return query
}
