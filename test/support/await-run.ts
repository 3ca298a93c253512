import { setTimeout as delay } from 'node:timers/promises'
import type { callAs } from './call-api.ts'

const POLL_MS = 200
const LONGEST_MS = 45_000

/** The run once it is over, or waits for a person's answer. */
export async function awaitRun(call: ReturnType<typeof callAs>, id: string) {
  const deadline = Date.now() + LONGEST_MS
  for (;;) {
    const { body } = await call(`/v1/runs/${id}`)
    if (['succeeded', 'failed', 'cancelled'].includes(body.status) || body.waiting?.kind === 'confirm') return body
    if (Date.now() > deadline) throw new Error(`Not over after ${LONGEST_MS} ms: ${JSON.stringify(body)}`)
    await delay(POLL_MS)
  }
}
