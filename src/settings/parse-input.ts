import type { z } from 'zod'
import { invalid } from '../errors.ts'
import { fieldErrors } from '../records/parse-record-values.ts'

/** What was typed as what it is. @throws AppError invalid, its message the first problem */
export function parseInput<T extends z.ZodType>(shape: T, input: unknown): z.infer<T> {
  const parsed = shape.safeParse(input)
  if (parsed.success) return parsed.data
  const errors = fieldErrors(parsed.error)
  throw invalid(errors[0]?.message ?? 'This is not valid.', errors)
}
