import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { parseProposalId } from '../proposals/proposal-id.ts'

export interface ModelCall {
  purpose: string
  model: string
  /** Cut to 8,000 characters. */
  prompt: string
  answer: string
  at: string
  duration_ms: number
  input_tokens: number
  output_tokens: number
  cost_usd: number
}

/**
 * What a model was asked, and answered, on the way to a proposal: in its own step and in the research it came from.
 * Nothing where no run made it. @throws AppError not_found
 */
export async function listModelCallsBehind(ctx: Context, id: string): Promise<ModelCall[]> {
  const proposalId = parseProposalId(id)
  const { rows } = await ctx.db.run(
    'read',
    sql`select p.id from proposal p where p.tenant_id = app_tenant_id() and p.id = ${proposalId}::uuid`,
    sql`select e.detail->>'purpose' as purpose, e.detail->>'model' as model, e.detail->>'prompt' as prompt, e.detail->>'answer' as answer,
        e.at, e.duration_ms, e.input_tokens, e.output_tokens, e.cost_usd::float8 as cost_usd
      from proposal p join run_event e on e.tenant_id = p.tenant_id and e.run_id = p.run_id and e.kind = 'model_call'
      where p.tenant_id = app_tenant_id() and p.id = ${proposalId}::uuid and (
        p.origin->'event_keys' ? e.event_key
        or case when p.origin ? 'job_keys' then p.origin->'job_keys' ? (e.detail->>'job')
          else e.detail->>'job' in (select j.job_key from research_job j where j.tenant_id = p.tenant_id and j.run_id = p.run_id and j.wave = (p.origin->>'wave')::int) end)
      order by e.id`,
  )
  if (rows[0]!.length === 0) throw notFound('There is no such proposal.')
  return rows[1] as unknown as ModelCall[]
}
