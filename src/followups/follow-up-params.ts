import { z } from 'zod'
import { invalid } from '../errors.ts'
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
  /** 'caller' is whoever's credential the database sees. */
  ownerId?: number | 'caller' | undefined
  ownerName?: string | undefined
  leadIds?: number[] | undefined
  limit?: number | undefined
  word?: boolean | undefined
}

/** What is asked for; a parameter wins over the words of the question. @param me who asks, for "mine" @throws AppError invalid */
export function readFollowUpAsk(
  given: Record<string, unknown>,
  question: string | null,
  me: number | 'caller' | null,
): FollowUpAsk {
  const params = parseParams(given)
  const asked = parseFollowUpQuestion(question ?? '')
  const days = params.days ?? (params.working_days ? undefined : asked.days)
  const workingDays = params.working_days ?? (params.days ? undefined : asked.workingDays)
  const mine = params.owner === 'me' || (params.owner === undefined && asked.ownedByMe === true)
  if (mine && me === null)
    throw invalid('Nobody stands behind this key, so no lead is "mine". Name the owner.', [
      { path: 'params.owner', message: 'Give the id of a person.' },
    ])
  return {
    rule: {
      ...(days !== undefined && { days }),
      ...(days === undefined && workingDays !== undefined && { workingDays }),
    },
    leadTypes: params.lead_type ? [params.lead_type] : asked.leadTypes,
    status: params.status,
    ownerId: typeof params.owner === 'number' ? params.owner : mine ? (me ?? undefined) : undefined,
    ownerName: params.owner === undefined ? asked.ownerName : undefined,
    leadIds: params.lead_ids,
    limit: params.limit,
    word: params.word,
  }
}

function parseParams(given: Record<string, unknown>): FollowUpParams {
  const known = Object.keys(FollowUpParams.shape).map((key) => [key, given[key] ?? undefined])
  const parsed = FollowUpParams.safeParse(Object.fromEntries(known))
  if (parsed.success) return parsed.data
  throw invalid(
    'Some parameters are not valid.',
    parsed.error.issues.map(({ path, message }) => ({ path: ['params', ...path].join('.'), message })),
  )
}
