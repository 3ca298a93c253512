import type { RunNode } from '../run-graph-builder.ts'
import type { StepWork } from '../step-work.ts'
import { taskIdOf } from './take-turn.ts'

/** Sends the planned jobs out as one wave. */
export const dispatch =
  (work: StepWork): RunNode =>
  (state, config) => {
    const wave = state.wave + 1
    const { jobs, stopped, unread } = state
    work.dispatch(jobs, wave, stopped)
    const message = stopped ? `Kept ${jobs.length} for later: ${stopped}` : `Sent out ${jobs.length} to research.`
    work.tools(taskIdOf(config)).done({ kind: 'dispatched', message, detail: { wave, jobs: jobs.length } })
    if (!stopped) return { jobs: [], wave }
    const labels = [...unread.labels, ...jobs.map(({ label }) => label)].slice(0, 5)
    return { jobs: [], wave, unread: { count: unread.count + jobs.length, labels } }
  }
