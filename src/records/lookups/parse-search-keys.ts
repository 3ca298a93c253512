import { findDomain } from '../find-domain.ts'

/** What a search text may be besides a name: an id, an e-mail address, a web address or domain, a phone number. */
export interface SearchKeys {
  id?: number
  email?: string
  /** As `website_host` has them: without www; the registrable domain beside the host itself. */
  hosts?: string[]
  /** As `phone_key` has it: the last eight digits. */
  phone?: string
}

const ID = /^(?:[a-z_]+\s+)?#?(\d{1,15})$/i
const EMAIL = /^[^\s@]+@([^\s@]+\.[^\s@]+)$/
const HOST = /^(?:https?:\/\/)?(?:www\.)?([^\s/:?#@]+\.[^\s/:?#@]{2,})(?:[/:?#]\S*)?$/i
const PHONE = /^\+?[\d\s().\-/]{6,30}$/

/** Reads the keys in a text; none in what can only be a name. */
export function parseSearchKeys(text: string): SearchKeys {
  const asked = text.trim()
  const id = ID.exec(asked)?.[1]
  const email = EMAIL.exec(asked)
  const host = (email?.[1] ?? HOST.exec(asked)?.[1])?.toLowerCase()
  const digits = PHONE.test(asked) ? asked.replace(/\D/g, '') : ''
  const hosts = host && [...new Set([host, findDomain(host) ?? host])]
  return {
    ...(id && { id: Number(id) }),
    ...(email && { email: asked.toLowerCase() }),
    ...(hosts && { hosts }),
    ...(digits.length >= 6 && { phone: digits.slice(-8) }),
  }
}
