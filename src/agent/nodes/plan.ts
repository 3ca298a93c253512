import type { RunNode } from '../run-graph-builder.ts'
import type { StepWork } from '../step-work.ts'
import { flowOf, takeTurn, taskIdOf } from './take-turn.ts'

/** Lets the use case read the CRM and decide what to research. */
export const plan =
  (work: StepWork): RunNode =>
  async (state, config) => {
    const tools = work.tools(taskIdOf(config))
    const flow = flowOf(work, state.use_case)
    const turn = await takeTurn('plan', state, { tools, turn: (input) => flow.plan(input, tools), skipped: null })
    const jobs = turn.jobs?.length ?? 0
    tools.done({ kind: 'planned', message: jobs > 0 ? `Planned: ${jobs} to research.` : 'Planned.', detail: { jobs } })
    return turn
  }
