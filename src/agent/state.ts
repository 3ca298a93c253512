import './async-local-storage.ts'
import { Annotation } from '@langchain/langgraph'
import type { Draft } from '../proposals/draft.ts'
import type { UseCase } from '../runs/use-case.ts'
import type { JobSpec, Json, RunBrief } from './flow.ts'

/** What became of the drafts of a run so far. */
export interface ProposalCounts {
  created: number
  existing: number
  refused: number
  already_true: number
}

/** Sources that were not read, as the run's answer names them. */
export interface Unread {
  count: number
  /** The first few. */
  labels: string[]
}

/** The state of a run between its supersteps: small, serialisable, ids and not rows. */
export const RunState = Annotation.Root({
  /** Where an invocation enters: a new run, or one that was stopped and goes on. */
  entry: Annotation<'begin' | 'reopen'>(),
  phase: Annotation<'working' | 'finished'>(),
  run: Annotation<RunBrief>(),
  tenant_id: Annotation<number>(),
  use_case: Annotation<UseCase | null>(),
  /** The registry as a prompt reads it, taken once when the run began. */
  schema_context: Annotation<string>(),
  memory: Annotation<Record<string, Json>>(),
  confirmed: Annotation<Json>(),
  /** What a person is asked, while nobody has answered. */
  asked: Annotation<{ kind: string; value: Json } | null>(),
  drafts: Annotation<Draft[]>(),
  jobs: Annotation<JobSpec[]>(),
  wave: Annotation<number>(),
  /** The sentence of the budget that ended the research early. */
  stopped: Annotation<string | null>(),
  /** The node a budget ended, to be entered again when the run is resumed. */
  stopped_in: Annotation<string | null>(),
  answer: Annotation<string | null>(),
  result: Annotation<Record<string, Json> | null>(),
  counts: Annotation<ProposalCounts>(),
  unread: Annotation<Unread>(),
})
export type RunState = typeof RunState.State
export type RunUpdate = Partial<RunState>

/** What a run begins with. */
export const beginState = (run: RunBrief, useCase: UseCase | null, schemaContext: string): RunState => ({
  entry: 'begin',
  phase: 'working',
  run,
  tenant_id: run.tenantId,
  use_case: useCase,
  schema_context: schemaContext,
  memory: {},
  confirmed: null,
  asked: null,
  drafts: [],
  jobs: [],
  wave: 0,
  stopped: null,
  stopped_in: null,
  answer: null,
  result: null,
  counts: { created: 0, existing: 0, refused: 0, already_true: 0 },
  unread: { count: 0, labels: [] },
})
