/** The product's queue routes in a process of their own, so that what it computes can be told from broker and database. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import { stepRoutes } from '../../functions/steps/step-routes.ts'
import { createNeonTransport } from '../../src/db/neon-transport.ts'
import { ScopedDatabase } from '../../src/db/scoped-database.ts'
import { createQstashQueue } from '../../src/platform/qstash-queue.ts'
import { createDeliveryVerifier } from '../../src/platform/verify-delivery.ts'
import type { RunWork } from '../../src/runs/run-work.ts'
import { startRun } from '../../src/runs/start-run.ts'
import { fakeModel, fakeWeb } from '../../test/support/fake-model.ts'
import { serveApp } from '../../test/support/serve-app.ts'
import { toyFlow } from '../../test/support/toy-flow.ts'

export interface ServedRuns {
  databaseUrl: string
  neonUrl: string
  tenantId: number
  brokerUrl: string
  token: string
  currentSigningKey: string
  nextSigningKey: string
  jobMs: number
  parallelism: number
}

export type Asked = { ask: 'start' | 'bare'; jobs: number } | { ask: 'cpu' }

const serve = async (options: ServedRuns) => {
  const { brokerUrl: baseUrl, token, jobMs } = options
  const transport = createNeonTransport(options.databaseUrl, options.neonUrl)
  const verify = createDeliveryVerifier(options)
  let publicUrl = ''
  const work: Omit<RunWork, 'queue'> = {
    transport,
    model: fakeModel(),
    web: fakeWeb(),
    flows: { enrich_contacts: toyFlow({ onJob: () => sleep(jobMs) }) },
    now: () => new Date(),
    log: (_level, event, detail) => console.error(event, detail),
  }
  const bare = { expected: 0, done: () => {} }
  // composed per request, as in a Worker
  const app = await serveApp(async (request) => {
    if (new URL(request.url).pathname === '/bare') {
      await sleep(jobMs)
      if (--bare.expected === 0) bare.done()
      return new Response('done')
    }
    const queue = createQstashQueue({ baseUrl, token, publicUrl })
    return new Hono()
      .route(
        '/qstash',
        stepRoutes(() => ({ work: { ...work, queue }, verify, publicUrl })),
      )
      .request(request)
  })
  publicUrl = app.url
  const start = (jobs: number) => {
    const credential = { kind: 'system', value: String(options.tenantId) } as const
    const db = new ScopedDatabase(transport, { credential, surface: 'api' })
    const queue = createQstashQueue({ baseUrl, token, publicUrl })
    return startRun({ db, now: new Date(), log: work.log, queue }, { use_case: 'enrich_contacts', params: { jobs } })
  }
  /** As many messages as a run's jobs, to a handler that only sleeps: what the queue itself makes possible here and now. */
  const askBare = async (jobs: number): Promise<number> => {
    const { promise, resolve } = Promise.withResolvers<void>()
    Object.assign(bare, { expected: jobs, done: resolve })
    const startedAt = performance.now()
    const flowControl = { key: crypto.randomUUID(), parallelism: options.parallelism }
    const messages = Array.from({ length: jobs }, () => ({
      id: crypto.randomUUID(),
      path: '/bare',
      body: {},
      flowControl,
    }))
    await createQstashQueue({ baseUrl, token, publicUrl }).publish(messages)
    await promise
    return performance.now() - startedAt
  }
  process.on('message', async (asked: Asked) => {
    if (asked.ask === 'cpu') process.send!(cpuMs())
    else process.send!(asked.ask === 'start' ? (await start(asked.jobs)).id : await askBare(asked.jobs))
  })
  process.send!('ready')
}

const cpuMs = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

process.once('message', serve)
process.once('disconnect', () => process.exit())
