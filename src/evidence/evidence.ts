import type { EvidenceKind } from './evidence-kinds.ts'

/** What supports one proposed field. `kind` is decided by code from the page, never by the model that read it. */
export interface Evidence {
  kind: EvidenceKind
  /** Empty where nothing was read, as for a guess from a pattern. */
  url: string
  /** Who speaks: the page's registrable domain. Two pages of one site are one voice. */
  site: string
  title: string
  quote: string
  /** ISO 8601, UTC. */
  retrievedAt: string
  quoteVerified: boolean
  /** A page that says something else about the same field counts against it. */
  contradicts?: boolean
}
