import { z } from 'zod'
import { LeadType } from '../records/entity-type.ts'
import { parseFollowUpQuestion } from './parse-follow-up-question.ts'
import type { AskedSilence } from './silence-rule.ts'

export const FollowUpParams = z.object({
  days: z.int().min(1).max(3650).optional(),
  working_days: z.int().min(1).max(3650).optional(),
  lead_type: LeadType.optional(),
  status: z.string().max(100).optional(),
  /** 'me', or the id of a person. */
  owner: z.union([z.literal('me'), z.int().positive()]).optional(),
  lead_ids: z.array(z.int().positive()).max(500).optional(),
  /** Tasks at most. */
  limit: z.int().min(1).max(500).optional(),
  /** Lets a model word the first line. */
  word: z.boolean().optional(),
})
export type FollowUpParams = z.infer<typeof FollowUpParams>

export interface FollowUpAsk {
  rule: AskedSilence
  leadTypes?: LeadType[] | undefined
  status?: string | undefined
  ownerId?: number | undefined
  ownerName?: string | undefined
  leadIds?: number[] | undefined
  limit?: number | undefined
  word?: boolean | undefined
}

/** What is asked for; a parameter wins over the words of the question. @param userId who asks, for "mine" */
export function readFollowUpAsk(
  given: Record<string, unknown>,
  question: string | null,
  userId: number | null,
): FollowUpAsk {
  const params = FollowUpParams.parse(
    Object.fromEntries(Object.keys(FollowUpParams.shape).map((key) => [key, given[key] ?? undefined])),
  )
  const asked = parseFollowUpQuestion(question ?? '')
  const days = params.days ?? (params.working_days ? undefined : asked.days)
  const workingDays = params.working_days ?? (params.days ? undefined : asked.workingDays)
  const mine = params.owner === 'me' || (params.owner === undefined && asked.ownedByMe === true)
  return {
    rule: {
      ...(days !== undefined && { days }),
      ...(days === undefined && workingDays !== undefined && { workingDays }),
    },
    leadTypes: params.lead_type ? [params.lead_type] : asked.leadTypes,
    status: params.status,
    ownerId: typeof params.owner === 'number' ? params.owner : mine ? (userId ?? undefined) : undefined,
    ownerName: params.owner === undefined ? asked.ownerName : undefined,
    leadIds: params.lead_ids,
    limit: params.limit,
    word: params.word,
  }
}
