import type { JobResult } from '../flow.ts'
import type { RunNode } from '../run-graph-builder.ts'
import type { Unread } from '../state.ts'
import type { StepWork } from '../step-work.ts'
import { flowOf, takeTurn, taskIdOf } from './take-turn.ts'

const NAMED = 5

/** Hands the results of a finished wave to the use case. */
export const assess =
  (work: StepWork): RunNode =>
  async (state, config) => {
    const tools = work.tools(taskIdOf(config))
    const flow = flowOf(work, state.use_case)
    const results = await work.listResults(state.wave)
    const skipped = results.find(({ status }) => status === 'skipped')?.error ?? null
    const unread = addUnread(state.unread, results)
    const turn = await takeTurn('assess', state, {
      tools,
      turn: (input) => flow.assess(input, results, tools),
      skipped,
    })
    tools.done({
      kind: 'assessed',
      message: `Assessed ${results.length} results: ${turn.drafts?.length ?? 0} to propose.`,
      detail: { wave: state.wave, results: results.length, drafts: turn.drafts?.length ?? 0 },
    })
    return { ...turn, unread }
  }

const addUnread = (before: Unread, results: (JobResult & { label?: string })[]): Unread => {
  const missing = results.filter(({ status }) => status !== 'done')
  const labels = missing.map(({ label, key }) => label || key)
  return { count: before.count + missing.length, labels: [...before.labels, ...labels].slice(0, NAMED) }
}
