import { z } from 'zod'
import type { Context } from '../context.ts'
import { findDuplicatesOf } from '../duplicates/find-duplicates-of.ts'
import { invalid } from '../errors.ts'
import { EntityType, MergeableType } from '../records/entity-type.ts'
import { fieldErrors, parseRecordValues } from '../records/parse-record-values.ts'
import { type Draft, Evidence, LinkTo } from './draft.ts'
import { getProposal } from './get-proposal.ts'
import type { Proposal } from './proposal.ts'
import { type ProposeResult, proposeChanges } from './propose-changes.ts'

/** A proposal in the form its producers write: the seed's format, with what else a producer may say. */
export const ProposalBody = z.strictObject({
  proposed_action: z.enum(['create', 'update', 'merge'], 'Say create, update or merge.'),
  entity_type: EntityType,
  entity_id: z.int().positive().nullish(),
  data: z.record(z.string(), z.unknown()),
  confidence: z.number().min(0).max(1).nullish(),
  source: z.string().max(500).nullish(),
  link_to: LinkTo.nullish(),
  rationale: z.string().max(5000).nullish(),
  evidence: z
    .record(
      z.string(),
      z.strictObject({ confidence: z.number().min(0).max(1).nullish(), items: z.array(Evidence).max(20) }),
    )
    .nullish(),
})
export type ProposalBody = z.infer<typeof ProposalBody>

const MergeBody = z.strictObject({
  survivor_id: z.int().positive(),
  loser_ids: z.array(z.int().positive()).min(1).max(50),
  values: z.record(z.string(), z.unknown()).optional(),
})

export interface Proposed {
  outcome: ProposeResult['outcome']
  detail?: string | undefined
  refusal_id?: number | undefined
  proposal?: Proposal
}

/**
 * Files one proposal. One that would create an organization or a person says which record looks the same. @throws AppError invalid, naming each field
 */
export async function proposeOne(ctx: Context, body: ProposalBody): Promise<Proposed> {
  const [result] = await proposeChanges(ctx, [await withLookalike(ctx, draftOf(body))])
  const { outcome, detail, refusal_id, id } = result!
  return { outcome, detail, refusal_id, ...(id ? { proposal: await getProposal(ctx, id) } : {}) }
}

async function withLookalike(ctx: Context, draft: Draft): Promise<Draft> {
  const { proposed_action, entity_type: type, data } = draft
  if (proposed_action !== 'create' || (type !== 'Organization' && type !== 'Individual')) return draft
  const [found] = await findDuplicatesOf(ctx, type, [data])
  const [surest] = found!
  if (surest?.band !== 'match') return draft
  const same = `${type} ${surest.id}, ${surest.name}, looks the same: ${surest.why}.`
  return { ...draft, rationale: draft.rationale ? `${draft.rationale} ${same}` : same }
}

function draftOf(body: ProposalBody): Draft {
  const { entity_id, confidence, source, link_to, rationale, evidence, ...rest } = body
  return {
    ...rest,
    ...dataOf(body),
    producer: 'api',
    ...(confidence == null ? {} : { confidence }),
    ...(source == null ? {} : { source }),
    ...(link_to == null ? {} : { link_to: { ...link_to } }),
    ...(rationale == null ? {} : { rationale }),
    ...(evidence == null ? {} : { evidence }),
  }
}

function dataOf({
  proposed_action: action,
  entity_type,
  entity_id,
  data,
}: ProposalBody): Pick<Draft, 'data' | 'entity_id'> {
  if (action === 'merge') return { data: mergeData(entity_type, data) }
  if (action === 'create') return { data: parseRecordValues(entity_type, 'create', data, ['data']) }
  if (entity_id == null)
    throw invalid('An update needs the record it is about.', [{ path: 'entity_id', message: 'This is required.' }])
  return { entity_id, data: parseRecordValues(entity_type, 'change', data, ['data']) }
}

export function mergeData(entityType: EntityType, data: unknown): Record<string, unknown> {
  if (!MergeableType.safeParse(entityType).success)
    throw invalid(`A ${entityType} cannot be merged.`, [
      { path: 'entity_type', message: 'Only accounts, organizations, individuals and contacts can be merged.' },
    ])
  const parsed = MergeBody.safeParse(data)
  if (!parsed.success) throw invalid('Some fields are not valid.', fieldErrors(parsed.error, ['data']))
  const { survivor_id, loser_ids, values = {} } = parsed.data
  if (loser_ids.includes(survivor_id))
    throw invalid('The survivor cannot be one of the losers.', [
      { path: 'data.loser_ids', message: 'Leave the survivor out.' },
    ])
  const valid =
    Object.keys(values).length > 0 ? parseRecordValues(entityType, 'change', values, ['data', 'values']) : {}
  return { survivor_id, loser_ids: [...new Set(loser_ids)], values: valid }
}
