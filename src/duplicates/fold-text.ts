import anyAscii from 'any-ascii'

const ASCII = /^[\x20-\x7e]*$/
const PLACEHOLDER =
  /^(?:n\/?a|n\.a\.?|none|null|nil|unknown|undefined|not (?:available|applicable|known|set|provided)|no (?:name|email|phone)|tbd|tba|tbc|test|xx+|[-–—_.?*#/\\ 0]+)$/i

/** True for text that stands for "nothing known": "-", "N/A", "unknown", "0000". Such a value is never evidence. */
export const isPlaceholder = (text: string): boolean => PLACEHOLDER.test(text.trim())

/** The value as text without surrounding blanks, or '' when it is missing or a placeholder. */
export function presentText(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = (typeof value === 'string' ? value : String(value)).trim()
  return text === '' || isPlaceholder(text) ? '' : text
}

/** Lower-case ASCII: diacritics dropped and other scripts transliterated (any-ascii), so "Čapek" and "Capek" agree. */
export const foldText = (text: string): string => (ASCII.test(text) ? text : anyAscii(text)).toLowerCase()

/** One spelling for a letter that is written with a mark, with two letters or with neither: "Müller", "Mueller", "Muller". */
export const closeUmlauts = (folded: string): string => folded.replace(/([aou])e|^aa/g, (pair) => pair[0]!)

/** Folded words and numbers of a text, apostrophes closed up ("O'Brien" is one word). */
export function foldWords(text: string): string[] {
  return (
    foldText(text)
      .replace(/['`]/g, '')
      .match(/[a-z0-9]+/g) ?? []
  )
}
