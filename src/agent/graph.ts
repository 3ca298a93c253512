/**
 * START → route → plan → [propose] → [confirm → plan] → [dispatch → await_research → assess]* → finish → END
 * One node, one effect; an interrupt stands alone in its node. A stopped run enters again at reopen.
 */
import './async-local-storage.ts'
import { END, START, StateGraph } from '@langchain/langgraph'
import type { NeonCheckpointSaver } from './checkpointer/neon-checkpoint-saver.ts'
import { assess } from './nodes/assess.ts'
import { awaitResearch } from './nodes/await-research.ts'
import { confirm } from './nodes/confirm.ts'
import { dispatch } from './nodes/dispatch.ts'
import { finish } from './nodes/finish.ts'
import { nextOf } from './nodes/next-of.ts'
import { plan } from './nodes/plan.ts'
import { propose } from './nodes/propose.ts'
import { reopen, reopenedAt } from './nodes/reopen.ts'
import { route } from './nodes/route.ts'
import type { OwnNodes, RunGraphBuilder } from './run-graph-builder.ts'
import { RunState } from './state.ts'
import type { StepWork } from './step-work.ts'

/** The graph of all runs, wired for one delivery. */
export function compileRunGraph(work: StepWork, ownNodes: OwnNodes[], checkpointer: NeonCheckpointSaver) {
  const graph = new StateGraph(RunState)
  const builder = graph as unknown as RunGraphBuilder
  const entries = new Map<string, string>(ownNodes.map(({ useCase, entry }) => [useCase, entry]))
  const turns = ['propose', 'confirm', 'dispatch', 'finish']
  builder
    .addNode('route', route(work))
    .addNode('plan', plan(work))
    .addNode('confirm', confirm)
    .addNode('dispatch', dispatch(work))
    .addNode('await_research', awaitResearch)
    .addNode('assess', assess(work))
    .addNode('propose', propose(work))
    .addNode('finish', finish(work))
    .addNode('reopen', reopen(work))
  for (const own of ownNodes) own.addNodes(builder, work)
  builder
    .addConditionalEdges(START, ({ entry }) => (entry === 'reopen' ? 'reopen' : 'route'), ['reopen', 'route'])
    .addConditionalEdges('route', ({ use_case }) => (use_case ? (entries.get(use_case) ?? 'plan') : 'finish'), [
      'plan',
      'finish',
      ...entries.values(),
    ])
    .addConditionalEdges('plan', nextOf, turns)
    .addEdge('confirm', 'plan')
    .addConditionalEdges('dispatch', ({ stopped }) => (stopped ? 'finish' : 'await_research'), [
      'finish',
      'await_research',
    ])
    .addEdge('await_research', 'assess')
    .addConditionalEdges('assess', nextOf, turns)
    .addConditionalEdges('propose', nextOf, turns)
    .addConditionalEdges('reopen', reopenedAt(entries), [
      'await_research',
      'assess',
      'plan',
      'route',
      'finish',
      ...entries.values(),
    ])
    .addEdge('finish', END)
  return graph.compile({ checkpointer })
}
