import type { z } from 'zod'
import { type FieldError, invalid } from '../errors.ts'
import type { WritableType } from './entity-type.ts'
import { recordShape } from './record-fields.ts'

/** The problems zod found, each with the path of the field it is about. */
export function fieldErrors(error: z.ZodError, at: string[] = []): FieldError[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: [...at, ...issue.path, key].join('.'),
        message: 'There is no such field.',
      }))
    }
    return [{ path: [...at, ...issue.path].join('.'), message: issue.message }]
  })
}

/**
 * Values for a record as they will be stored.
 * @throws AppError invalid, naming each field below `at`
 */
export function parseRecordValues(
  entityType: WritableType,
  purpose: 'create' | 'change',
  values: unknown,
  at: string[] = ['values'],
): Record<string, unknown> {
  const parsed = recordShape(entityType, purpose).safeParse(values)
  if (!parsed.success) throw invalid('Some fields are not valid.', fieldErrors(parsed.error, at))
  const found = parsed.data as Record<string, unknown>
  if (Object.keys(found).length === 0)
    throw invalid('There is nothing to write.', [{ path: at.join('.'), message: 'Give at least one field.' }])
  if (entityType === 'Individual' && purpose === 'create' && !found.first_name && !found.last_name && !found.email) {
    throw invalid('A person needs a name or an e-mail address.', [
      { path: [...at, 'last_name'].join('.'), message: 'Give a name or an e-mail address.' },
    ])
  }
  if (purpose === 'create' && isLead(entityType) && !found.title) {
    throw invalid('A lead needs a title.', [{ path: [...at, 'title'].join('.'), message: 'Give a title.' }])
  }
  return found
}

const isLead = (entityType: string) => ['Lead', 'Job', 'Opportunity', 'Partnership'].includes(entityType)
