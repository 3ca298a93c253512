import { z } from 'zod'
import { fetchJson } from './fetch-json.ts'
import type { SearchResult } from './web.ts'

const Answer = z.object({
  query: z
    .object({
      pages: z.array(
        z.object({
          title: z.string(),
          extract: z.string().catch(''),
          fullurl: z.string().optional(),
          index: z.number().catch(0),
        }),
      ),
    })
    .optional(),
})

const SNIPPET = 300

/** Articles of Wikipedia by MediaWiki's action API, best first, with their introductions. @throws AppError unavailable */
export async function encyclopediaSearch(
  baseUrl: string,
  query: string,
  limit: number,
): Promise<(SearchResult & { text: string })[]> {
  const base = baseUrl.replace(/\/+$/, '')
  const params = new URLSearchParams({
    action: 'query',
    generator: 'search',
    gsrsearch: query.slice(0, 300),
    gsrlimit: String(limit),
    prop: 'extracts|info',
    exintro: '1',
    explaintext: '1',
    exlimit: 'max',
    inprop: 'url',
    format: 'json',
    formatversion: '2',
  })
  const answer = await fetchJson('Wikipedia', `${base}/w/api.php?${params}`, Answer)
  return (answer.query?.pages ?? [])
    .sort((a, b) => a.index - b.index)
    .map(({ title, extract, fullurl }) => ({
      title,
      url: fullurl ?? `${base}/wiki/${encodeURIComponent(title.replaceAll(' ', '_'))}`,
      snippet: extract.slice(0, SNIPPET),
      text: extract,
    }))
}
