import type { LeadType } from '../records/entity-type.ts'
import type { Stages } from './load-stages.ts'
import { renderStageQuestion, resolveStage, type Stage } from './resolve-stage.ts'

export type StageChoice = { kind: 'chosen'; leadType: LeadType; stage: Stage } | { kind: 'ask'; sentence: string }

/**
 * The one status and lead type that a word means. Where the type was not said and several pipelines have such a stage, the
 * one whose leads have reached it is meant; where several have, it asks.
 */
export function chooseStage(word: string, leadType: LeadType | undefined, stages: Stages): StageChoice {
  const resolution = resolveStage(word, stages.stages, leadType)
  const candidates =
    resolution.kind === 'match' ? [resolution.stage] : resolution.kind === 'ambiguous' ? resolution.stages : []
  const types = new Set(candidates.map(({ leadType }) => leadType))
  const reached = candidates.filter((stage) => stages.reached(stage.leadType!, stage.name) > 0)
  // two stages of one pipeline that fit as well are a question even where only one was reached
  const meant = candidates.length === 1 ? candidates : types.size === candidates.length ? reached : []
  if (meant.length === 1) return { kind: 'chosen', leadType: meant[0]!.leadType!, stage: meant[0]! }
  return { kind: 'ask', sentence: renderQuestion(word, leadType, stages, resolution) }
}

function renderQuestion(
  word: string,
  leadType: LeadType | undefined,
  stages: Stages,
  resolution: ReturnType<typeof resolveStage>,
): string {
  const question = renderStageQuestion(word, resolution) ?? ''
  const total = leadType ? stages.leads[leadType] : Object.values(stages.leads).reduce((sum, n) => sum + n, 0)
  if (total > 0) return question
  return `${question} There are no ${leadType ? `${leadType.toLowerCase()} ` : ''}leads yet to learn from.`
}
