import { foldText } from './fold-text.ts'

export interface Street {
  /** House number without its letter's case or leading zeros: "1393a"; '' when there is none. */
  number: string
  /** Words of the street without its type, ordinals as digits: "5th Avenue" is ["5"]. */
  words: string[]
}

const TYPES = new Set(
  'street st str strasse avenue ave av boulevard blvd blv bd road rd drive dr lane ln la court ct place pl plaza plz square sq terrace ter terr highway hwy parkway pkwy crescent cres cr circuit cct cir circle close cl way wy row walk trail trl alley aly expressway expy freeway fwy rue via calle avenida avda rua straat weg allee platz gasse'.split(
    ' ',
  ),
)
const DIRECTIONS: Record<string, string> = {
  north: 'n',
  south: 's',
  east: 'e',
  west: 'w',
  northeast: 'ne',
  northwest: 'nw',
  southeast: 'se',
  southwest: 'sw',
}
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  )
const UNIT =
  /(?:\b(?:suite|ste|apt|apartment|unit|floor|fl|room|rm|level|flat|villa|shop|lot)\b\.?|#)\s*\d*[a-z]?\b|\b\d+(?:st|nd|rd|th)\s+(?:floor|fl)\b/g

/** Reads a street line: house number and street words, without the unit, the cross streets and the kind of street. */
export function parseStreet(text: string): Street {
  if (text === '') return { number: '', words: [] }
  const line = foldText(text).replace(/['`]/g, '')
  const main = line.replace(/\b(?:between|near|off|opposite|corner of|at)\b.*$/, (rest, at: number) =>
    at > 4 ? '' : rest,
  )
  const tokens =
    main
      .replace(UNIT, ' ')
      .replace(/p\.?\s*o\.?\s*box/g, 'pobox')
      .match(/[a-z0-9]+/g) ?? []
  const numberAt = tokens.findIndex((token) => /^\d/.test(token) && !/^\d+(?:st|nd|rd|th)$/.test(token))
  const words: string[] = []
  for (const [at, token] of tokens.entries()) {
    if (at === numberAt) continue
    const word = streetWord(token)
    if (!TYPES.has(word)) words.push(word)
  }
  if (words.length === 0) words.push(...tokens.filter((_, at) => at !== numberAt))
  return { number: (tokens[numberAt] ?? '').replace(/^0+(?=\d)/, ''), words }
}

function streetWord(token: string): string {
  const ordinal = ORDINALS.indexOf(token)
  if (ordinal > 0) return String(ordinal)
  const digits = /^(\d+)(?:st|nd|rd|th)$/.exec(token)?.[1]
  if (digits !== undefined) return digits
  const direction = DIRECTIONS[token]
  if (direction !== undefined) return direction
  return token.length > 6 ? token.replace(/(?:strasse|str)$/, '').replace(/straat$/, '') : token
}
