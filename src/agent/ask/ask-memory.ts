import type { ChatMessage } from '../../platform/model.ts'
import type { Draft } from '../../proposals/draft.ts'
import type { Json } from '../flow.ts'

/** What a conversation about a question keeps between its steps. */
export interface AskMemory {
  messages: ChatMessage[]
  drafts: Draft[]
  addresses: string[]
  queries: { sql: string; reasoning: string; rows: number }[]
  /** How often the worker was asked, and how often an answer was sent back. */
  turns: number
  retries: number
}

const EMPTY: AskMemory = { messages: [], drafts: [], addresses: [], queries: [], turns: 0, retries: 0 }

export const readMemory = (memory: Record<string, Json>): AskMemory => ({
  ...EMPTY,
  ...(memory.ask as unknown as AskMemory | undefined),
})

export const writeMemory = (memory: AskMemory): Record<string, Json> => ({ ask: JSON.parse(JSON.stringify(memory)) })
