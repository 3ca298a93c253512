import type { RunView } from '../runs/run-view.ts'
import { foreignText } from './slack-text.ts'

/** What is at work and what waits, in a few lines for one person. */
export function renderStatus(runs: RunView[], waiting: number, publicUrl: string): string {
  const lines = runs.map((run) => {
    const { done, total } = run.progress
    const progress = run.status === 'running' && total > 0 ? `, ${done} of ${total}` : ''
    const found = run.status === 'succeeded' ? `, ${run.proposal_count} proposed` : ''
    return `• <${publicUrl}/runs/${run.id}|${run.status}${progress}${found}>: ${foreignText(run.prompt ?? run.use_case ?? 'a run', 120)}`
  })
  const waits = waiting === 0 ? 'Nothing is waiting.' : `<${publicUrl}/|${waiting} waiting for a decision>.`
  return [waits, ...(lines.length > 0 ? ['The latest runs:', ...lines] : ['No run has been started yet.'])].join('\n')
}
