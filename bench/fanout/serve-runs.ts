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
}

export type Asked = { ask: 'start'; jobs: number } | { ask: 'cpu' }

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
  // composed per request, as in a Worker
  const app = await serveApp((request) => {
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
  process.on('message', async (asked: Asked) => {
    process.send!(asked.ask === 'start' ? (await start(asked.jobs)).id : cpuMs())
  })
  process.send!('ready')
}

const cpuMs = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

process.once('message', serve)
process.once('disconnect', () => process.exit())
