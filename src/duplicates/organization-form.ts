import { closeUmlauts, foldWords, presentText } from './fold-text.ts'
import { parseLinkedinSlug } from './parse-linkedin-slug.ts'
import { parseMailbox } from './parse-mailbox.ts'
import { type OrganizationName, parseOrganizationName } from './parse-organization-name.ts'
import { parsePhone } from './parse-phone.ts'
import { parseWebAddress } from './parse-web-address.ts'
import { type PlaceForm, placeForm } from './place-form.ts'
import type { SourceRecord } from './source-record.ts'

/** An organization's normalised values: '' where nothing is known. Plain JSON. */
export interface OrganizationForm extends OrganizationName, PlaceForm {
  domain: string
  mailbox: string
  mailDomain: string
  isRoleMailbox: boolean
  phone: string
  linkedin: string
  industry: string[]
}

/** Normalises an organization. */
export function organizationForm(record: SourceRecord): OrganizationForm {
  const text = (field: string) => presentText(record[field])
  const mailbox = parseMailbox(text('email'))
  const place = placeForm(record)
  return {
    ...close(parseOrganizationName(text('name'))),
    ...place,
    domain: parseWebAddress(text('website')),
    mailbox: mailbox.address,
    mailDomain: mailbox.domain,
    isRoleMailbox: mailbox.isRole,
    phone: parsePhone(text('phone'), place.country),
    linkedin: parseLinkedinSlug(text('linkedin_url')),
    industry: foldWords(text('industry')),
  }
}

function close(name: OrganizationName): OrganizationName {
  return {
    ...name,
    words: name.words.map(closeUmlauts),
    compact: closeUmlauts(name.compact),
    closed: closeUmlauts(name.closed),
  }
}
