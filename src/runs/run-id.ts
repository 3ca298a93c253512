import { z } from 'zod'
import { notFound } from '../errors.ts'

/** What is no id at all names no run. @throws AppError not_found */
export function parseRunId(id: string): string {
  const parsed = z.uuid().safeParse(id)
  if (!parsed.success) throw notFound('There is no such run.')
  return parsed.data
}
