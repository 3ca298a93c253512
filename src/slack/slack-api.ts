/** Slack's Web API and its response_urls; one call each, no retries: who calls is a delivery that the queue repeats. */
import { AppError } from '../errors.ts'

export type SlackAnswer = { ok: true } & Record<string, unknown>

export interface SlackApi {
  /** @throws SlackRefusal for what Slack will not do | AppError unavailable with `retry_after_seconds` */
  call(method: string, token: string | undefined, args: Record<string, unknown>): Promise<SlackAnswer>
  /** False where the address takes nothing any more. @throws AppError unavailable */
  respond(responseUrl: string, message: Record<string, unknown>): Promise<boolean>
}

/** Slack understood and said no; `code` is its word for why. */
export class SlackRefusal extends Error {
  readonly code: string
  constructor(method: string, code: string) {
    super(`Slack refused ${method}: ${code}`)
    this.name = 'SlackRefusal'
    this.code = code
  }
}

const SLACK = 'https://slack.com/api'
const TIMEOUT_MS = 10_000
// what Slack's own trouble is called where the answer is a 200
const PASSING = ['ratelimited', 'internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']

export function createSlackApi(baseUrl: string = SLACK): SlackApi {
  return {
    async call(method, token, args) {
      const response = await send(`${baseUrl}/${method}`, {
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        body: formOf(args),
      })
      // Slack itself never answers this; some server that stands in for it may lack a method
      if (response.status === 404) throw new SlackRefusal(method, 'unknown_method')
      if (!response.ok) throw busy(response)
      const answer = (await response.json().catch(() => ({ ok: false, error: 'not_json' }))) as Record<string, unknown>
      if (answer.ok === true) return answer as SlackAnswer
      const code = String(answer.error ?? 'unknown_error')
      if (PASSING.includes(code)) throw busy(response)
      throw new SlackRefusal(method, code)
    },
    async respond(responseUrl, message) {
      const response = await send(responseUrl, {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(message),
      })
      if (response.status === 429 || response.status >= 500) throw busy(response)
      await response.body?.cancel()
      return response.ok
    },
  }
}

async function send(url: string, init: { headers: Record<string, string>; body: string }): Promise<Response> {
  try {
    // a bearer token follows nobody elsewhere; workerd knows no redirect: 'error'
    return await fetch(url, { method: 'POST', ...init, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) })
  } catch (error) {
    throw new AppError('unavailable', 'Slack could not be reached.', { cause: error })
  }
}

function busy(response: Response): AppError {
  const seconds = Number(response.headers.get('retry-after'))
  const extra = seconds > 0 ? { retry_after_seconds: Math.ceil(seconds) } : {}
  return new AppError('unavailable', 'Slack is busy right now.', { extra })
}

/** Every method takes a form; only some take JSON. */
const formOf = (args: Record<string, unknown>): string =>
  new URLSearchParams(
    Object.entries(args).flatMap(([name, value]) =>
      value === undefined || value === null
        ? []
        : [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]],
    ),
  ).toString()
