const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  shy: '\u00ad',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  sbquo: '‚',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  laquo: '«',
  raquo: '»',
  hellip: '…',
  bull: '•',
  middot: '·',
  euro: '€',
  pound: '£',
  cent: '¢',
  yen: '¥',
  copy: '©',
  reg: '®',
  trade: '™',
  deg: '°',
  sect: '§',
  szlig: 'ß',
  aelig: 'æ',
  AElig: 'Æ',
  oelig: 'œ',
  OElig: 'Œ',
  oslash: 'ø',
  Oslash: 'Ø',
  aring: 'å',
  Aring: 'Å',
  ccedil: 'ç',
  Ccedil: 'Ç',
  eth: 'ð',
  thorn: 'þ',
  inodot: 'ı',
  scaron: 'š',
  Scaron: 'Š',
  zcaron: 'ž',
  ccaron: 'č',
  lstrok: 'ł',
  Lstrok: 'Ł',
}

const COMBINING: Record<string, string> = {
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  uml: '\u0308',
  tilde: '\u0303',
}
const ACCENTED = /^([A-Za-z])(acute|grave|circ|uml|tilde)$/
const MAX_CODE_POINT = 0x10ffff

/** The entity written at the start of `text`, decoded, with its written length; nothing where there is none. */
export const entityAt = (text: string): { length: number; value: string } | undefined => {
  const found = /^&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}));/.exec(text)
  if (!found) return undefined
  const [written, decimal, hexadecimal, name] = found
  const value = name ? named(name) : fromCode(decimal ? Number(decimal) : Number.parseInt(hexadecimal!, 16))
  return value === undefined ? undefined : { length: written.length, value }
}

const named = (name: string): string | undefined => {
  if (Object.hasOwn(NAMED, name)) return NAMED[name]
  const accented = ACCENTED.exec(name)
  return accented ? (accented[1]! + COMBINING[accented[2]!]!).normalize('NFC') : undefined
}

const fromCode = (code: number): string | undefined =>
  code > 0 && code <= MAX_CODE_POINT && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : undefined
