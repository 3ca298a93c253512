import type { ProposeResult } from '../../proposals/propose-changes.ts'
import type { RunNode } from '../run-graph-builder.ts'
import type { ProposalCounts } from '../state.ts'
import type { StepWork } from '../step-work.ts'
import { taskIdOf } from './take-turn.ts'

/** Files the drafts; a replay files nothing twice. */
export const propose =
  (work: StepWork): RunNode =>
  async (state, config) => {
    const tools = work.tools(taskIdOf(config))
    const results = await work.propose(state.drafts)
    const refused = results.filter(({ outcome }) => outcome === 'refused').length
    if (refused > 0)
      tools.note({ kind: 'refused', message: `Left out ${refused} that a person has said no to before.` })
    const counts = add(state.counts, results)
    tools.done({ kind: 'proposed', message: `Proposed ${counts.created - state.counts.created}.`, detail: { counts } })
    return { drafts: [], counts }
  }

const add = (counts: ProposalCounts, results: ProposeResult[]): ProposalCounts => {
  const count = (...outcomes: string[]) => results.filter(({ outcome }) => outcomes.includes(outcome)).length
  return {
    created: counts.created + count('created'),
    existing: counts.existing + count('existing', 'updated'),
    refused: counts.refused + count('refused'),
    already_true: counts.already_true + count('already_true'),
  }
}
