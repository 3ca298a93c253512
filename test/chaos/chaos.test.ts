import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { openRunWorld, type RunWorld } from '../support/open-run-world.ts'
import { seededRandom } from './seeded-random.ts'
import { unleash } from './unleash.ts'

const RUNS = Number(process.env.GREENLIGHT_CHAOS_RUNS ?? 24)
const SEED = Number(process.env.GREENLIGHT_CHAOS_SEED ?? 1)
const AT_ONCE = 24
const PATIENCE_MS = 90_000

let world: RunWorld
beforeAll(async () => {
  world = await openRunWorld({
    timeScale: 0.03,
    work: {
      patience: {
        stepLeaseSeconds: 4,
        jobLeaseSeconds: 4,
        jobMs: 3_000,
        maxAttempts: 100,
        deliveryMs: 150,
        retrySeconds: () => 1,
      },
    },
  })
  // a message that met faults six times in a row would be a dead letter, which other tests are about
  const { queue } = world.work
  world.work.queue = { publish: (messages) => queue.publish(messages.map((message) => ({ ...message, retries: 30 }))) }
})
afterAll(() => world?.close())

const expected = ({ jobs, waves }: { jobs: number; waves: number }) => {
  if (jobs === 0) return ['Call plan']
  const waveOf = (wave: number) =>
    Array.from({ length: jobs }, (_, index) => `Call w${wave}-${String(index).padStart(3, '0')}`)
  return Array.from({ length: waves }, (_, wave) => waveOf(wave + 1))
    .flat()
    .toSorted()
}

/** As a client does that gets no answer: the same request again, under the same key. */
const start = async (params: Record<string, unknown>) => {
  const idempotency_key = crypto.randomUUID()
  for (;;) {
    try {
      return (await world.start({ params, idempotency_key })).id
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'unavailable')) throw error
    }
  }
}

const allEnded = async (ids: string[]) => {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const left = await world.query(
      `select id, status, waiting, attempt, lease_until > now() as leased from run where id = any ($1::uuid[]) and finished_at is null`,
      [ids],
    )
    if (left.length === 0 || Date.now() > deadline) return left
    await sleep(100)
  }
}

describe('under chaos', () => {
  it(
    `${RUNS} runs all end as without it: nothing missing, nothing twice, hardly anything paid twice`,
    async () => {
      const random = seededRandom(SEED)
      const chaos = unleash(world, SEED)
      const runs: { id: string; params: { jobs: number; waves: number } }[] = []
      while (runs.length < RUNS) {
        const batch = await Promise.all(
          Array.from({ length: Math.min(AT_ONCE, RUNS - runs.length) }, async () => {
            const params = { jobs: Math.floor(random() * 7), waves: 1 + Math.floor(random() * 2), thorough: true }
            return { id: await start(params), params }
          }),
        )
        runs.push(...batch)
        expect(await allEnded(batch.map(({ id }) => id))).toEqual([])
      }
      await chaos.calm()

      for (const { id, params } of runs) {
        const run = await world.get(id)
        expect({ id, status: run.status, error: run.error }).toEqual({ id, status: 'succeeded', error: null })
        expect({ id, proposals: await world.proposals(id) }).toEqual({ id, proposals: expected(params) })
      }
      const ids = runs.map(({ id }) => id)
      const twice = await world.query(
        `select run_id, detail->>'job' as job from run_event where run_id = any ($1::uuid[]) and kind = 'job_done' group by 1, 2 having count(*) > 1`,
        [ids],
      )
      expect(twice).toEqual([])
      const paidTwice = world.model.paid.length - new Set(world.model.paid).size
      const losses = world.kills.count + chaos.databaseFaults() + chaos.shots()
      console.log({
        runs: RUNS,
        seed: SEED,
        kills: world.kills.count,
        databaseFaults: chaos.databaseFaults(),
        shots: chaos.shots(),
        modelFaults: chaos.modelFaults(),
        webFaults: chaos.webFaults(),
        paid: world.model.paid.length,
        paidTwice,
      })
      expect(losses).toBeGreaterThan(0)
      expect(paidTwice).toBeLessThanOrEqual(losses)
    },
    PATIENCE_MS * (2 + RUNS / AT_ONCE),
  )
})
