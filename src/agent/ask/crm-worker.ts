import { BudgetReached } from '../../runs/budget-reached.ts'
import { taskIdOf } from '../nodes/take-turn.ts'
import type { RunNode } from '../run-graph-builder.ts'
import type { RunState } from '../state.ts'
import type { StepWork } from '../step-work.ts'
import { agentTools } from '../tools/call-tool.ts'
import { readMemory, writeMemory } from './ask-memory.ts'
import { buildWorkerPrompt } from './worker-prompt.ts'

/** After this many turns a question is too big for one run. */
const MAX_TURNS = 12

/** One turn of the model: it asks for tools or answers. */
export const crmWorker =
  (work: StepWork): RunNode =>
  async (state, config) => {
    const tools = work.tools(taskIdOf(config))
    const memory = readMemory(state.memory)
    const opening = [
      {
        role: 'system' as const,
        content: buildWorkerPrompt(state.schema_context, work.ctx.now.toISOString().slice(0, 10)),
      },
      { role: 'user' as const, content: state.run.prompt ?? '' },
    ]
    try {
      const { turn } = await tools.model.chat({
        purpose: 'answer',
        messages: [...opening, ...memory.messages],
        // the last turn has to answer with what there is
        tools: memory.turns + 1 < MAX_TURNS ? agentTools : [],
      })
      const message = { role: 'assistant' as const, content: turn.content, toolCalls: turn.toolCalls }
      return { memory: writeMemory({ ...memory, messages: [...memory.messages, message], turns: memory.turns + 1 }) }
    } catch (error) {
      if (!(error instanceof BudgetReached)) throw error
      return {
        stopped: error.message,
        answer: 'The question could not be answered within the budget.',
        drafts: withRun(memory.drafts, state),
      }
    }
  }

/** Tools as long as the model asks for them; then its answer is judged. */
export function afterWorker({ memory, stopped, drafts }: RunState): string {
  if (stopped) return drafts.length > 0 ? 'propose' : 'finish'
  const last = readMemory(memory).messages.at(-1)
  return last?.role === 'assistant' && last.toolCalls?.length ? 'tools' : 'evaluate'
}

export const withRun = (drafts: ReturnType<typeof readMemory>['drafts'], state: RunState) =>
  drafts.map((draft) => ({ ...draft, run_id: state.run.id, origin: { step: 'crm_worker', ...draft.origin } }))
