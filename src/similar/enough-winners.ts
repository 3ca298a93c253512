import type { Stage } from './resolve-stage.ts'

export const FEW_WINNERS = 5

export type WinnerCount =
  | { kind: 'enough'; sentence: null }
  | { kind: 'few'; sentence: string }
  | { kind: 'none'; sentence: string; nearest: Stage | null }

/** Whether a pattern can be read from this many winners; below five it is said, at none nothing is proposed. */
export function judgeWinnerCount(
  count: number,
  stage: Stage,
  stages: readonly Stage[],
  reachedCounts: ReadonlyMap<string, number>,
): WinnerCount {
  if (count >= FEW_WINNERS) return { kind: 'enough', sentence: null }
  if (count > 0) {
    const leads = count === 1 ? 'Only one lead has' : `Only ${count} leads have`
    return { kind: 'few', sentence: `${leads} reached ${stage.name}: the pattern below rests on very little.` }
  }
  const nearest = findNearestReached(stage, stages, reachedCounts)
  const offer = nearest
    ? ` The nearest stage that leads have reached is ${nearest.name} (${reachedCounts.get(nearest.name)}); ask for that one instead.`
    : ' No other stage has been reached either.'
  return { kind: 'none', sentence: `No lead has ever reached ${stage.name}, so nothing is proposed.${offer}`, nearest }
}

/** The reached stage closest in the pipeline's order, the earlier one on a tie; lost and waiting stages do not count. */
export function findNearestReached(
  stage: Stage,
  stages: readonly Stage[],
  reachedCounts: ReadonlyMap<string, number>,
): Stage | null {
  const at = stage.position ?? 0
  const distance = ({ position }: Stage) => Math.abs((position ?? 0) - at)
  const reached = stages.filter(
    ({ name, leadType, category }) =>
      name !== stage.name &&
      (reachedCounts.get(name) ?? 0) > 0 &&
      (stage.leadType === null || leadType === null || leadType === stage.leadType) &&
      category !== 'lost' &&
      category !== 'paused',
  )
  return reached.sort((a, b) => distance(a) - distance(b) || (a.position ?? 0) - (b.position ?? 0))[0] ?? null
}
