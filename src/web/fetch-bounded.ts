import type { Refusal } from './fetchable-address.ts'
import { userAgent } from './user-agent.ts'

const TIMEOUT_MS = 8_000
const MAX_BYTES = 2 * 1024 * 1024

export interface BoundedAnswer {
  status: number
  headers: Headers
  /** Decoded by the charset of the header or the page; empty for what is no text. */
  body: string
}

/** One GET without following redirects, at most 8 s and 2 MiB. What cannot be had is told, not thrown. */
export async function fetchBounded(url: URL): Promise<BoundedAnswer | Refusal> {
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { 'user-agent': userAgent, accept: 'text/html,application/xhtml+xml,text/plain;q=0.8' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const { status, headers } = response
    if (!/^(?:text|application\/xhtml)/i.test(headers.get('content-type') ?? 'text/html') || status >= 300) {
      await response.body?.cancel()
      return { status, headers, body: '' }
    }
    const bytes = await readAtMost(response, MAX_BYTES)
    if (!bytes) return { reason: 'The page is too large to read.', retryable: false }
    return { status, headers, body: decode(bytes, headers.get('content-type') ?? '') }
  } catch (error) {
    const timedOut = (error as Error).name === 'TimeoutError'
    return { reason: timedOut ? 'The site took too long to answer.' : 'The site cannot be reached.', retryable: true }
  }
}

async function readAtMost(response: Response, limit: number): Promise<Uint8Array | undefined> {
  if (!response.body) return new Uint8Array()
  const reader = response.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > limit) {
      await reader.cancel()
      return undefined
    }
    chunks.push(value)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}

// the encoding a page declares stands in its first kilobyte (HTML, 13.2.3.2)
const DECLARED = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i

function decode(bytes: Uint8Array, contentType: string): string {
  const named = /charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1]
  const declared = named ?? DECLARED.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 1024)))?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(declared).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}
