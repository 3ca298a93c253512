import { BudgetReached } from '../../runs/budget-reached.ts'
import { taskIdOf } from '../nodes/take-turn.ts'
import type { RunNode } from '../run-graph-builder.ts'
import type { StepWork } from '../step-work.ts'
import { callTool } from '../tools/call-tool.ts'
import { readMemory, writeMemory } from './ask-memory.ts'
import { withRun } from './crm-worker.ts'

/** Carries out the tool calls of the last turn, in order; reading and drafting is all that any of them does. */
export const useTools =
  (work: StepWork): RunNode =>
  async (state, config) => {
    const tools = work.tools(taskIdOf(config))
    const memory = readMemory(state.memory)
    const last = memory.messages.at(-1)
    const calls = last?.role === 'assistant' ? (last.toolCalls ?? []) : []
    const setting = {
      tools,
      reasoningType: state.run.reasoningType,
      runId: state.run.id,
      addresses: new Set(memory.addresses),
    }
    try {
      for (const call of calls) {
        const { content, draft, query } = await callTool(call, setting)
        tools.note({
          kind: 'tool_call',
          message: `${call.name}: ${content.length} characters.`,
          detail: { tool: call.name, args: call.args },
        })
        memory.messages = [...memory.messages, { role: 'tool', content, toolCallId: call.id, name: call.name }]
        if (draft) memory.drafts = [...memory.drafts, { ...draft, origin: { event_keys: tools.modelCalls() } }]
        if (query) memory.queries = [...memory.queries, query]
      }
    } catch (error) {
      if (!(error instanceof BudgetReached)) throw error
      return {
        stopped: error.message,
        answer: 'The question could not be answered within the budget.',
        drafts: withRun(memory.drafts, state),
      }
    }
    return { memory: writeMemory({ ...memory, addresses: [...setting.addresses].slice(-500) }) }
  }
