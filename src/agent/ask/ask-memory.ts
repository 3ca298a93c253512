import type { ChatMessage } from '../../platform/model.ts'
import type { Draft } from '../../proposals/draft.ts'
import type { Json } from '../flow.ts'
import type { Lookup } from '../tools/agent-tool.ts'

/** What a conversation about a question keeps between its steps. */
export interface AskMemory {
  messages: ChatMessage[]
  drafts: Draft[]
  addresses: string[]
  queries: { sql: string; reasoning: string; rows: number }[]
  lookups: Lookup[]
  /** The tables of the registry, once they were read; null before. */
  tables: string[] | null
  /** The timeline's keys of the model call that spoke last. */
  calls: string[]
  /** Why the last turn is empty, where the model gave none. */
  unfinished: string | null
  /** How often the worker was asked, and how often an answer was sent back. */
  turns: number
  retries: number
}

const EMPTY: AskMemory = {
  messages: [],
  drafts: [],
  addresses: [],
  queries: [],
  lookups: [],
  tables: null,
  calls: [],
  unfinished: null,
  turns: 0,
  retries: 0,
}

export const readMemory = (memory: Record<string, Json>): AskMemory => ({
  ...EMPTY,
  ...(memory.ask as unknown as AskMemory | undefined),
})

export const writeMemory = (memory: AskMemory): Record<string, Json> => ({ ask: JSON.parse(JSON.stringify(memory)) })

/** What the model last said, where it was the last to speak. */
export const lastTurn = ({ messages }: AskMemory) => {
  const last = messages.at(-1)
  return last?.role === 'assistant' ? last : undefined
}
