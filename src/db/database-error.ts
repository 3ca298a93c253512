import { AppError, conflict, forbidden, invalid, notFound, unauthenticated, unavailable } from '../errors.ts'

interface PostgresFailure {
  code?: string
  message?: string
  constraint?: string
  column?: string
}

const sentences: Record<string, (failure: PostgresFailure) => AppError> = {
  GL401: (f) => unauthenticated(f.message ?? 'Please sign in.'),
  GL403: (f) => forbidden(f.message ?? 'You may not do this.'),
  GL404: (f) => notFound(f.message ?? 'No such record.'),
  GL409: (f) => conflict(f.message ?? 'This has changed in the meantime.'),
  GL422: (f) => invalid(f.message ?? 'This value is not valid.'),
  '23503': () => invalid('This refers to a record that does not exist.'),
  '23505': () => conflict('Such a record already exists.'),
  '23514': (f) => invalid(`This value is not allowed (${f.constraint ?? 'check'}).`),
  '22001': () => invalid('A text is too long.'),
  '22003': () => invalid('A number is out of range.'),
  '57014': () => unavailable('The database took too long. Please try again.'),
}

/** What a caller may be told about a failed transaction; everything else stays a bug with its cause in the log. */
export function asAppError(error: unknown): unknown {
  if (error instanceof AppError) return error
  const failure = error as PostgresFailure
  if (typeof failure?.code === 'string') {
    const known = sentences[failure.code]?.(failure)
    if (known) return new AppError(known.code, known.message, { cause: error, errors: known.errors })
    if (/^(08|53|57P)/.test(failure.code)) return unavailable('The database is not reachable right now.', error)
    return error
  }
  const name = (error as Error)?.name
  if (name === 'NeonDbError' || name === 'TypeError')
    return unavailable('The database is not reachable right now.', error)
  return error
}

/** True where the whole transaction was rolled back by the server and may simply be sent again. */
export const isRetryable = (error: unknown) => ['40001', '40P01'].includes((error as PostgresFailure)?.code ?? '')
