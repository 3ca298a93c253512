import { createRunWork } from './compose.ts'
import type { Env } from './env.ts'

const WATCHDOG = '* * * * *'

/** What the clock starts: the watchdog and expiry every minute, follow-ups twice a day. Each may run twice or at once. */
export async function runScheduled(env: Env, cron: string): Promise<void> {
  const work = await createRunWork(env)
  if (cron === WATCHDOG) {
    const [{ sweepRuns }, { expireProposals }] = await Promise.all([
      import('../src/runs/sweep-runs.ts'),
      import('../src/proposals/expire-proposals.ts'),
    ])
    await sweepRuns(work)
    await expireProposals(work.transport)
    if (env.SLACK_SIGNING_SECRET) {
      const { startDigests } = await import('../src/slack/start-digests.ts')
      await startDigests(work)
    }
    return
  }
  const { startFollowUpRuns } = await import('../src/followups/start-follow-up-runs.ts')
  await startFollowUpRuns(work)
}
