import { legalForms, roleMailboxes } from './lexicon.ts'

export interface Found {
  value: string
  index: number
  end: number
}

const collect = (text: string, pattern: RegExp): Found[] =>
  [...text.matchAll(pattern)].map((match) => ({
    value: match[0],
    index: match.index,
    end: match.index + match[0].length,
  }))

const mailPattern = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu
// the first alternative is a number that a page breaks after its area code
const phonePattern =
  /(?<![\w/.-])(?:0\d{3,4}\n\d{6}|(?:\+\d{1,3}[ \t.-]?)?(?:\(0\d*\)|\(?0?\d{1,5}\)?)(?:[ \t./-]?\d{2,5}){2,4})(?![\w/-])/g
const profilePattern = /(?:https?:\/\/)?(?:[a-z]{2,3}\.)?linkedin\.com\/in\/[\w%-]+\/?/gi
const companyProfilePattern = /(?:https?:\/\/)?(?:[a-z]{2,3}\.)?linkedin\.com\/(?:company|school)\/[\w%-]+\/?/gi

export const findEmails = (text: string): Found[] => collect(text, mailPattern)

export const isRoleMailbox = (email: string): boolean => roleMailboxes.test(email.split('@')[0] ?? '')

/** "firstname.lastname@": how addresses are made there, and nobody's. */
export const isPatternMailbox = (email: string): boolean =>
  /^(?:first|last|first[._-]?name|last[._-]?name|surname|given|vorname|nachname|pr[eé]nom|nom|nombre|name|initials?)(?:[._-]|$)/i.test(
    email.split('@')[0] ?? '',
  )

/** Phone numbers: with a country code or a leading zero, and enough digits to be dialled. */
export const findPhones = (text: string): Found[] =>
  collect(text, phonePattern).filter(({ value }) => {
    const digits = value.replace(/\D/g, '')
    const isDate = /^\d{4}-\d{2}-\d{2}$|^\d{2}[./-]\d{2}[./-]\d{4}$/.test(value.trim())
    return digits.length >= 8 && digits.length <= 15 && /^[+(0]/.test(value.trim()) && !isDate
  })

export const findProfiles = (text: string): Found[] => collect(text, profilePattern)

export const findCompanyProfiles = (text: string): Found[] => collect(text, companyProfilePattern)

/** Names that end in a legal form: "Alderpoint Energy Ltd". */
export const findCompanies = (text: string): Found[] =>
  collect(
    text,
    new RegExp(
      String.raw`(?:[\p{Lu}\p{N}][\p{L}\p{N}&'’.-]*(?: (?:&|and|of|und|et) | )){1,5}${legalForms}(?![\p{L}\p{N}])`,
      'gu',
    ),
  )

/** The words of a company name that tell it from others, lower case. */
export const companyCore = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(new RegExp(String.raw`[,\s]+${legalForms}$`, 'u'), '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
