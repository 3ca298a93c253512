import { isPrivateHost } from './private-host.ts'

export interface Refusal {
  reason: string
  retryable: boolean
}

/** Why an address is not read at all, if so: scheme, credentials, odd ports, or a host that is not public. */
export function refuseAddress(url: URL, trustedHosts: string[]): Refusal | undefined {
  const refuse = (reason: string): Refusal => ({ reason, retryable: false })
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse('Only web pages are read.')
  if (url.username || url.password) return refuse('An address with a password in it is not read.')
  if (trustedHosts.includes(url.hostname)) return undefined
  if (isPrivateHost(url.hostname)) return refuse('This address is not on the public web.')
  if (url.port !== '') return refuse('Only the usual ports of the web are read.')
  return undefined
}
