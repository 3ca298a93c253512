import { sql } from 'drizzle-orm'
import type { Row } from '../db/statement.ts'
import type { Usage, UseCase } from './use-case.ts'

export type RunStatus = 'queued' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled'

/** A run as callers see it. */
export interface RunView {
  id: string
  use_case: UseCase | null
  status: RunStatus
  /** Why it ended earlier than it would have: the budget it reached. */
  status_reason: string | null
  prompt: string | null
  params: Record<string, unknown>
  budget: Record<string, number>
  progress: { done: number; total: number }
  /** What it waits for: research that is out, or a person's answer. */
  waiting: { kind: 'research' } | { kind: 'confirm'; ask: string; value: unknown } | null
  answer: string | null
  result: Record<string, unknown> | null
  proposal_count: number
  usage: Usage & { queue_messages: number }
  error: string | null
  created_at: string
  finished_at: string | null
}

/** The columns of a run's view, over `run r`. */
export const runColumns = sql`r.id, r.use_case, r.status, r.status_reason, r.prompt, r.params, r.budget, r.done, r.total, r.waiting, r.answer, r.result,
  (select count(*) from proposal p where p.tenant_id = r.tenant_id and p.run_id = r.id)::int as proposal_count,
  r.model_calls, r.input_tokens, r.output_tokens, r.cost_usd::float8 as cost_usd, r.searches, r.pages, r.queue_messages, r.error, r.created_at, r.finished_at`

export function presentRun(row: Row): RunView {
  const { done, total, model_calls, input_tokens, output_tokens, cost_usd, searches, pages, queue_messages, ...rest } =
    row
  const waiting = rest.status === 'waiting' ? (rest.waiting as RunView['waiting']) : null
  const usage = { model_calls, input_tokens, output_tokens, cost_usd, searches, pages, queue_messages }
  return { ...rest, waiting, progress: { done, total }, usage } as unknown as RunView
}
