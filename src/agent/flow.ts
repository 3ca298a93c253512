/**
 * A use case as the run engine carries it out: plan, fan out, assess, propose. The graph is the same for all of them:
 *   route → plan → [dispatch → await_research → assess]* → propose → finish
 * Every function here may run again after a crash or a redelivery, so it only reads and returns; the engine writes.
 */
import type { Context } from '../context.ts'
import type { Model } from '../platform/model.ts'
import type { Draft } from '../proposals/draft.ts'
import type { UseCase } from '../runs/use-case.ts'
import type { Web } from '../web/web.ts'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** What a flow is told about its run. */
export interface RunBrief {
  id: string
  tenantId: number
  prompt: string | null
  params: Record<string, unknown>
  reasoningType: string
  /** The person who started it, or null for the cron and for agents. */
  startedByUserId: number | null
}

/** One line of a run's timeline. */
export interface RunEventDraft {
  /** What happened, as one word: searched, read, dropped, not_the_same_person, model_call, ... */
  kind: string
  /** A sentence for people. */
  message: string
  detail?: Record<string, unknown>
}

/** What a flow may use. `model` and `web` count what they spend and throw BudgetReached where the run's budget ends. */
export interface FlowTools {
  ctx: Context
  model: Model
  web: Web
  note(event: RunEventDraft): void
}

/** One unit of fan-out; `key` is unique in the run and the same whenever the plan is made again. */
export interface JobSpec {
  key: string
  kind: string
  /** Small and serialisable: ids, addresses, names. */
  input: Record<string, Json>
  /** What is being read now, for the progress line: "Northwind (northwind.example)". */
  label: string
}

export interface JobResult {
  key: string
  kind: string
  input: Record<string, Json>
  status: 'done' | 'failed' | 'skipped'
  result: Record<string, unknown> | null
  /** Why it failed or was skipped, as a sentence. */
  error: string | null
}

/** Where a flow stands: what it remembers between its own functions (`memory`: small, ids not rows), and what to do next. */
export interface FlowTurn {
  memory?: Record<string, Json>
  /** Further research; the flow is assessed again when all of it has finished. */
  jobs?: JobSpec[]
  /** Proposals to file. Filing is keyed by run and question, so that a repeated turn adds nothing. */
  drafts?: Draft[]
  /** What a person has to confirm before the run goes on; it waits, and `FlowInput.confirmed` holds the answer. */
  confirm?: { kind: string; value: Json }
  /** The sentence (or short text) that answers the run. Only the last one counts. */
  answer?: string
  /** What the run shows beside its proposals: a signature, a scan's report. */
  result?: Record<string, Json>
}

export interface FlowInput {
  run: RunBrief
  memory: Record<string, Json>
  confirmed?: Json
  /** True when a budget ended the research early: propose what there is, and say so. */
  stoppedAtBudget: boolean
}

export interface Flow {
  useCase: UseCase
  /** Reads the CRM and decides what to research, or proposes at once. */
  plan(input: FlowInput, tools: FlowTools): Promise<FlowTurn>
  /** One job, in a delivery of its own; well under 30 s. What it returns is kept as the job's result (small: at most 200 kB). */
  research(job: JobSpec, run: RunBrief, tools: FlowTools): Promise<Record<string, unknown>>
  /** Called when every job of a wave has finished, with the results of that wave. */
  assess(input: FlowInput, results: JobResult[], tools: FlowTools): Promise<FlowTurn>
}
