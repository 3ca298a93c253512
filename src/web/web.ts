/** The web as the product knows it: search results and pages, both only data. */
export interface SearchResult {
  title: string
  url: string
  snippet: string
  /** When the search takes the page to be from, as it writes it ("Nov 24, 2026"); not for every page, and never exact. */
  date?: string
}

export interface Page {
  /** The address asked for, and the one that answered after redirects. */
  url: string
  finalUrl: string
  status: number
  title: string
  /** Readable text with one line per block; links and addresses kept. */
  text: string
  /** Absolute http(s) addresses linked from the page, in order, at most 200. */
  links: { url: string; text: string }[]
  /** Until when a posting's structured data says it is open, a date or a time. */
  validThrough?: string
  /** ISO 8601 UTC. */
  retrievedAt: string
}

/** Why a page could not be read, as a sentence for the timeline. `retryable` where another try may help. */
export interface UnreadPage {
  url: string
  unread: string
  retryable: boolean
}

export interface Web {
  /** @throws AppError unavailable on an outage or an exhausted quota */
  search(query: string, limit?: number): Promise<SearchResult[]>
  /** Encyclopedia articles on a subject, best first. @throws AppError unavailable */
  encyclopedia(query: string, limit?: number): Promise<(SearchResult & { text: string })[]>
  /** Reads one page within limits of size, time, redirects, content type and robots; never throws for a page. */
  read(url: string): Promise<Page | UnreadPage>
}

export const isRead = (page: Page | UnreadPage): page is Page => !('unread' in page)
