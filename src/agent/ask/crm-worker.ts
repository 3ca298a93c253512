import type { ChatTurn, ToolCall } from '../../platform/model.ts'
import { UnfinishedAnswer } from '../../platform/unfinished-answer.ts'
import { getReasoningTables } from '../../registry/get-reasoning-tables.ts'
import { BudgetReached } from '../../runs/budget-reached.ts'
import { taskIdOf } from '../nodes/take-turn.ts'
import type { RunNode } from '../run-graph-builder.ts'
import type { RunState } from '../state.ts'
import type { StepWork } from '../step-work.ts'
import { toolsFor } from '../tools/call-tool.ts'
import { noteAddresses } from '../tools/render-rows.ts'
import { type AskMemory, lastTurn, readMemory, writeMemory } from './ask-memory.ts'
import { shortenResults } from './shorten-results.ts'
import { stopAtBudget } from './stop-at-budget.ts'
import { buildWorkerPrompt } from './worker-prompt.ts'

/** After this many turns a question is too big for one run; an answer that was sent back earns a few more. */
const MAX_TURNS = 12
const TURNS_PER_RETRY = 4
/** More in one turn is a model gone astray. */
const MAX_CALLS = 12

const LAST_TURN = 'This is your last turn: answer now with what the tools have said so far, and call no tool.'

/** One turn of the model: it asks for tools or answers. */
export const crmWorker =
  (work: StepWork): RunNode =>
  async (state, config) => {
    const tools = work.tools(taskIdOf(config))
    const memory = readMemory(state.memory)
    // a run that a budget stopped enters here again: what the model has said last is carried out and not asked twice
    if (lastTurn(memory)) return { answer: null }
    const question = state.run.prompt ?? ''
    const tables = memory.tables ?? (await getReasoningTables(work.ctx, state.run.reasoningType))
    const offered = toolsFor(tables)
    const isLast = memory.turns + 1 >= MAX_TURNS + memory.retries * TURNS_PER_RETRY
    const setting = {
      schemaContext: state.schema_context,
      today: work.ctx.now.toISOString().slice(0, 10),
      tools: offered.map(({ name }) => name),
    }
    try {
      const { turn } = await tools.model.chat({
        purpose: 'answer',
        messages: [
          { role: 'system', content: buildWorkerPrompt(setting) },
          { role: 'user', content: question },
          ...shortenResults(memory.messages),
          ...(isLast ? [{ role: 'user' as const, content: LAST_TURN }] : []),
        ],
        // also on the last turn: some servers take no conversation with calls of tools that are not offered
        tools: offered,
      })
      const remembered = remember(turn, { ...memory, tables, calls: tools.modelCalls() }, question, isLast)
      return { answer: null, memory: writeMemory(remembered) }
    } catch (error) {
      if (error instanceof BudgetReached) return stopAtBudget(error, tools, { ...memory, tables })
      if (!(error instanceof UnfinishedAnswer)) throw error
      // asking the same again gives the same: what went wrong is told like anything wrong with an answer
      const nothing = { content: '', toolCalls: [] }
      const remembered = remember(nothing, { ...memory, tables, calls: [] }, question, isLast)
      return { answer: null, memory: writeMemory({ ...remembered, unfinished: error.message }) }
    }
  }

function remember(turn: ChatTurn, memory: AskMemory, question: string, isLast: boolean): AskMemory {
  const toolCalls = isLast ? [] : withOwnIds(turn.toolCalls.slice(0, MAX_CALLS), memory)
  const message = { role: 'assistant' as const, content: turn.content, ...(toolCalls.length > 0 && { toolCalls }) }
  const addresses = new Set(memory.addresses)
  noteAddresses(question, addresses)
  const messages = [...memory.messages, message]
  return { ...memory, addresses: [...addresses], messages, turns: memory.turns + 1, unfinished: null }
}

/** Some servers send calls without ids, or number them anew in every turn; results would then answer the wrong call. */
function withOwnIds(calls: ToolCall[], { messages, turns }: AskMemory): ToolCall[] {
  const used = new Set(messages.flatMap((message) => (message.role === 'tool' ? [message.toolCallId] : [])))
  return calls.map((call, index) => {
    const id = call.id === '' || used.has(call.id) ? `call_${turns}_${index}` : call.id
    used.add(id)
    return { ...call, id }
  })
}

/** Tools as long as the model asks for them; then its answer is judged. */
export function afterWorker({ memory, stopped }: RunState): string {
  if (stopped) return 'finish'
  return lastTurn(readMemory(memory))?.toolCalls?.length ? 'tools' : 'evaluate'
}
