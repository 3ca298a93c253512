/** One delivery per request, as a user would write it with the official saver, and as we do. */
import '../../src/agent/async-local-storage.ts'
import { Command } from '@langchain/langgraph'
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres'
import { neonConfig, Pool } from '@neondatabase/serverless'
import { RunCheckpointer } from '../../src/agent/checkpointer/run-checkpointer.ts'
import { createNeonTransport } from '../../src/db/neon-transport.ts'
import { ScopedDatabase } from '../../src/db/scoped-database.ts'
import { fiveNodes } from '../../test/support/checkpointed-graph.ts'

interface BenchEnv {
  DATABASE_URL: string
  NEON_URL: string
  WS_HOST: string
}

interface Step {
  saver: 'ours' | 'official' | 'none'
  runId: string
  tenantId: number
  resume?: boolean
  first?: boolean
}

export default {
  async fetch(request: Request, env: BenchEnv, ctx: { waitUntil(work: Promise<unknown>): void }): Promise<Response> {
    if (request.method === 'GET') return new Response('ready')
    const step = (await request.json()) as Step
    if (step.saver === 'none') return Response.json({})
    const state = step.saver === 'ours' ? await ours(step, env) : await official(step, env, ctx)
    return Response.json(state)
  },
}

const configOf = ({ runId }: Step) => ({
  configurable: { thread_id: runId },
  durability: 'sync' as const,
  interruptAfter: '*' as const,
})

async function ours(step: Step, env: BenchEnv) {
  const transport = createNeonTransport(env.DATABASE_URL, env.NEON_URL)
  const scope = { credential: { kind: 'system', value: String(step.tenantId) }, surface: 'run' } as const
  const sql = new ScopedDatabase(transport, scope).transport('run')
  const checkpointer = new RunCheckpointer({ sql, runId: step.runId })
  const input = step.resume ? new Command({ resume: 'yes' }) : step.first ? { question: 'who?' } : null
  return checkpointer.settle(() =>
    fiveNodes()
      .compile({ checkpointer })
      .invoke(input as null, configOf(step)),
  )
}

// a pool cannot outlive its request in workerd, so that each pays for its connection
async function official(step: Step, env: BenchEnv, ctx: { waitUntil(work: Promise<unknown>): void }) {
  neonConfig.wsProxy = () => env.WS_HOST
  neonConfig.useSecureWebSocket = false
  const options = `-c app.tenant_id=${step.tenantId}`
  const pool = new Pool({ connectionString: env.DATABASE_URL, options })
  pool.on('error', () => {})
  try {
    const checkpointer = new PostgresSaver(pool as never)
    const input = step.resume ? new Command({ resume: 'yes' }) : step.first ? { question: 'who?' } : null
    return await fiveNodes()
      .compile({ checkpointer: checkpointer as never })
      .invoke(input as null, configOf(step))
  } finally {
    ctx.waitUntil(pool.end())
  }
}
