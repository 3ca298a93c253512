import { Hono } from 'hono'
import { stepRoutes } from '../../functions/steps/step-routes.ts'
import { serveQstash } from '../../local/qstash/serve-qstash.ts'
import type { Context } from '../../src/context.ts'
import { ScopedDatabase } from '../../src/db/scoped-database.ts'
import type { SqlTransport } from '../../src/db/statement.ts'
import { createQstashQueue } from '../../src/platform/qstash-queue.ts'
import type { Queue } from '../../src/platform/queue.ts'
import { createDeliveryVerifier } from '../../src/platform/verify-delivery.ts'
import { advanceRun } from '../../src/runs/advance-run.ts'
import { doResearchJob } from '../../src/runs/do-research-job.ts'
import { getRun } from '../../src/runs/get-run.ts'
import type { RunView } from '../../src/runs/run-view.ts'
import type { RunWork } from '../../src/runs/run-work.ts'
import { type RunContext, type StartRun, startRun } from '../../src/runs/start-run.ts'
import { openTestDatabase, type TestDatabase, type TestDatabaseOptions } from './database.ts'
import { fakeModel, fakeWeb } from './fake-model.ts'
import { Killed, serveApp } from './serve-app.ts'
import { toyFlow } from './toy-flow.ts'

const keys = { currentSigningKey: 'sig_current_of_a_test', nextSigningKey: 'sig_next_of_a_test' }
const token = 'token-of-a-test'

export interface RunWorldOptions extends TestDatabaseOptions {
  database?: TestDatabase
  work?: Partial<RunWork>
  /** Of the broker: every wait is multiplied with it. */
  timeScale?: number
}

export type RunWorld = Awaited<ReturnType<typeof openRunWorld>>

/** Everything a run needs but a model and a web: database, broker, and the routes it delivers to, on this machine. */
export async function openRunWorld(options: RunWorldOptions = {}) {
  const database = options.database ?? (await openTestDatabase(options))
  const { rows } = await database.admin.query(`insert into tenant (name) values ('Acme') returning id`)
  const tenantId = Number(rows[0].id)
  const model = fakeModel()
  const web = fakeWeb()
  const kills = { count: 0, next: (_delivery: { path: string; moment: Moment }): boolean => false }
  const logged: { event: string; detail: unknown }[] = []
  const work: RunWork = {
    transport: database.sql,
    queue: { publish: async () => ({ taken: [], refused: [] }) },
    model,
    web,
    flows: { enrich_contacts: toyFlow() },
    now: () => new Date(),
    log: (_level, event, detail) => void logged.push({ event, detail }),
    ...options.work,
  }
  const verify = createDeliveryVerifier(keys)
  const answered: { path: string; status: number }[] = []
  let publicUrl = ''
  const app = await serveApp(async (request) => {
    const path = new URL(request.url).pathname
    const alive = { yes: true }
    // a killed Worker reads and writes nothing any more, whatever it was about to do
    const transport: SqlTransport = async (statements) => {
      if (alive.yes && kills.next({ path, moment: 'before' })) alive.yes = false
      if (!alive.yes) return dead()
      const answer = await work.transport(statements)
      if (kills.next({ path, moment: 'after' })) alive.yes = false
      return alive.yes ? answer : dead()
    }
    const dead = (): never => {
      kills.count += 1
      throw new Killed('killed')
    }
    const queue: Queue = { publish: (messages) => (alive.yes ? work.queue.publish(messages) : dead()) }
    const parts = { work: { ...work, transport, queue }, verify, publicUrl }
    const response = await new Hono()
      .route(
        '/qstash',
        stepRoutes(() => parts),
      )
      .request(request)
    answered.push({ path, status: response.status })
    if (!alive.yes) throw new Killed('killed')
    return response
  })
  publicUrl = app.url
  const broker = await serveQstash({
    databaseUrl: database.databaseUrl,
    token,
    ...keys,
    timeScale: options.timeScale ?? 0.001,
  })
  work.queue = options.work?.queue ?? createQstashQueue({ baseUrl: broker.url, token, publicUrl })

  const context = (tenant = tenantId): RunContext => {
    const db = new ScopedDatabase(database.sql, {
      credential: { kind: 'system', value: String(tenant) },
      surface: 'api',
    })
    return { db, now: new Date(), log: work.log, queue: work.queue }
  }
  const ctx: Context = context()
  return {
    database,
    tenantId,
    model,
    web,
    work,
    broker,
    kills,
    logged,
    answered,
    publicUrl,
    context,
    /** One delivery of a step, or of a job, past the broker. */
    deliverStep: (run_id: string, messageId: string = crypto.randomUUID(), changed: Partial<RunWork> = {}) =>
      advanceRun({ ...work, ...changed }, { message: { tenant_id: tenantId, run_id }, messageId, retried: 0 }),
    deliverJob: (
      run_id: string,
      job_key: string,
      messageId: string = crypto.randomUUID(),
      changed: Partial<RunWork> = {},
    ) =>
      doResearchJob(
        { ...work, ...changed },
        { message: { tenant_id: tenantId, run_id, job_key }, messageId, retried: 0 },
      ),
    start: (input: Partial<StartRun> = {}) => startRun(context(), { use_case: 'enrich_contacts', ...input }),
    get: (id: string): Promise<RunView> => getRun(ctx, id),
    query: async (text: string, params: unknown[] = []) => (await database.admin.query(text, params)).rows,
    /** The run once nothing is on its way any more. */
    async settled(id: string): Promise<RunView> {
      await broker.idle()
      return getRun(ctx, id)
    },
    proposals: async (id: string) =>
      (
        await database.admin.query(`select data->>'title' as title from proposal where run_id = $1 order by 1`, [id])
      ).rows.map(({ title }) => title as string),
    async close() {
      await broker.close()
      await app.close()
      if (!options.database) await database.close()
    },
  }
}

export type Moment = 'before' | 'after'
