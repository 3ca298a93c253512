const GERMAN: Record<string, string> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ß: 'ss',
  å: 'aa',
  Å: 'Aa',
}
const UNDECOMPOSED: Record<string, string> = { ß: 'ss', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', æ: 'ae', œ: 'oe' }

const isAscii = (text: string) => /^[ -~]*$/.test(text)

/** Letters without their marks: Müller is Muller. */
export const withoutMarks = (text: string): string =>
  isAscii(text)
    ? text
    : text
        .replace(/[ßøØłŁæœ]/g, (letter) => UNDECOMPOSED[letter]!)
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')

/** Letters as the language itself writes them in ASCII: Müller is Mueller. */
export const inAscii = (text: string): string =>
  isAscii(text) ? text : withoutMarks(text.replace(/[äöüÄÖÜßåÅ]/g, (letter) => GERMAN[letter]!))

/** Words with hyphens between them, as in an address of a page. */
export const slugOf = (text: string): string =>
  inAscii(text)
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** Letters and digits only, as in a domain. */
export const lettersOf = (text: string): string =>
  inAscii(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '')

/** The first letter as a capital. */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Every word with a capital, the rest small. */
export const titleCased = (text: string): string =>
  text.toLowerCase().replace(/(^|[\s\-'(/.])(\p{L})/gu, (_, before, letter) => before + letter.toUpperCase())
