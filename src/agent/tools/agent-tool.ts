import type { z } from 'zod'
import type { Draft } from '../../proposals/draft.ts'
import type { FlowTools } from '../flow.ts'

/** What a tool may use and what it leaves behind. There is no tool that writes a record. */
export interface ToolSetting {
  tools: Pick<FlowTools, 'ctx' | 'web' | 'note'>
  reasoningType: string
  runId: string
  /** Addresses that a search, a page or a record has named: only these are read, so that no text can make us call out. */
  addresses: Set<string>
}

export interface ToolOutcome {
  /** What the model reads: text, at most MAX_RESULT characters of it. */
  content: string
  draft?: Draft
  /** The query behind a fact, shown with the answer. */
  query?: { sql: string; reasoning: string; rows: number }
}

export interface AgentTool {
  name: string
  description: string
  effect: 'read' | 'propose'
  parameters: z.ZodObject
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
  run(args: z.infer<S>, setting: ToolSetting): Promise<ToolOutcome>
}): AgentTool {
  return tool as unknown as AgentTool
}
