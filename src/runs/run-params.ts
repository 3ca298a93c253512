import { z } from 'zod'
import { type FieldError, invalid } from '../errors.ts'
import { SimilarParams } from '../similar/similar-params.ts'
import type { UseCase } from './use-case.ts'

const Ids = z.array(z.int().positive()).max(500)
const Days = z.int().min(1).max(3650)
const Limit = z.int().min(1).max(500)
const LeadType = z.enum(['Job', 'Opportunity', 'Partnership'])

const shapes = {
  follow_ups: z.looseObject({
    days: Days.optional(),
    lead_type: LeadType.optional(),
    lead_ids: Ids.optional(),
    limit: Limit.optional(),
  }),
  similar_leads: SimilarParams.loose(),
  enrich_contacts: z.looseObject({
    organization_ids: Ids.optional(),
    lead_ids: Ids.optional(),
    lead_type: LeadType.optional(),
    roles: z.array(z.string().min(1).max(200)).max(50).optional(),
    limit: Limit.optional(),
  }),
  find_duplicates: z.looseObject({ entity_type: z.string().min(1).max(100).optional(), limit: Limit.optional() }),
  ask: z.looseObject({}),
} satisfies Record<UseCase, z.ZodObject>

// a run's parameters travel with every claim
const MAX_BYTES = 50_000

/** The parameters of a run. Where the use case is not chosen yet, any of them may be given. @throws AppError invalid */
export function parseRunParams(useCase: UseCase | null, params: Record<string, unknown>): Record<string, unknown> {
  if (JSON.stringify(params).length > MAX_BYTES)
    throw invalid('These parameters are too large.', [{ path: 'params', message: `At most ${MAX_BYTES} characters.` }])
  if (useCase === null) return params
  const parsed = shapes[useCase].safeParse(params)
  if (parsed.success) return parsed.data
  throw invalid('Some parameters are not valid.', parsed.error.issues.map(asFieldError))
}

const asFieldError = ({ path, message }: z.core.$ZodIssue): FieldError => ({
  path: ['params', ...path.map(String)].join('.'),
  message,
})
