import { parse } from 'tldts'
import { isPlatformHost } from './shared-hosts.ts'

/**
 * What identifies a website: its registrable domain ("www.shop.acme.co.uk/x" is "acme.co.uk"; a shop's own name below
 * "myshopify.com" counts as registrable), or host and page on a platform ("facebook.com/acme"). '' when neither is there.
 */
export function parseWebAddress(text: string): string {
  if (text === '') return ''
  const { domain, isIp } = parse(text.trim().toLowerCase(), { allowPrivateDomains: true, validateHostname: true })
  if (domain === null || isIp) return ''
  return isPlatformHost(domain) ? platformPage(text, domain) : domain
}

function platformPage(text: string, domain: string): string {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
  const host = bare.replace(/[/?#:].*$/, '')
  const owner = host.endsWith(`.${domain}`) ? host.slice(0, -domain.length - 1).replace(/^www\.?/, '') : ''
  if (owner.length > 2 && !/^(?:m|mobile|en|de|fr|maps|sites|business|about|[a-z]{2})$/.test(owner))
    return `${owner}.${domain}`
  const path = bare.slice(host.length).replace(/[?#].*$/, '')
  const page = path
    .split('/')
    .filter((part) => part !== '' && !/^(?:company|in|biz|pages?|user|channel|c|pub|school|shop)$/.test(part))[0]
  return page === undefined || page.length < 3 ? '' : `${domain}/${page.replace(/^@/, '')}`
}
