import { isJobBoard } from '../web/ats-job-id.ts'
import { canonicalUrl } from '../web/canonical-url.ts'
import { ownsPage } from '../web/owns-page.ts'
import { mirroredAddress } from '../web/page-address.ts'
import type { Page, SearchResult } from '../web/web.ts'
import { looksLikeTeamPage } from './page-kind.ts'

/** Strangers' pages are a second opinion; two of a search are enough beside the organization's own. */
const LEAST_OTHERS = 2

/** Team-like pages of the organization's own site first, then what search found, each page once. */
export function chooseAddresses(
  website: string | null,
  home: Page | undefined,
  results: SearchResult[],
  most: number,
): string[] {
  const isOwn = (url: string) => website !== null && ownsPage(website, mirroredAddress(url))
  const linked = (home?.links ?? []).filter(({ url, text }) => isOwn(url) && looksLikeTeamPage(url, text))
  const found = results.map(({ url }) => url).filter((url) => !isJobBoard(mirroredAddress(url)))
  const seen = new Set(home ? [keyOf(home.finalUrl), keyOf(home.url)] : [])
  const unseen = (url: string) => !seen.has(keyOf(url)) && seen.add(keyOf(url)) !== undefined
  const own = [...linked.map(({ url }) => url), ...found.filter(isOwn)].filter(unseen)
  const others = found.filter((url) => !isOwn(url)).filter(unseen)
  const places = Math.min(others.length, LEAST_OTHERS)
  return [...own.slice(0, most - places), ...others].slice(0, most)
}

const keyOf = (url: string) => canonicalUrl(mirroredAddress(url)) ?? url
