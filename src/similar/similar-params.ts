import { z } from 'zod'
import { invalid } from '../errors.ts'
import { LeadType } from '../records/entity-type.ts'
import { parseSimilarQuestion } from './parse-similar-question.ts'
import { Signature } from './signature.ts'

const MOST = 50
const Ids = z.array(z.int().positive()).max(1000)

export const SimilarParams = z.object({
  lead_type: LeadType.optional(),
  /** The stage as a person says it: "interview". */
  stage: z.string().max(200).optional(),
  status: z.string().max(200).optional(),
  /** The leads to find more of, instead of those that reached a stage. */
  lead_ids: Ids.optional(),
  exclude_lead_ids: Ids.optional(),
  exclude_reverted: z.boolean().optional(),
  /** Replaces the signature that the winners give. */
  signature: Signature.optional(),
  /** Stops the run until a person has confirmed the signature. */
  review_signature: z.boolean().optional(),
  /** Proposals at most. */
  limit: z
    .int()
    .min(1)
    .transform((limit) => Math.min(limit, MOST))
    .optional(),
  /** With this many of the kind waiting for a decision already, no more are made. */
  inbox_limit: z.int().min(1).max(1000).optional(),
})
export type SimilarParams = z.infer<typeof SimilarParams>

export const DEFAULT_LIMIT = 10
export const DEFAULT_INBOX_LIMIT = 25

export interface SimilarQuery extends SimilarParams {
  /** Undefined where neither parameters nor words say; the stage then tells. */
  lead_type?: z.infer<typeof LeadType> | undefined
  /** What a parameter or the form of the question names as the stage. */
  stageWord?: string | undefined
  prompt: string
}

/**
 * What is asked for; parameters win over the words of the question.
 * @throws AppError invalid with the path of what is wrong
 */
export function readSimilarParams(given: Record<string, unknown>, prompt: string | null): SimilarQuery {
  const known = Object.keys(SimilarParams.shape).map((key) => [key, given[key] ?? undefined])
  const parsed = SimilarParams.safeParse(Object.fromEntries(known))
  if (!parsed.success) throw invalid('Some parameters are not valid.', parsed.error.issues.map(asFieldError))
  const params = parsed.data
  const asked = parseSimilarQuestion(prompt ?? '')
  return {
    ...params,
    lead_type: params.lead_type ?? asked.leadType,
    stageWord: params.stage || params.status || asked.stageWord,
    prompt: prompt ?? '',
  }
}

const asFieldError = ({ path, message }: z.core.$ZodIssue) => ({
  path: ['params', ...path.map(String)].join('.'),
  message,
})
