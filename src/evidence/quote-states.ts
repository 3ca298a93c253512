import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { normaliseText } from './normalise-text.ts'
import { findWords } from './verify-quote.ts'

export type StatedAs = 'text' | 'words' | 'email' | 'url' | 'phone' | 'number'

const AT_SIGN = /\s*(?:[[({<]\s*(?:at|ät|arroba|chez)\s*[\])}>]|\s(?:at)\s)\s*/g
const DOT_SIGN = /\s*(?:[[({<]\s*(?:dot|punkt|punto|point)\s*[\])}>]|\s(?:dot)\s)\s*/g

/**
 * Whether the quote itself says the value: a verified quote about something else proves nothing. `words` asks for each
 * word in any order ("VP Sales" in "VP of Sales"), phones and numbers are compared by digits, e-mails also when
 * written "jane [at] acme [dot] com".
 */
export const quoteStates = (value: string, quote: string, as: StatedAs = 'text'): boolean => {
  const said = normaliseText(quote).text
  const wanted = normaliseText(value).text
  if (wanted === '') return false
  switch (as) {
    case 'text':
      return findWords(said, wanted) >= 0
    case 'words':
      return wordsOf(wanted).every((word) => findWords(said, word) >= 0)
    case 'email':
      return findWords(plainAddresses(said), wanted) >= 0 || findWords(said, wanted) >= 0
    case 'url':
      return said.includes(bareAddress(wanted))
    case 'phone':
      return statesPhone(wanted, said)
    case 'number':
      return statesNumber(wanted, said)
  }
}

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []

const plainAddresses = (text: string): string => text.replace(AT_SIGN, '@').replace(DOT_SIGN, '.')

const bareAddress = (url: string): string => url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/+$/, '')

const digitsOf = (text: string): string => text.replace(/\D/g, '')

const statesPhone = (wanted: string, said: string): boolean => {
  const national = parsePhoneNumberFromString(wanted)?.nationalNumber ?? digitsOf(wanted).replace(/^0+/, '')
  return national.length >= 6 && digitsOf(said).includes(national)
}

const SCALES: Record<string, number> = { k: 1e3, m: 1e6, mn: 1e6, million: 1e6, bn: 1e9, billion: 1e9 }
const NUMBER = /(\d[\d.,'\s]*\d|\d)\s?(k|mn|m|million|bn|billion)?(?![\p{L}\d])/gu

const statesNumber = (wanted: string, said: string): boolean => {
  const target = Number(wanted.replace(/[,'\s]/g, ''))
  return [...said.matchAll(NUMBER)].some(([, digits, scale]) =>
    readings(digits!).some((number) => Math.abs(number * (SCALES[scale ?? ''] ?? 1) - target) < 1e-6),
  )
}

// "1.500" is fifteen hundred in Berlin and one and a half in Boston: a page may mean either
const readings = (digits: string): number[] => {
  const bare = digits.replace(/['\s]/g, '')
  return [bare.replace(/,/g, ''), bare.replace(/\./g, '').replace(',', '.')].map(Number)
}
