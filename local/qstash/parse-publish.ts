import { validateHeaderName, validateHeaderValue } from 'node:http'
import { evaluateRetryDelay } from './evaluate-retry-delay.ts'
import type { FlowLimit } from './message.ts'
import { parseDurationMs } from './parse-duration.ts'
import { Refusal } from './refusal.ts'

export type PublishOptions = {
  method: string
  forward: Record<string, string>
  delayMs: number
  notBefore?: number
  deduplicationId?: string
  contentBasedDeduplication: boolean
  retries?: number
  retryDelay?: string
  timeoutMs?: number
  callback?: string
  failureCallback?: string
  flow?: FlowLimit
  labels: string[]
  redact?: string
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const hopByHop = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'upgrade', 'te'])
const forwardPrefix = 'upstash-forward-'
const flowValueError =
  'Upstash-Flow-Control-Value should be either rate=X or parallelism=Y, or both as comma-separated values'

/** Reads a publisher's headers (names in lower case); throws a 400 Refusal naming the header that is wrong. */
export function parsePublish(headers: Record<string, string>): PublishOptions {
  const method = (headers['upstash-method'] || 'POST').toUpperCase()
  if (!methods.includes(method)) throw new Refusal(400, `invalid Upstash-Method: ${method}`)
  return {
    method,
    forward: parseForward(headers),
    delayMs: parseDuration(headers, 'upstash-delay') ?? 0,
    notBefore: parseNotBefore(headers['upstash-not-before']),
    deduplicationId: headers['upstash-deduplication-id'] || undefined,
    contentBasedDeduplication: headers['upstash-content-based-deduplication'] === 'true',
    retries: parseRetries(headers['upstash-retries']),
    retryDelay: parseRetryDelay(headers['upstash-retry-delay']),
    timeoutMs: parseDuration(headers, 'upstash-timeout'),
    callback: parseCallbackUrl(headers, 'upstash-callback'),
    failureCallback: parseCallbackUrl(headers, 'upstash-failure-callback'),
    flow: parseFlow(headers['upstash-flow-control-key'], headers['upstash-flow-control-value']),
    labels: (headers['upstash-label'] ?? '').split(',').flatMap((label) => label.trim() || []),
    redact: headers['upstash-redact-fields'] || undefined,
  }
}

/** The headers under a callback's prefix, as if the callback had been published with them. */
export function callbackHeaders(
  headers: Record<string, string>,
  prefix: 'upstash-callback' | 'upstash-failure-callback',
) {
  const own = Object.entries(headers).filter(([name]) => name.startsWith(`${prefix}-`))
  return Object.fromEntries(own.map(([name, value]) => [`upstash-${name.slice(prefix.length + 1)}`, value]))
}

/** True for a destination that is an address and not a URL group's name. */
export function isHttpUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text)
}

function parseForward(headers: Record<string, string>): Record<string, string> {
  const forward: Record<string, string> = {}
  if (headers['content-type']) forward['content-type'] = headers['content-type']
  for (const [name, value] of Object.entries(headers)) {
    const forwarded = name.slice(forwardPrefix.length)
    if (!name.startsWith(forwardPrefix) || hopByHop.has(forwarded)) continue
    try {
      validateHeaderName(forwarded)
      validateHeaderValue(forwarded, value)
    } catch {
      throw new Refusal(400, `invalid header: ${name}`)
    }
    forward[forwarded] = value
  }
  return forward
}

function parseDuration(headers: Record<string, string>, name: string): number | undefined {
  const text = headers[name]
  if (!text) return undefined
  const ms = parseDurationMs(text)
  if (ms === undefined) throw new Refusal(400, `invalid ${name}: ${text}`)
  return ms
}

function parseNotBefore(text: string | undefined): number | undefined {
  if (!text) return undefined
  if (!/^\d+$/.test(text)) throw new Refusal(400, `invalid upstash-not-before: ${text}`)
  return Number(text) * 1_000
}

function parseRetries(text: string | undefined): number | undefined {
  if (!text) return undefined
  if (!/^\d+$/.test(text)) throw new Refusal(400, `invalid upstash-retries: ${text}`)
  return Number(text)
}

function parseRetryDelay(text: string | undefined): string | undefined {
  if (!text) return undefined
  try {
    evaluateRetryDelay(text, 0)
  } catch (error) {
    throw new Refusal(400, `invalid upstash-retry-delay: ${(error as Error).message}`)
  }
  return text
}

function parseCallbackUrl(headers: Record<string, string>, name: 'upstash-callback' | 'upstash-failure-callback') {
  const url = headers[name]
  if (!url) return undefined
  if (!isHttpUrl(url)) {
    throw new Refusal(400, `invalid ${name}: endpoint has invalid scheme, add http:// or https://`)
  }
  parsePublish(callbackHeaders(headers, name))
  return url
}

function parseFlow(key: string | undefined, value: string | undefined): FlowLimit | undefined {
  if (!key && !value) return undefined
  if (!key) throw new Refusal(400, 'Upstash-Flow-Control-Value needs an Upstash-Flow-Control-Key')
  const limits = { parallelism: 0, rate: 0, period: 1 }
  for (const pair of (value ?? '').split(',')) {
    const [, name, text] = /^\s*(parallelism|rate|period)\s*=\s*(\w+)\s*$/.exec(pair) ?? []
    const number = name === 'period' ? parsePeriodSeconds(text ?? '') : Number(text)
    if (!name || !Number.isInteger(number) || number < 1) throw new Refusal(400, flowValueError)
    limits[name as keyof typeof limits] = number
  }
  if (!limits.parallelism && !limits.rate) throw new Refusal(400, flowValueError)
  return { key, parallelism: limits.parallelism, rate: limits.rate, periodSeconds: limits.period }
}

function parsePeriodSeconds(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : (parseDurationMs(text) ?? 0) / 1_000
}
