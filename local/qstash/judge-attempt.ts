import { evaluateRetryDelay } from './evaluate-retry-delay.ts'
import type { Attempt } from './message.ts'
import { parseDurationMs } from './parse-duration.ts'

export type Verdict = { kind: 'delivered' } | { kind: 'retry'; delayMs: number } | { kind: 'failed' }

const dayMs = 86_400_000
const retryHeaders = ['Retry-After', 'X-Ratelimit-Reset', 'X-Ratelimit-Reset-Requests', 'X-Ratelimit-Reset-Tokens']

/**
 * Decides what an attempt means: 2xx delivers, 489 with Upstash-NonRetryable-Error ends, all else is retried while
 * retries are left. Delays are unscaled milliseconds. Source: Upstash, QStash features/retry.
 */
export function judgeAttempt(
  message: { retried: number; maxRetries: number; retryDelay?: string },
  attempt: Attempt,
  now: number,
): Verdict {
  if (attempt.kind === 'response') {
    if (attempt.status >= 200 && attempt.status < 300) return { kind: 'delivered' }
    const nonRetryable = attempt.header['Upstash-Nonretryable-Error']?.[0]?.trim().toLowerCase() === 'true'
    if (attempt.status === 489 && nonRetryable) return { kind: 'failed' }
  }
  if (message.retried >= message.maxRetries) return { kind: 'failed' }
  return { kind: 'retry', delayMs: retryDelayMs(message, attempt, now) }
}

function retryDelayMs(message: { retried: number; retryDelay?: string }, attempt: Attempt, now: number): number {
  const asked = attempt.kind === 'response' ? askedDelayMs(attempt.header, now) : undefined
  if (asked !== undefined && asked <= dayMs) return asked
  if (asked === undefined && message.retryDelay) {
    const delay = evaluateRetryDelay(message.retryDelay, message.retried)
    return Number.isNaN(delay) ? 0 : Math.min(dayMs, Math.max(0, delay))
  }
  return Math.min(dayMs, Math.exp(2.5 * (message.retried + 1)) * 1_000)
}

function askedDelayMs(header: Record<string, string[]>, now: number): number | undefined {
  for (const name of retryHeaders) {
    const text = header[name]?.[0]?.trim()
    if (!text) continue
    if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1_000
    const duration = parseDurationMs(text)
    if (duration !== undefined) return duration
    const date = Date.parse(text)
    if (!Number.isNaN(date)) return Math.max(0, date - now)
  }
  return undefined
}
