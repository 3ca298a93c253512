/**
 * What a delivery gives the graph's nodes: reading, counting tools, and two ways to have an effect. `commit` joins rows to
 * the superstep's own write, so that a delivery that loses its race leaves no trace; `propose` is keyed by run and question.
 */
import type { Context } from '../context.ts'
import type { Draft } from '../proposals/draft.ts'
import type { ProposeResult } from '../proposals/propose-changes.ts'
import type { UseCase } from '../runs/use-case.ts'
import type { Extras } from './checkpointer/superstep.ts'
import type { Flow, FlowTools, JobResult, JobSpec, RunBrief, RunEventDraft } from './flow.ts'

export type Flows = Partial<Record<UseCase, Flow>>

export type Choice = { useCase: UseCase } | { declined: string }

/** Chooses the use case for a question, or declines with a sentence. */
export type ChooseUseCase = (run: RunBrief, tools: FlowTools) => Promise<Choice>

export interface RunEnd {
  answer: string
  result: Record<string, unknown> | null
  /** The sentence of the budget that ended it early, or null. */
  stopped: string | null
}

export interface TaskTools extends FlowTools {
  /** The timeline's keys of the model calls this task has made so far. */
  modelCalls(): string[]
  /** Notes what the task has done, with the time since it was given its tools. */
  done(event: RunEventDraft): void
}

export interface StepWork {
  ctx: Context
  flows: Flows
  chooseUseCase: ChooseUseCase
  /** Tools for one task of a superstep; what they spend and note commits with it. */
  tools(taskId: string): TaskTools
  /** Joins rows to the write of this superstep. */
  commit(extras: Extras): void
  /** Sends out the jobs of a wave, or keeps them as skipped where a budget has ended the research. */
  dispatch(jobs: JobSpec[], wave: number, skippedBecause: string | null): void
  /** Puts skipped jobs back into a new wave and sends them out; `whole` takes the finished ones of the last wave along. */
  dispatchAgain(jobs: JobSpec[], wave: number, whole: boolean): void
  listResults(wave: number): Promise<JobResult[]>
  listSkipped(): Promise<JobSpec[]>
  /** Files drafts under this delivery's lease. @throws LostRace */
  propose(drafts: Draft[]): Promise<ProposeResult[]>
  end(end: RunEnd): void
}
