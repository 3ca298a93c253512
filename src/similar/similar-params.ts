import { z } from 'zod'
import { LeadType } from '../records/entity-type.ts'
import { parseSimilarQuestion } from './parse-similar-question.ts'
import { Signature } from './signature.ts'

export const SimilarParams = z.object({
  lead_type: LeadType.optional(),
  /** The stage as a person says it: "interview". */
  stage: z.string().max(100).optional(),
  status: z.string().max(100).optional(),
  exclude_lead_ids: z.array(z.int().positive()).max(1000).optional(),
  exclude_reverted: z.boolean().optional(),
  /** Replaces the signature that the winners give. */
  signature: Signature.optional(),
  /** Stops the run until a person has confirmed the signature. */
  review_signature: z.boolean().optional(),
  /** Proposals at most. */
  limit: z.int().min(1).max(50).optional(),
  /** With this many of the kind waiting for a decision already, no more are made. */
  inbox_limit: z.int().min(1).max(1000).optional(),
})
export type SimilarParams = z.infer<typeof SimilarParams>

export const DEFAULT_LIMIT = 10
export const DEFAULT_INBOX_LIMIT = 25

export interface SimilarQuery extends SimilarParams {
  lead_type: z.infer<typeof LeadType>
  stageWord: string
}

/** What is asked for; parameters win over the words of the question. Without a stage: those that were won. */
export function readSimilarParams(given: Record<string, unknown>, prompt: string | null): SimilarQuery {
  const params = SimilarParams.parse(
    Object.fromEntries(Object.keys(SimilarParams.shape).map((key) => [key, given[key] ?? undefined])),
  )
  const asked = parseSimilarQuestion(prompt ?? '')
  return {
    ...params,
    lead_type: params.lead_type ?? asked.leadType ?? 'Job',
    stageWord: params.stage ?? params.status ?? asked.stageWord ?? 'won',
  }
}
