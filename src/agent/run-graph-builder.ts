import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import type { UseCase } from '../runs/use-case.ts'
import type { RunState, RunUpdate } from './state.ts'
import type { StepWork } from './step-work.ts'

export type RunNode = (state: RunState, config: LangGraphRunnableConfig) => RunUpdate | Promise<RunUpdate>

/** The builder as contributors see it: nodes by name, edges by name. */
export interface RunGraphBuilder {
  addNode(name: string, node: RunNode): RunGraphBuilder
  addEdge(from: string, to: string): RunGraphBuilder
  addConditionalEdges(from: string, next: (state: RunState) => string, targets: string[]): RunGraphBuilder
}

/**
 * A use case that brings nodes of its own instead of a flow. `route` hands over to `entry`; its nodes end by an edge to
 * `propose` (drafts), `dispatch` (jobs) or `finish`. State between its nodes lives in `memory`.
 */
export interface OwnNodes {
  useCase: UseCase
  entry: string
  addNodes(builder: RunGraphBuilder, work: StepWork): void
}
