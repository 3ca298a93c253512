import type { RunNode } from '../run-graph-builder.ts'
import type { RunState } from '../state.ts'
import type { StepWork } from '../step-work.ts'
import { taskIdOf } from './take-turn.ts'

/** Takes up a run that a budget had stopped: skipped jobs go out again, what was paid for stays. */
export const reopen =
  (work: StepWork): RunNode =>
  async (state, config) => {
    const skipped = await work.listSkipped()
    work
      .tools(taskIdOf(config))
      .note({ kind: 'reopened', message: `Goes on with ${skipped.length} that were skipped.` })
    const again = {
      phase: 'working' as const,
      entry: 'begin' as const,
      stopped: null,
      unread: { count: 0, labels: [] as string[] },
    }
    if (skipped.length === 0) return again
    const wave = state.wave + 1
    work.dispatchAgain(skipped, wave, state.stopped_in === 'assess')
    return { ...again, wave, stopped_in: null, jobs: skipped }
  }

/** Where a reopened run goes on; `jobs` tells that some are out. A use case with nodes of its own begins at its entry. */
export const reopenedAt =
  (entries: Map<string, string>) =>
  ({ jobs, stopped_in, use_case }: RunState): string => {
    if (jobs.length > 0) return 'await_research'
    return entries.get(use_case ?? '') ?? stopped_in ?? (use_case ? 'finish' : 'route')
  }
