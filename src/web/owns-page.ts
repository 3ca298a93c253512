import { isPlatformHost } from '../duplicates/shared-hosts.ts'
import { isJobBoard } from './ats-job-id.ts'
import { siteDomain } from './site-domain.ts'

/**
 * Whether a page belongs to the owner of a website. Normally their registrable domains agree; where many owners share one
 * host (a profile on a platform, a folder on a bare IP address) the page must lie below the website's own path.
 */
export const ownsPage = (website: string, address: string): boolean => {
  const site = parseWebsite(website)
  if (!site || !URL.canParse(address)) return false
  const domain = siteDomain(site.href)
  if (domain === '' || domain !== siteDomain(address)) return false
  const folder = site.pathname.replace(/\/+$/, '').toLowerCase()
  const isPlatform = isPlatformHost(domain) || isJobBoard(site.href)
  if (!isPlatform && !(hasNoDomain(domain) && folder !== '')) return true
  const path = new URL(address).pathname.toLowerCase()
  return folder !== '' && (path === folder || path.startsWith(`${folder}/`))
}

const hasNoDomain = (domain: string): boolean => /^(?:[^.]*|[\d.]+|\[.*\])(?::\d+)?$/.test(domain)

const parseWebsite = (website: string): URL | undefined => {
  const written = website.trim()
  const absolute = /^[a-z][a-z\d+.-]*:\/\//i.test(written) ? written : `https://${written}`
  return written !== '' && URL.canParse(absolute) ? new URL(absolute) : undefined
}
