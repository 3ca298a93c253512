import type { z } from 'zod'
import { unavailable } from '../errors.ts'
import { withRetries } from '../platform/with-retries.ts'
import { userAgent } from './user-agent.ts'

const TIMEOUT_MS = 10_000

/** One request to an outside JSON service. @throws AppError unavailable, also for an answer of another shape */
export async function fetchJson<T>(service: string, url: string, shape: z.ZodType<T>, init: RequestInit = {}) {
  const body = await withRetries(service, async () => {
    const headers = { 'user-agent': userAgent, accept: 'application/json', ...init.headers }
    const response = await fetch(url, { ...init, headers, signal: AbortSignal.timeout(TIMEOUT_MS) })
    if (response.ok) return await response.json().catch(() => undefined)
    await response.body?.cancel()
    throw Object.assign(new Error(`${service} answered ${response.status}`), {
      status: response.status,
      headers: response.headers,
    })
  })
  const parsed = shape.safeParse(body)
  if (!parsed.success) throw unavailable(`${service} gave an answer that could not be read.`, parsed.error)
  return parsed.data
}
