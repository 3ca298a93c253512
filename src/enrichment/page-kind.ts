import type { EvidenceKind } from '../evidence/evidence-kinds.ts'
import { ownsPage } from '../web/owns-page.ts'
import { siteDomain } from '../web/site-domain.ts'

const TEAM_PATH =
  /(?:^|[/_-])(?:team|people|leadership|management|about|about-us|staff|who-we-are|founders?|board|ueber-uns|uber-uns|equipe|om-oss|kontakt|contact)(?:[/_.-]|$)/i
const NEWS_PATH = /(?:^|\/)(?:news|press|blog|posts?|stories|announcements?|aktuelles|actualites|nyheter)(?:[/_.-]|$)/i
const PROFILES = new Set(['linkedin.com', 'xing.com', 'github.com', 'about.me'])
const DIRECTORIES =
  /(?:^|\.)(?:crunchbase|zoominfo|rocketreach|apollo|dnb|opencorporates|northdata|kompass|yellowpages|directory|companies|business-?list)\b|director(?:y|ies)|register|verzeichnis|annuaire/i

/** What kind of evidence a page is for facts about an organization, decided from its address alone. */
export function pageKind(address: string, website: string | null): EvidenceKind {
  const domain = siteDomain(address)
  if (domain === 'wikipedia.org') return 'wikipedia'
  if (PROFILES.has(domain)) return 'profile_page'
  const path = URL.canParse(address) ? new URL(address).pathname : ''
  if (website && ownsPage(website, address)) {
    if (NEWS_PATH.test(path)) return 'company_news'
    return TEAM_PATH.test(path) ? 'company_team_page' : 'company_page'
  }
  return DIRECTORIES.test(URL.canParse(address) ? new URL(address).hostname : '') ? 'directory' : 'third_party_page'
}

/** Pages of a site where people are likely named, best first. */
export const looksLikeTeamPage = (address: string, text: string): boolean =>
  (URL.canParse(address) && TEAM_PATH.test(new URL(address).pathname)) ||
  /\b(?:team|people|leadership|about|management|who we are|über uns|équipe|contact)\b/i.test(text)
