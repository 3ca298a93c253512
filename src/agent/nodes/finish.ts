import type { RunNode } from '../run-graph-builder.ts'
import type { RunState, Unread } from '../state.ts'
import type { StepWork } from '../step-work.ts'

/** Ends the run with its answer. */
export const finish =
  (work: StepWork): RunNode =>
  (state) => {
    const answer = [state.answer ?? defaultAnswer(state), state.stopped, unreadSentence(state.unread)]
    work.end({ answer: answer.filter(Boolean).join(' '), result: state.result, stopped: state.stopped })
    return { phase: 'finished' }
  }

function defaultAnswer({ counts }: RunState): string {
  const waiting = counts.created + counts.existing
  if (waiting === 0) return 'There is nothing to propose.'
  return waiting === 1 ? 'One proposal waits for a decision.' : `${waiting} proposals wait for a decision.`
}

function unreadSentence({ count, labels }: Unread): string | null {
  if (count === 0) return null
  const more = count - labels.length
  return `Not read: ${labels.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
}
