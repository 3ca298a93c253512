import type { z } from 'zod'
import type { Draft } from '../../proposals/draft.ts'
import type { EntityType } from '../../records/entity-type.ts'
import type { FlowTools } from '../flow.ts'

/** What a tool may use and what it leaves behind. There is no tool that writes a record. */
export interface ToolSetting {
  tools: Pick<FlowTools, 'ctx' | 'web' | 'note'>
  reasoningType: string
  /** The registry's tables of this kind of agent: what is not among them is neither read nor proposed. */
  tables: string[]
  /** Addresses that a search, a page or a record has named: only these are read, so that no text can make us call out. */
  addresses: Set<string>
}

/** Where a fact was found, kept beside the answer. */
export interface Lookup {
  tool: string
  search_query: string
  ids: number[]
}

export interface ToolOutcome {
  /** What the model reads: text, at most about MAX_RESULT characters of it. */
  content: string
  draft?: Draft
  /** The query behind a fact, shown with the answer. */
  query?: { sql: string; reasoning: string; rows: number }
  lookup?: Lookup
  /** Why nothing was done, where it was not: the sentence that the model has read. */
  refused?: string
}

export interface AgentTool {
  name: string
  description: string
  effect: 'read' | 'propose'
  parameters: z.ZodObject
  /** The kind of record it is about, where it is about one. */
  entity?: EntityType
  /** @throws AppError with a sentence that the model can act on */
  run(args: Record<string, unknown>, setting: ToolSetting): Promise<ToolOutcome>
}

/** About 2,000 tokens: more rows than that are a query to be narrowed. */
export const MAX_RESULT = 8000

/** A tool with its arguments parsed by its own schema. */
export function defineTool<S extends z.ZodObject>(tool: {
  name: string
  description: string
  effect: 'read' | 'propose'
  parameters: S
  entity?: EntityType
  run(args: z.infer<S>, setting: ToolSetting): Promise<ToolOutcome>
}): AgentTool {
  return tool as unknown as AgentTool
}
