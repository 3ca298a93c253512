import type { ToolCall } from '../../platform/model.ts'
import type { Draft } from '../../proposals/draft.ts'
import { BudgetReached } from '../../runs/budget-reached.ts'
import { taskIdOf } from '../nodes/take-turn.ts'
import type { RunNode } from '../run-graph-builder.ts'
import type { StepWork, TaskTools } from '../step-work.ts'
import type { ToolOutcome, ToolSetting } from '../tools/agent-tool.ts'
import { callTool } from '../tools/call-tool.ts'
import { type AskMemory, lastTurn, readMemory, writeMemory } from './ask-memory.ts'
import { hostileSentences } from './hostile-text.ts'
import { stopAtBudget } from './stop-at-budget.ts'

/** Carries out the tool calls of the last turn, in order; reading and drafting is all that any of them does. */
export const useTools =
  (work: StepWork): RunNode =>
  async (state, config) => {
    const tools = work.tools(taskIdOf(config))
    const before = readMemory(state.memory)
    const { tables, addresses } = before
    const { reasoningType } = state.run
    const setting: ToolSetting = { tools, reasoningType, tables: tables ?? [], addresses: new Set(addresses) }
    let memory = before
    try {
      for (const call of lastTurn(before)?.toolCalls ?? []) {
        const outcome = readBefore(call, memory) ?? (await callTool(call, setting))
        noteCall(call, outcome, tools)
        memory = keep(call, outcome, memory)
      }
    } catch (error) {
      if (!(error instanceof BudgetReached)) throw error
      // the turn is carried out again as a whole when the run is resumed, or its calls would be half answered
      return stopAtBudget(error, tools, before)
    }
    return { memory: writeMemory({ ...memory, addresses: [...setting.addresses].slice(-500) }) }
  }

const PAID = ['web_search', 'wikipedia', 'fetch_page']

/** What was searched or read in this run is not asked, nor paid, for again. */
function readBefore(call: ToolCall, { messages }: AskMemory): ToolOutcome | undefined {
  if (!PAID.includes(call.name) || !call.args) return undefined
  const asked = messages.flatMap((message) => (message.role === 'assistant' ? (message.toolCalls ?? []) : []))
  const same = asked.find(
    ({ id, name, args }) => id !== call.id && name === call.name && JSON.stringify(args) === JSON.stringify(call.args),
  )
  const answer = messages.find((message) => message.role === 'tool' && message.toolCallId === same?.id)
  return answer?.content.startsWith('<data>') ? { content: answer.content } : undefined
}

function keep(call: ToolCall, { content, draft, query, lookup }: ToolOutcome, memory: AskMemory): AskMemory {
  const message = { role: 'tool' as const, content, toolCallId: call.id, name: call.name }
  return {
    ...memory,
    messages: [...memory.messages, message],
    ...(draft && { drafts: withDraft(memory.drafts, { ...draft, origin: { event_keys: memory.calls } }) }),
    ...(query && { queries: [...memory.queries, query] }),
    ...(lookup && { lookups: [...memory.lookups, lookup] }),
  }
}

/** A change that was noted before is noted once. */
function withDraft(drafts: Draft[], draft: Draft): Draft[] {
  const sameness = ({ proposed_action, entity_type, entity_id, data, link_to }: Draft) =>
    JSON.stringify([proposed_action, entity_type, entity_id, data, link_to])
  return [...drafts.filter((other) => sameness(other) !== sameness(draft)), draft]
}

function noteCall(call: ToolCall, { content, refused }: ToolOutcome, tools: TaskTools) {
  const detail = { tool: call.name, args: call.args ?? null }
  if (refused) tools.note({ kind: 'tool_refused', message: `${call.name}: ${refused}`, detail })
  else tools.note({ kind: 'tool_call', message: `${call.name}: ${content.length} characters.`, detail })
  const [hostile] = hostileSentences(content)
  if (hostile && !refused)
    tools.note({
      kind: 'suspicious_text',
      message: `What ${call.name} found holds text that reads like an instruction to an assistant; it was taken as data: "${hostile.slice(0, 300)}"`,
      detail: { tool: call.name },
    })
}
