import type { Outcome } from '../proposals/decision.ts'
import { foreignText } from './slack-text.ts'

const succeeded = ({ outcome }: Outcome) => outcome === 'committed' || outcome === 'rejected'
const MOST_LINES = 5

/** What somebody is told after a press; undefined where the message itself says it. Escaped. */
export function wordOutcomes(outcomes: Outcome[]): string | undefined {
  const refused = outcomes.filter((outcome) => !succeeded(outcome))
  const [only] = outcomes
  if (outcomes.length === 1 && only) return refused.length === 0 ? undefined : `Nothing was changed. ${words(only)}`
  const done = `${outcomes.length - refused.length} of ${outcomes.length} approved.`
  const lines = refused.slice(0, MOST_LINES).map((outcome) => `• ${words(outcome)}`)
  const more = refused.length - lines.length
  return [done, ...lines, ...(more > 0 ? [`• and ${more} more`] : [])].join('\n')
}

function words({ outcome, detail }: Outcome): string {
  const sentence = foreignText(detail ?? '', 300)
  switch (outcome) {
    case 'stale':
      return `This is out of date. ${sentence}`
    case 'expired':
    case 'already_decided':
    case 'blocked':
    case 'invalid':
    case 'not_found':
      return sentence || 'This no longer waits for a decision.'
    case 'failed':
      return 'It could not be written; it still waits.'
    case 'committed':
    case 'rejected':
      return sentence
  }
}
