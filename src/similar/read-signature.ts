import type { FlowTools } from '../agent/flow.ts'
import type { LeadType } from '../records/entity-type.ts'
import { chooseStage } from './choose-stage.ts'
import { judgeWinnerCount } from './enough-winners.ts'
import { findStageMention } from './find-stage-mention.ts'
import { loadPipeline, type PipelineLead } from './load-pipeline.ts'
import { loadStages, type Stages } from './load-stages.ts'
import type { Stage } from './resolve-stage.ts'
import { deriveSignature, type Signature } from './signature.ts'
import type { SimilarQuery } from './similar-params.ts'
import { type Contrast, splitWinnersAndLosers } from './winners-and-losers.ts'

/** What was learnt from the pipeline, with the sentences a person should read beside it. */
export interface Learnt {
  leadType: LeadType
  /** The stage's name, or what stands for it: "the leads you named". */
  stage: string
  signature: Signature
  contrast: Contrast
  waiting: number
  /** That there are few winners; it stands beside every proposal. */
  few: string | null
  remarks: string[]
}

const NAMED = 'the leads you named'
/** What is meant where no stage is named. */
const WON = 'won'

/** Winners and losers of the stage that the words mean, or the sentence that says why there are none; two round trips. */
export async function readSignature(query: SimilarQuery, ctx: FlowTools['ctx']): Promise<Learnt | { answer: string }> {
  const leadIds = query.lead_ids ?? []
  const stages = await loadStages(ctx, leadIds)
  const chosen = choosePipeline(query, stages)
  if ('answer' in chosen) return chosen
  const { leadType, stage } = chosen
  const pipeline = await loadPipeline(ctx, leadType, stage?.name ?? null, leadIds)
  const ofType = stages.stages.filter((each) => each.leadType === leadType)
  const split = splitWinnersAndLosers({
    leads: pipeline.leads,
    events: pipeline.events,
    stage: stage?.name ?? null,
    statuses: ofType,
    ...(leadIds.length > 0 && { onlyLeadIds: leadIds }),
    excludedLeadIds: query.exclude_lead_ids ?? [],
    excludeReverted: query.exclude_reverted ?? false,
  })
  const reached = new Map(ofType.map(({ name }) => [name, stages.reached(leadType, name)]))
  const judged = stage
    ? judgeWinnerCount(split.winners.length, stage, ofType, reached)
    : judgeNamed(split.winners.length)
  if (judged.kind === 'none' && !query.signature)
    return { answer: split.excluded.length > 0 ? allExcluded(split.excluded.length, stage) : judged.sentence }
  const factsOf = (ids: Set<number>) => pipeline.leads.filter(({ id }) => ids.has(id))
  const winners = factsOf(new Set(split.winners.map(({ leadId }) => leadId)))
  const losers = factsOf(new Set(split.loserIds))
  return {
    leadType,
    stage: stage?.name ?? NAMED,
    signature: query.signature ?? deriveSignature(winners, losers, pipeline.leads),
    contrast: split,
    waiting: pipeline.waiting,
    few: judged.sentence,
    remarks: [dominanceOf(winners), revertedIn(split, stage)].filter((sentence) => sentence !== null),
  }
}

function choosePipeline(
  { stageWord, lead_type, lead_ids = [], prompt }: SimilarQuery,
  stages: Stages,
): { leadType: LeadType; stage: Stage | null } | { answer: string } {
  const types = lead_ids.length > 0 ? stages.typesOf : []
  if (lead_ids.length > 0 && types.length === 0) return { answer: 'None of the leads you named exists.' }
  if (types.length > 1 && !lead_type)
    return { answer: `The leads you named are of several types (${types.join(', ')}); name leads of one type.` }
  const leadType = lead_type ?? types[0]
  const names = stages.stages.filter((stage) => !leadType || stage.leadType === leadType).map(({ name }) => name)
  const mentioned = findStageMention(prompt, names)
  const word = stageWord ?? mentioned
  if (word === undefined && lead_ids.length > 0) return { leadType: leadType ?? 'Job', stage: null }
  const choices = [word ?? WON, ...(mentioned ? [mentioned] : [])].map((each) => chooseStage(each, leadType, stages))
  // words that are no stage may stand beside one that is
  const choice = choices.find(({ kind }) => kind === 'chosen') ?? choices[0]!
  return choice.kind === 'ask' ? { answer: choice.sentence } : { leadType: choice.leadType, stage: choice.stage }
}

function judgeNamed(count: number) {
  if (count === 0)
    return { kind: 'none' as const, sentence: 'None of the leads you named is of this type, so nothing is proposed.' }
  if (count >= 5) return { kind: 'enough' as const, sentence: null }
  const leads = count === 1 ? 'Only one lead was named' : `Only ${count} leads were named`
  return { kind: 'few' as const, sentence: `${leads}: the pattern rests on very little.` }
}

const allExcluded = (count: number, stage: Stage | null) =>
  `All ${count} leads that reached ${stage?.name ?? 'the stage'} are excluded, so nothing is proposed.`

/** One big customer is no pattern of many. */
function dominanceOf(winners: PipelineLead[]): string | null {
  const counts = new Map<number, number>()
  for (const { organization_id } of winners)
    if (organization_id !== null) counts.set(organization_id, (counts.get(organization_id) ?? 0) + 1)
  const [top] = [...counts].sort((a, b) => b[1] - a[1])
  if (!top || top[1] < 3 || top[1] * 2 <= winners.length) return null
  const name = winners.find(({ organization_id }) => organization_id === top[0])!.organization
  return `${top[1]} of these ${winners.length} leads are at ${name}: its industry and size count once.`
}

function revertedIn({ winners }: Contrast, stage: Stage | null): string | null {
  const slips = winners.filter(({ reverted }) => reverted !== null)
  if (slips.length === 0) return null
  const [{ leadId, reverted } = slips[0]!] = slips
  const more = slips.length > 1 ? ` and ${slips.length - 1} more` : ''
  return `Lead #${leadId} was in ${stage?.name} for ${reverted!.afterMinutes} minutes only${more}; with exclude_reverted such slips do not count.`
}
