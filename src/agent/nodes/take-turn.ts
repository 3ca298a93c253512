import type { LangGraphRunnableConfig } from '@langchain/langgraph'
import { invalid } from '../../errors.ts'
import { BudgetReached } from '../../runs/budget-reached.ts'
import type { Flow, FlowInput, FlowTurn } from '../flow.ts'
import type { RunState, RunUpdate } from '../state.ts'
import type { StepWork, TaskTools } from '../step-work.ts'

// more would be a message storm, and a person could never read what it finds
const MAX_JOBS = 500
// a flow that always finds something further to read ends here
const MAX_WAVES = 20

/** LangGraph's id of the task a node runs as: the same when the same superstep is run again. */
export const taskIdOf = (config: LangGraphRunnableConfig): string => {
  const id = config.configurable?.__pregel_task_id as string | undefined
  if (!id) throw new Error('This node runs outside of a graph.')
  return id
}

export function flowOf(work: StepWork, useCase: string | null): Flow {
  const flow = useCase ? work.flows[useCase as keyof StepWork['flows']] : undefined
  if (!flow) throw invalid(`"${useCase}" is not something this service can do.`)
  return flow
}

type Turn = (input: FlowInput, tools: TaskTools) => Promise<FlowTurn>

/** One turn of a flow. Where a budget ends it, it is asked once more for what it has, without spending. */
export async function takeTurn(
  node: 'plan' | 'assess',
  state: RunState,
  { tools, turn, skipped }: { tools: TaskTools; turn: Turn; skipped: string | null },
): Promise<RunUpdate> {
  const input = {
    run: state.run,
    memory: state.memory,
    ...(state.confirmed !== null && { confirmed: state.confirmed }),
  }
  const { answered, stopped, stoppedHere } = await stopAtBudget(turn, input, tools, skipped ?? state.stopped)
  if (stopped && stopped !== state.stopped) tools.note({ kind: 'stopped_at_budget', message: stopped })
  const modelCalls = tools.modelCalls()
  const drafts = (answered.drafts ?? []).map((draft) => ({
    ...draft,
    run_id: state.run.id,
    origin: { ...draft.origin, step: node, wave: state.wave, event_keys: modelCalls },
  }))
  return {
    // what a budget ended is asked again from where it began
    memory: stoppedHere ? state.memory : (answered.memory ?? state.memory),
    drafts,
    jobs: stoppedHere ? [] : jobsOf(answered, state, tools),
    asked: answered.confirm ?? null,
    confirmed: null,
    answer: answered.answer ?? state.answer,
    result: answered.result ?? state.result,
    stopped,
    stopped_in: stoppedHere ? node : null,
  }
}

async function stopAtBudget(
  turn: Turn,
  input: Omit<FlowInput, 'stoppedAtBudget'>,
  tools: TaskTools,
  stopped: string | null,
) {
  try {
    const answered = await turn({ ...input, stoppedAtBudget: stopped !== null }, tools)
    return { answered, stopped, stoppedHere: false }
  } catch (error) {
    if (!(error instanceof BudgetReached)) throw error
    return { answered: await salvage(turn, input, tools), stopped: error.message, stoppedHere: true }
  }
}

async function salvage(turn: Turn, input: Omit<FlowInput, 'stoppedAtBudget'>, tools: TaskTools): Promise<FlowTurn> {
  try {
    return await turn({ ...input, stoppedAtBudget: true }, tools)
  } catch (error) {
    if (error instanceof BudgetReached) return {}
    throw error
  }
}

function jobsOf({ jobs = [] }: FlowTurn, state: RunState, tools: TaskTools) {
  const unique = [...new Map(jobs.map((job) => [job.key, job])).values()]
  if (unique.length > 0 && state.wave >= MAX_WAVES) {
    tools.note({
      kind: 'left_out',
      message: `The research ended after ${MAX_WAVES} rounds; ${unique.length} more sources were not read.`,
    })
    return []
  }
  if (unique.length > MAX_JOBS)
    tools.note({ kind: 'left_out', message: `Only the first ${MAX_JOBS} of ${unique.length} sources are read.` })
  return unique.slice(0, MAX_JOBS)
}
