import type { RunState } from '../state.ts'

/** What is found is filed first, so that nothing that follows can lose it. */
export function nextOf({ drafts, asked, jobs }: RunState): string {
  if (drafts.length > 0) return 'propose'
  if (asked) return 'confirm'
  return jobs.length > 0 ? 'dispatch' : 'finish'
}
