/**
 * What one piece of evidence of each kind is worth, as the chance that a field resting on it alone is right. These are
 * starting prices chosen by hand: `measuredConfidence` shows beside each how often people accepted it unchanged.
 */
export const EVIDENCE_KINDS = {
  person_entry: { price: 0.95, needsQuote: false, says: 'typed by a person' },
  company_team_page: { price: 0.9, needsQuote: true, says: "the company's own team page" },
  job_posting: { price: 0.9, needsQuote: true, says: 'the job posting itself' },
  company_page: { price: 0.85, needsQuote: true, says: "the company's own site" },
  company_news: { price: 0.85, needsQuote: true, says: "the company's own news" },
  profile_page: { price: 0.8, needsQuote: true, says: "the person's public profile" },
  wikipedia: { price: 0.75, needsQuote: true, says: 'Wikipedia' },
  register: { price: 0.85, needsQuote: true, says: 'an official register' },
  third_party_page: { price: 0.6, needsQuote: true, says: "somebody else's page" },
  directory: { price: 0.55, needsQuote: true, says: 'a business directory' },
  crm_record: { price: 0.7, needsQuote: false, says: 'another record of this CRM' },
  search_snippet: { price: 0.35, needsQuote: true, says: 'a search result that was not opened' },
  pattern_and_domain: { price: 0.4, needsQuote: false, says: 'a guess from addresses known at this domain' },
  pattern_only: { price: 0.15, needsQuote: false, says: 'a guess from a common pattern' },
} as const satisfies Record<string, { price: number; needsQuote: boolean; says: string }>

export type EvidenceKind = keyof typeof EVIDENCE_KINDS

/** However much agrees, nothing read on the web is certain. */
export const MOST_CONFIDENT = 0.97

/** With another source saying otherwise, a person has to look. */
export const MOST_CONFIDENT_CONTRADICTED = 0.5

/** When the sources against weigh as much as those for it, it is more likely wrong than right. */
export const MOST_CONFIDENT_OUTWEIGHED = 0.3
