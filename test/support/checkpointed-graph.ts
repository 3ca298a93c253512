import '../../src/agent/async-local-storage.ts'
import { Annotation, type Command, END, interrupt, START, StateGraph } from '@langchain/langgraph'
import { RunCheckpointer, type RunCheckpointerOptions } from '../../src/agent/checkpointer/run-checkpointer.ts'

const State = Annotation.Root({
  question: Annotation<string>(),
  log: Annotation<string[]>({ reducer: (before, more) => [...before, ...more], default: () => [] }),
})

/** Five nodes, one after the other; the third asks a person and waits. Each node but that one notes that it was paid. */
export const fiveNodes = (paid: string[] = []) => {
  const work = (name: string) => () => {
    paid.push(name)
    return { log: [name] }
  }
  return new StateGraph(State)
    .addNode('plan', work('plan'))
    .addNode('search', work('search'))
    .addNode('ask', () => ({ log: [`answered ${interrupt('go on?')}`] }))
    .addNode('read', work('read'))
    .addNode('report', work('report'))
    .addEdge(START, 'plan')
    .addEdge('plan', 'search')
    .addEdge('search', 'ask')
    .addEdge('ask', 'read')
    .addEdge('read', 'report')
    .addEdge('report', END)
}

/** The state of five nodes that all ran once. */
export const finished = { question: 'who?', log: ['plan', 'search', 'answered yes', 'read', 'report'] }

interface Compilable {
  compile(options: { checkpointer: RunCheckpointer }): {
    invoke(input: unknown, config: Record<string, unknown>): Promise<unknown>
  }
}

export interface Delivery extends RunCheckpointerOptions {
  graph: Compilable
  input?: unknown
  resume?: Command | undefined
  /** Goes on through all supersteps instead of stopping after one. */
  toTheEnd?: boolean
  /** Joins the last write of the delivery. */
  extrasOf?: Parameters<RunCheckpointer['settle']>[1]
}

/** One delivery of a step: read, go on from there, write. */
export const deliver = async ({
  graph,
  input = { question: 'who?' },
  resume,
  toTheEnd,
  extrasOf,
  ...options
}: Delivery) => {
  const checkpointer = new RunCheckpointer(options)
  const begun = await checkpointer.load()
  const config = {
    configurable: { thread_id: options.runId, __pregel_strict_resume: true },
    durability: 'sync',
    ...(toTheEnd ? {} : { interruptAfter: '*' }),
  }
  const invoke = () => graph.compile({ checkpointer }).invoke(begun ? (resume ?? null) : input, config)
  return (await checkpointer.settle(invoke, extrasOf)) as Record<string, unknown>
}
