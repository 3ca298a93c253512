/** Guards a query many times, or asks it once: as the product does, or bare as somebody who trusts it would. */
import type { Context } from '../../src/context.ts'
import { createNeonTransport } from '../../src/db/neon-transport.ts'
import { ScopedDatabase } from '../../src/db/scoped-database.ts'
import { guardQuery } from '../../src/query/guard-query.ts'
import { runQuery } from '../../src/query/run-query.ts'
import { getReasoningSchema } from '../../src/registry/get-reasoning-schema.ts'
import type { ReasoningTable } from '../../src/registry/reasoning-table.ts'

interface BenchEnv {
  DATABASE_URL: string
  NEON_URL: string
  TENANT_ID: string
}

interface Task {
  what: 'guard' | 'guarded' | 'bare'
  query: string
  times: number
}

let registry: ReasoningTable[] | undefined

export default {
  async fetch(request: Request, env: BenchEnv): Promise<Response> {
    if (request.method === 'GET') return new Response('ready')
    const { what, query, times } = (await request.json()) as Task
    const transport = createNeonTransport(env.DATABASE_URL, env.NEON_URL)
    const db = new ScopedDatabase(transport, {
      credential: { kind: 'system', value: env.TENANT_ID },
      surface: 'api',
    })
    const ctx: Context = { db, now: new Date(), log: () => {} }
    registry ??= await getReasoningSchema(ctx, 'crm')
    if (what === 'guard') for (let time = 0; time < times; time++) await guardQuery(query, { registry })
    if (what === 'guarded') await runQuery(ctx, { query, reasoning: 'bench' })
    if (what === 'bare') await db.run('read', { text: query, params: [] })
    return new Response()
  },
}
