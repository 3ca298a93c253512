import type { RunBrief } from '../agent/flow.ts'
import type { Row } from '../db/statement.ts'
import type { Budget, Usage, UseCase } from './use-case.ts'

/** A run as the database hands it to whoever may work on it now. */
export interface ClaimedRun {
  id: string
  tenant_id: number
  use_case: UseCase | null
  prompt: string | null
  params: Record<string, unknown>
  reasoning_type: string
  started_by_user_id: number | null
  attempt: number
  step: number
  waiting: { kind: 'research' | 'confirm' } | null
  confirmed: unknown
  budget: Budget
  used: Usage
  used_today: Usage | null
  settings: Record<string, unknown> | null
  /** Answers paid for by deliveries that were stopped. */
  kept: unknown
  /** For a job: how many others are out, and what each is expected to spend. */
  at_work?: { of_run: number; of_day: number; each: Usage }
}

export interface ClaimedJob {
  key: string
  kind: string
  input: Record<string, never>
  label: string
  attempts: number
}

export type Verdict =
  | ({ verdict: 'go'; job?: ClaimedJob } & ClaimedRun)
  | { verdict: 'held'; seconds: number }
  | { verdict: 'exhausted'; attempts?: number; error?: string | null }
  | { verdict: 'replayed' | 'gone' | 'finished' | 'run_finished' | 'waiting' }

export const verdictOf = (row: Row | undefined) => row!.verdict as Verdict

export const briefOf = (run: ClaimedRun): RunBrief => ({
  id: run.id,
  tenantId: run.tenant_id,
  prompt: run.prompt,
  params: run.params,
  reasoningType: run.reasoning_type,
  startedByUserId: run.started_by_user_id,
})
