import { OpenAPIHono, z } from '@hono/zod-openapi'
import { AppError } from '../../src/errors.ts'
import { fieldErrors } from '../../src/records/parse-record-values.ts'
import type { AppEnv } from '../app-env.ts'

/** A group of API routes: what does not fit its schema is refused with the fields named, and never echoed. */
export const createApi = () =>
  new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (result.success) return
      if (result.target === 'param') throw new AppError('not_found', 'There is nothing with this id.')
      throw new AppError('invalid', 'Some fields are not valid.', { errors: fieldErrors(result.error as never) })
    },
  })

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .openapi('Problem')

const problemOf = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: Problem } },
})

export const problems = {
  401: problemOf('No or no valid credential'),
  403: problemOf('The role may not do this'),
  404: problemOf('There is no such thing in this tenant'),
  409: problemOf('It has changed, or was decided already'),
  422: problemOf('Some fields are not valid'),
} as const

/** An answer described loosely: what it holds is the contract's, and the verbs' types. */
export const answers = (description: string, schema: z.ZodType = z.looseObject({})) => ({
  description,
  content: { 'application/json': { schema } },
})

export const body = <T extends z.ZodType>(schema: T) => ({
  required: true as const,
  content: { 'application/json': { schema } },
})

export const Limit = z.coerce.number('This must be a number.').int().min(1).max(200).default(50)
export const Cursor = z.string().max(1000).optional()
export const Id = z.object({ id: z.string().min(1).max(100) })
export const security = [{ bearer: [] }]

/** "a,b" or repeated parameters as a list. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z
    .preprocess((value) => (typeof value === 'string' ? value.split(',').filter(Boolean) : value), z.array(item))
    .optional()
