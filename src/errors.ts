export type ErrorCode = 'invalid' | 'not_found' | 'conflict' | 'forbidden' | 'unavailable' | 'unauthenticated'

export interface FieldError {
  path: string
  message: string
}

interface Details {
  cause?: unknown
  errors?: FieldError[]
  /** Extra members of the problem document, such as what a stale proposal now looks like. */
  extra?: Record<string, unknown>
}

/** The only error a caller may show: `message` is a sentence fit for a customer, `cause` goes to the log. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly errors: FieldError[]
  readonly extra: Record<string, unknown>

  constructor(code: ErrorCode, message: string, details: Details = {}) {
    super(message, { cause: details.cause })
    this.name = 'AppError'
    this.code = code
    this.errors = details.errors ?? []
    this.extra = details.extra ?? {}
  }
}

export const invalid = (message: string, errors: FieldError[] = []) => new AppError('invalid', message, { errors })
export const notFound = (message: string) => new AppError('not_found', message)
export const conflict = (message: string, extra: Record<string, unknown> = {}) =>
  new AppError('conflict', message, { extra })
export const forbidden = (message: string) => new AppError('forbidden', message)
export const unauthenticated = (message: string) => new AppError('unauthenticated', message)
export const unavailable = (message: string, cause?: unknown) => new AppError('unavailable', message, { cause })
