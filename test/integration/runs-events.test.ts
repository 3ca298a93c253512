import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { presentEvents } from '../../functions/api/run-events.ts'
import type { AppEnv } from '../../functions/app-env.ts'
import { listRunEvents } from '../../src/runs/list-run-events.ts'
import { openRunWorld, type RunWorld } from '../support/open-run-world.ts'
import { toyFlow } from '../support/toy-flow.ts'

let world: RunWorld
beforeAll(async () => {
  world = await openRunWorld()
})
afterAll(() => world.close())

interface ServerSent {
  id?: string
  event: string
}

/** Reads a run's stream until it ends or has shown an event of this kind, and then hangs up. */
async function read(runId: string, { until, lastEventId }: { until?: string; lastEventId?: string | undefined }) {
  const app = new Hono<AppEnv>().get('/:id', (c) =>
    presentEvents(c, world.context(), c.req.param('id'), { limit: 200 }),
  )
  const headers = { accept: 'text/event-stream', ...(lastEventId && { 'last-event-id': lastEventId }) }
  const response = await app.request(`/${runId}`, { headers })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  const seen: ServerSent[] = []
  for (let text = ''; ; ) {
    const { value, done } = await reader.read()
    if (done) return seen
    text += value
    const blocks = text.split('\n\n')
    text = blocks.pop()!
    for (const block of blocks) {
      const fields = block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string])
      seen.push(Object.fromEntries(fields) as unknown as ServerSent)
    }
    if (until && seen.some(({ event }) => event === until)) {
      await reader.cancel()
      return seen
    }
  }
}

describe('the stream of a run', () => {
  it('is followed while it works, taken up again where it broke off, and ends with the run', async () => {
    const { promise: gate, resolve: release } = Promise.withResolvers<void>()
    world.work.flows = { enrich_contacts: toyFlow({ onJob: () => gate }) }
    const { id } = await world.start({ params: { jobs: 4 } })
    const first = await read(id, { until: 'dispatched' })
    release()
    const second = await read(id, { lastEventId: first.at(-1)!.id })
    expect(second.at(-1)).toMatchObject({ event: 'end', data: JSON.stringify({ status: 'succeeded' }) })
    const { data } = await listRunEvents(world.context(), id, { limit: 200 })
    const ids = [...first, ...second.slice(0, -1)].map((event) => Number(event.id))
    expect(ids).toEqual(data.map((event) => event.id))
    expect(first.length).toBeGreaterThan(2)
    expect(second.length).toBeGreaterThan(8)
  })

  it('of a finished run ends at once, also where everything has been seen', async () => {
    const { id } = await world.start()
    await world.settled(id)
    const all = await read(id, {})
    expect(all.at(-1)).toMatchObject({ event: 'end' })
    expect(await read(id, { lastEventId: all.at(-2)!.id })).toMatchObject([{ event: 'end' }])
  })

  it('misses nothing although many finish at the same moment', async () => {
    world.work.flows = { enrich_contacts: toyFlow() }
    const { id } = await world.start({ params: { jobs: 40, waves: 2 } })
    const followed = await read(id, {})
    const { rows } = await world.database.admin.query('select id from run_event where run_id = $1 order by id', [id])
    expect(followed.slice(0, -1).map((event) => Number(event.id))).toEqual(rows.map((row) => Number(row.id)))
  })
})
