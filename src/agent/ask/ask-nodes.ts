import type { OwnNodes } from '../run-graph-builder.ts'
import { afterWorker, crmWorker } from './crm-worker.ts'
import { afterEvaluate, evaluate } from './evaluate.ts'
import { useTools } from './use-tools.ts'

/** A question in plain words: worker ⇄ tools → evaluate → worker again with feedback, or proposals and the end. */
export const askNodes: OwnNodes = {
  useCase: 'ask',
  entry: 'crm_worker',
  addNodes(builder, work) {
    builder
      .addNode('crm_worker', crmWorker(work))
      .addNode('tools', useTools(work))
      .addNode('evaluate', evaluate(work))
      .addConditionalEdges('crm_worker', afterWorker, ['tools', 'evaluate', 'finish'])
      .addConditionalEdges('tools', ({ stopped }) => (stopped ? 'finish' : 'crm_worker'), ['crm_worker', 'finish'])
      .addConditionalEdges('evaluate', afterEvaluate, ['crm_worker', 'propose', 'finish'])
  },
}
