import type { Answer } from './answer.ts'
import { json } from './answer.ts'
import { servedPath } from './page.ts'
import { formatSearchDate } from './render-dates.ts'
import type { SearchHit } from './search-pages.ts'

interface SerperRequest {
  q?: unknown
  num?: unknown
  page?: unknown
  gl?: unknown
  hl?: unknown
}

const graphOf = (q: string, hits: SearchHit[], origin: string) => {
  const asked = q.toLowerCase()
  const hit = hits.find(({ page }) => page.entity && asked.includes(page.entity.name.toLowerCase()))
  if (!hit?.page.entity) return undefined
  return {
    title: hit.page.entity.name,
    type: hit.page.entity.type,
    website: `${origin}${servedPath(new URL('/', hit.page.url))}`,
    description: hit.snippet,
    descriptionLink: `${origin}${servedPath(hit.page.url)}`,
  }
}

const answerOne = (request: SerperRequest, search: (q: string) => SearchHit[], origin: string) => {
  const q = String(request.q)
  const num = Math.min(100, Number(request.num) || 10)
  const page = Math.max(1, Number(request.page) || 1)
  const hits = search(q)
  const organic = hits.slice((page - 1) * num, page * num).map((hit, i) => ({
    title: hit.page.title,
    link: `${origin}${servedPath(hit.url)}`,
    snippet: hit.snippet,
    ...(hit.page.publishedAt ? { date: formatSearchDate(hit.page.publishedAt) } : {}),
    position: i + 1,
  }))
  const knowledgeGraph = graphOf(q, hits, origin)
  return {
    searchParameters: {
      q,
      gl: request.gl ?? 'us',
      hl: request.hl ?? 'en',
      num,
      page,
      type: 'search',
      engine: 'google',
    },
    ...(knowledgeGraph ? { knowledgeGraph } : {}),
    organic,
    credits: num > 10 ? 2 : 1,
  }
}

/** Serper's `/search`: one query or a list of them, with a key. */
export const answerSerper = (
  body: unknown,
  key: string | undefined,
  search: (q: string) => SearchHit[],
  origin: string,
): Answer => {
  if (!key) return json(403, { message: 'Unauthorized.', statusCode: 403 })
  const requests = (Array.isArray(body) ? body : [body]) as SerperRequest[]
  if (requests.some((request) => typeof request?.q !== 'string' || request.q.trim() === ''))
    return json(400, { message: 'Missing query parameter', statusCode: 400 })
  const answers = requests.map((request) => answerOne(request, search, origin))
  return json(200, Array.isArray(body) ? answers : answers[0])
}
