/** The one place where an error becomes a response: a problem document (RFC 9457), or a page for a browser. */
import type { Context as HonoContext } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { AppError, type ErrorCode, type FieldError } from '../src/errors.ts'
import { consoleLog } from '../src/platform/log.ts'

const STATUS: Record<ErrorCode, { status: number; title: string }> = {
  invalid: { status: 422, title: 'This is not valid' },
  unauthenticated: { status: 401, title: 'Please sign in' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'This has changed' },
  unavailable: { status: 503, title: 'Temporarily unavailable' },
}

export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  errors?: FieldError[]
  [extra: string]: unknown
}

export const problem = (
  status: number,
  title: string,
  detail: string,
  extra: Record<string, unknown> = {},
): Problem => ({
  type: 'about:blank',
  title,
  status,
  detail,
  ...extra,
})

export const problemResponse = (body: Problem, headers: Record<string, string> = {}) =>
  Response.json(body, { status: body.status, headers: { ...headers, 'content-type': 'application/problem+json' } })

/** What a caller is told; whatever is not an AppError is a bug, named only by the request's id. */
export function describeError(error: unknown, requestId: string): Problem {
  if (error instanceof AppError) {
    const { status, title } = STATUS[error.code]
    return problem(status, title, error.message, {
      ...error.extra,
      ...(error.errors.length > 0 ? { errors: error.errors } : {}),
    })
  }
  if (error instanceof HTTPException) {
    const titles: Record<number, string> = { 400: 'This is not valid', 403: 'Not allowed', 413: 'Too large' }
    return problem(
      error.status,
      titles[error.status] ?? 'This request cannot be answered',
      error.message || 'Please check the request.',
    )
  }
  return problem(500, 'Something went wrong', `Something went wrong on our side (${requestId}).`, {
    request_id: requestId,
  })
}

/** Logs what happened, with its cause, and never the values of records. */
export function logError(error: unknown, c: HonoContext, requestId: string): void {
  const isOurs = error instanceof AppError
  if (isOurs && error.code !== 'unavailable') return
  const { name, message, cause, stack } = error as Error
  consoleLog(isOurs ? 'warn' : 'error', 'request_failed', {
    request_id: requestId,
    method: c.req.method,
    path: c.req.path,
    error: name,
    message: isOurs ? message : firstLine(message),
    cause: cause instanceof Error ? firstLine(cause.message) : undefined,
    stack: isOurs ? undefined : stack?.split('\n').slice(1, 6),
  })
}

// a database error's further lines hold parameters
const firstLine = (text: string) => text.split('\n')[0]?.slice(0, 300)
