import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { conflict, invalid } from '../errors.ts'
import type { Queue } from '../platform/queue.ts'
import { hashOf } from './hash-of.ts'
import { stepMessage } from './outbox.ts'
import { publishMessages } from './publish-messages.ts'
import { parseRunParams } from './run-params.ts'
import { presentRun, type RunView, runColumns } from './run-view.ts'
import { Budget, UseCase } from './use-case.ts'

export type RunContext = Context & { queue: Queue }

export const StartRun = z.object({
  use_case: UseCase.nullish(),
  prompt: z.string().trim().min(1).max(4000).nullish(),
  params: z.record(z.string(), z.unknown()).nullish(),
  reasoning_type: z.string().min(1).max(100).nullish(),
  budget: Budget.nullish(),
  idempotency_key: z.string().min(1).max(255).nullish(),
})
export type StartRun = z.infer<typeof StartRun>

/**
 * Starts a run in one round trip and sends its first step on its way. The same idempotency key answers the first run.
 * @throws AppError invalid with paths | conflict where the key was used for another request
 */
export async function startRun(ctx: RunContext, input: StartRun): Promise<RunView> {
  const useCase = input.use_case ?? null
  const prompt = input.prompt ?? null
  if (useCase === null && prompt === null)
    throw invalid('Say what to do: a use case, or a question.', [
      { path: 'prompt', message: 'Needed where use_case is not given.' },
    ])
  if (useCase === 'ask' && prompt === null)
    throw invalid('There is no question to answer.', [{ path: 'prompt', message: 'Needed for the use case "ask".' }])
  const params = parseRunParams(useCase, input.params ?? {})
  const request = {
    use_case: useCase,
    prompt,
    params,
    reasoning_type: input.reasoning_type ?? 'crm',
    budget: input.budget ?? {},
  }
  const key = input.idempotency_key ?? null
  const hash = key === null ? null : await hashOf(request)
  const [id, outboxId] = [crypto.randomUUID(), crypto.randomUUID()]
  const { actor, rows } = await ctx.db.run(
    'run',
    sql`with started as (
      insert into run (id, use_case, prompt, params, reasoning_type, budget, idempotency_key, request_hash, started_by_kind, started_by_user_id, started_by_key_id, surface, queue_messages)
      values (${id}::uuid, ${useCase}, ${prompt}, ${JSON.stringify(params)}::jsonb, ${request.reasoning_type}, ${JSON.stringify(request.budget)}::jsonb, ${key}, ${hash},
        app_actor_kind(), app_user_id(), app_key_id(), app_surface(), 1)
      on conflict (tenant_id, idempotency_key) where idempotency_key is not null do nothing returning id, tenant_id),
    noted as (insert into run_event (run_id, event_key, kind, message) select id, 'start', 'started', 'The run was started.' from started)
    insert into outbox (id, run_id, path, body)
    select ${outboxId}::uuid, id, '/qstash/steps', jsonb_build_object('tenant_id', tenant_id, 'run_id', id, 'outbox_id', ${outboxId}::text) from started`,
    sql`select ${runColumns}, r.request_hash from run r where r.tenant_id = app_tenant_id() and (r.id = ${id}::uuid or r.idempotency_key = ${key})`,
  )
  const { request_hash, ...row } = rows[1]![0]!
  if (row.id === id) await publishMessages(ctx, [stepMessage(actor.tenantId, id, outboxId)])
  else if (request_hash !== hash)
    throw conflict('This idempotency key has been used for another request.', { run_id: row.id })
  return presentRun(row)
}
