import { z } from 'zod'
import { invalid } from '../errors.ts'
import type { ComparedType } from './select-records.ts'

const Params = z.object({
  entity_type: z.enum(['Organization', 'Individual', 'Contact', 'Account']).optional(),
  /** Proposals at most. */
  limit: z.int().min(1).max(500).optional(),
})

export interface DuplicateAsk {
  types: ComparedType[]
  limit: number | undefined
}

const PEOPLE = /\b(?:contacts?|people|persons?|individuals?)\b/i
const COMPANIES = /\b(?:organi[sz]ations?|compan(?:y|ies)|accounts?|firms?|business(?:es)?)\b/i

/** Which records are compared; a parameter wins over the words of the question, and a question that names neither means all. */
export function readDuplicateAsk(given: Record<string, unknown>, question: string | null): DuplicateAsk {
  const parsed = Params.safeParse({ entity_type: given.entity_type ?? undefined, limit: given.limit ?? undefined })
  if (!parsed.success)
    throw invalid(
      'Some parameters are not valid.',
      parsed.error.issues.map(({ path, message }) => ({ path: ['params', ...path].join('.'), message })),
    )
  return { types: typesOf(parsed.data.entity_type, question ?? ''), limit: parsed.data.limit }
}

function typesOf(type: string | undefined, question: string): ComparedType[] {
  if (type === 'Account' || type === 'Organization') return ['Organization']
  if (type === 'Individual' || type === 'Contact') return [type]
  const [people, companies] = [PEOPLE.test(question), COMPANIES.test(question)]
  return [
    ...(companies || !people ? (['Organization'] as const) : []),
    ...(people || !companies ? (['Individual', 'Contact'] as const) : []),
  ]
}
