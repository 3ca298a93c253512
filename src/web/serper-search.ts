import { z } from 'zod'
import { fetchJson } from './fetch-json.ts'
import type { SearchResult } from './web.ts'

const Answer = z.object({
  organic: z
    .array(
      z.object({
        title: z.string().catch(''),
        link: z.string(),
        snippet: z.string().catch(''),
        date: z.string().optional().catch(undefined),
      }),
    )
    .catch([]),
})

const MAX_QUERY = 300

/** Google's results by Serper (https://serper.dev), best first. @throws AppError unavailable */
export async function serperSearch(
  { url, key }: { url: string; key: string },
  query: string,
  limit: number,
): Promise<SearchResult[]> {
  const answer = await fetchJson('The web search', `${url.replace(/\/+$/, '')}/search`, Answer, {
    method: 'POST',
    headers: { 'X-API-KEY': key, 'content-type': 'application/json' },
    body: JSON.stringify({ q: query.slice(0, MAX_QUERY), num: limit }),
  })
  return answer.organic
    .filter(({ link }) => /^https?:\/\//i.test(link))
    .slice(0, limit)
    .map(({ title, link, snippet, date }) => ({ title, url: link, snippet, ...(date ? { date } : {}) }))
}
