import { closeUmlauts, foldWords, presentText } from './fold-text.ts'
import { parseBirthDate } from './parse-birth-date.ts'
import { parseLinkedinSlug } from './parse-linkedin-slug.ts'
import { parseMailbox } from './parse-mailbox.ts'
import { parseOrganizationName } from './parse-organization-name.ts'
import { type PersonName, parsePersonName } from './parse-person-name.ts'
import { parsePhone } from './parse-phone.ts'
import { type PlaceForm, placeForm } from './place-form.ts'
import type { SourceRecord } from './source-record.ts'

/** A person's normalised values: strings are '' and numbers 0 where nothing is known. Plain JSON. */
export interface PersonForm extends PersonName, PlaceForm {
  birth: number
  mailbox: string
  mailLocal: string
  mailDomain: string
  isRoleMailbox: boolean
  phone: string
  linkedin: string
  company: string[]
  title: string[]
}

/** Normalises an individual or a contact; `company` is the name of the organization the person works for, if known. */
export function personForm(record: SourceRecord): PersonForm {
  const text = (field: string) => presentText(record[field])
  const mailbox = parseMailbox(text('email'))
  const place = placeForm(record)
  const linkedin = parseLinkedinSlug(text('linkedin_url'))
  const name = parsePersonName(text('first_name'), text('last_name'))
  return {
    ...name,
    given: spelledOut(name, mailbox.local, linkedin),
    ...place,
    birth: parseBirthDate(record.birth_date),
    mailbox: mailbox.address,
    mailLocal: mailbox.local,
    mailDomain: mailbox.domain,
    isRoleMailbox: mailbox.isRole,
    phone: parsePhone(text('phone'), place.country),
    linkedin,
    company: parseOrganizationName(text('company')).words,
    title: foldWords(text('title')),
  }
}

const SHORTEST_GIVEN = 3

/** A given name that is written as an initial, and in full in the person's own mailbox or page: "D. Henderson", douglas.henderson@. */
function spelledOut({ given, family }: PersonName, ...owned: string[]): string[] {
  const [initial, ...others] = given
  if (initial?.length !== 1 || family === '') return given
  for (const text of owned) {
    const [first, ...rest] = foldWords(text)
    const spelled = closeUmlauts(rest.join('')).startsWith(family) ? first! : ''
    if (spelled.length >= SHORTEST_GIVEN && spelled[0] === initial) return [spelled, ...others]
  }
  return given
}
