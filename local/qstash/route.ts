import type { Broker } from './broker.ts'
import { Refusal } from './refusal.ts'

export type ApiRequest = {
  /** the pattern's groups, as they came */
  params: string[]
  query: URLSearchParams
  /** names in lower case */
  headers: Record<string, string>
  body: Buffer
  callerIp: string
}

export type ApiAnswer = { status: number; body?: unknown }

export type Route = {
  method: string
  pattern: RegExp
  /** true when the pattern reads a destination, whose query is its own */
  takesDestination?: boolean
  answer: (broker: Broker, request: ApiRequest) => ApiAnswer | Promise<ApiAnswer>
}

/** A path's parameter that is a name, decoded. */
export function nameParam(request: ApiRequest): string {
  try {
    return decodeURIComponent(request.params[0] ?? '')
  } catch {
    throw new Refusal(400, 'the path is not well encoded')
  }
}

/** The body as a JSON object; throws a 400 Refusal when it is not one. */
export function jsonObject(body: Buffer): Record<string, unknown> {
  const value = parseJson(body)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refusal(400, 'the body must be a JSON object')
  }
  return value as Record<string, unknown>
}

export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new Refusal(400, 'the body is not JSON')
  }
}

/** A page of items after `cursor`, with the cursor of the next page when there is one. */
export function paginate<T>(items: T[], query: URLSearchParams, keyOf: (item: T) => string) {
  const count = Math.min(500, Math.max(1, Number(query.get('count') ?? 100) || 100))
  const cursor = query.get('cursor')
  const begin = cursor ? items.findIndex((item) => keyOf(item) === cursor) + 1 : 0
  const page = items.slice(begin, begin + count)
  const last = page.at(-1)
  return { page, cursor: last && begin + count < items.length ? keyOf(last) : undefined }
}
