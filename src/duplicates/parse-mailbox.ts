import { parseWebAddress } from './parse-web-address.ts'
import { isFreemail, isRoleMailbox } from './shared-hosts.ts'

export interface Mailbox {
  /** The address as the mail server reads it: no plus tag, at gmail no dots; '' when there is none. */
  address: string
  local: string
  /** Registrable domain; '' for a mail provider's, where the domain says nothing. */
  domain: string
  isRole: boolean
}

const NONE: Mailbox = { address: '', local: '', domain: '', isRole: false }
const DOTLESS = new Set(['gmail.com', 'googlemail.com'])

/** Reads an e-mail address. One without a readable domain keeps its text, so that a typing error can still be compared. */
export function parseMailbox(text: string): Mailbox {
  const bare = text
    .toLowerCase()
    .replace(/^mailto:/, '')
    .replace(/^.*<([^>]+)>.*$/, '$1')
    .replace(/\s/g, '')
  if (bare.length < 5) return NONE
  const at = bare.lastIndexOf('@')
  if (at < 1) return { address: bare, local: bare, domain: '', isRole: false }
  const host = bare.slice(at + 1)
  const untagged = bare.slice(0, at).replace(/\+.*$/, '')
  const local = DOTLESS.has(host) ? untagged.replace(/\./g, '') : untagged
  if (local === '' || host === '') return NONE
  const provider = host === 'googlemail.com' ? 'gmail.com' : host
  const domain = isFreemail(provider) ? '' : parseWebAddress(host)
  return { address: `${local}@${provider}`, local, domain, isRole: isRoleMailbox(local) }
}
