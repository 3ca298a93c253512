import type { FieldEvidence } from '../proposals/draft.ts'
import type { Evidence } from './evidence.ts'
import { priceEvidence } from './price-evidence.ts'

/** Evidence as a proposal keeps it, with the confidence it is worth; what speaks against a value is shown too, last. */
export function proposalEvidence(evidence: Evidence[]): FieldEvidence[string] {
  const ordered = [...evidence].sort((a, b) => Number(a.contradicts ?? false) - Number(b.contradicts ?? false))
  return {
    confidence: priceEvidence(evidence),
    items: ordered.map((item) => ({
      url: item.url || null,
      title: item.title || null,
      quote: item.quote || null,
      retrieved_at: item.retrievedAt,
      quote_verified: item.quoteVerified,
      kind: item.kind,
      method: item.contradicts ? 'says otherwise' : 'on page',
    })),
  }
}
