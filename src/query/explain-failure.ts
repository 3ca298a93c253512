import { AppError } from '../errors.ts'
import { QUERY_LIMITS } from './query-limits.ts'

interface DatabaseFailure {
  code?: string
  message?: string
  hint?: string
}

/** The SQLSTATE behind an error, if the database is where it comes from. */
export const databaseCode = (error: unknown): string | undefined => failureOf(error).code

const failureOf = (error: unknown): DatabaseFailure =>
  ((error instanceof AppError ? error.cause : error) ?? {}) as DatabaseFailure

/**
 * What whoever wrote a query is told when the database could not run it. Messages about names and types pass, as
 * they quote the query; messages about values do not, as they quote rows.
 */
export function explainFailure(error: unknown): unknown {
  const failure = failureOf(error)
  const { code } = failure
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code) || /^(08|57P|GL)/.test(code)) return error
  const sentence = SENTENCES[code] ?? CLASSES[code.slice(0, 2)]?.(failure) ?? 'The database could not run this query.'
  return new AppError('invalid', sentence, { cause: error, errors: [{ path: 'query', message: sentence }] })
}

const SENTENCES: Record<string, string> = {
  '57014': `The query took longer than ${QUERY_LIMITS.timeoutMs / 1000} seconds; narrow it down.`,
  '22012': 'The query divides by zero; use nullif(..., 0).',
  '22003': 'A number in the query is out of range.',
  '22007': 'A text in the query is not the date or time it is read as.',
  '22008': 'A date or time in the query is out of range.',
  '22P02': 'A text in the query is not the type it is cast to.',
  '22023': 'A function in the query was given an argument it does not take.',
  '2201B': 'A regular expression in the query is not valid.',
  '21000': 'A subquery that is used as one value has more than one row; add LIMIT 1 or aggregate.',
  '42704': 'The query names a text search configuration or collation that does not exist.',
  '42501': 'A table of the query cannot be queried yet.',
  '54001': 'The query is nested too deeply.',
}

const tooMuch = () => 'The query needs more memory than a query may use; narrow it down.'

const CLASSES: Record<string, (failure: DatabaseFailure) => string> = {
  '22': () => 'A value in the query does not fit what is done with it.',
  '42': explainNames,
  '0A': explainNames,
  '53': tooMuch,
  '54': tooMuch,
}

function explainNames({ code, message = '', hint }: DatabaseFailure): string {
  // what is parsed at run time, such as a tsquery, is reported like syntax and quotes its text
  if (code === '42601' && message.includes('"')) return 'A text in the query is not valid as the pattern it is used as.'
  return [message, hint ?? ''].filter(Boolean).map(asSentence).join(' ')
}

const asSentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/[.\s]+$/, '')}.`
