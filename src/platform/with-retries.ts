import { AppError } from '../errors.ts'

interface Failure {
  status?: number
  headers?: Headers | Record<string, string>
  name?: string
}

const TRIES = 3
const FIRST_WAIT_MS = 400
// a longer pause is the queue's business, not that of a step with a time budget
const LONGEST_WAIT_MS = 5_000

/**
 * Calls an outside service, again after a refusal that may pass (429, 5xx, no connection) and never sooner than it asks.
 * @throws AppError unavailable, with `retry_after_seconds` where the service named a time
 */
export async function withRetries<T>(service: string, call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call()
    } catch (error) {
      const failure = error as Failure
      const asked = retryAfterMs(failure)
      const wait = asked ?? FIRST_WAIT_MS * 2 ** (attempt - 1)
      if (attempt >= TRIES || !mayPass(failure) || wait > LONGEST_WAIT_MS) throw asUnavailable(service, failure, asked)
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
}

const mayPass = ({ status, name }: Failure) =>
  status === undefined ? name !== 'TimeoutError' : status === 408 || status === 409 || status === 429 || status >= 500

function retryAfterMs({ headers }: Failure): number | undefined {
  const value = headers instanceof Headers ? headers.get('retry-after') : headers?.['retry-after']
  if (!value) return undefined
  const seconds = Number(value)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}

function asUnavailable(service: string, failure: Failure, asked: number | undefined): AppError {
  if (failure instanceof AppError) return failure
  const extra = asked === undefined ? {} : { retry_after_seconds: Math.ceil(asked / 1000) }
  const sentence = failure.status === 429 ? `${service} is busy right now.` : `${service} could not be reached.`
  return new AppError('unavailable', sentence, { cause: failure, extra })
}
