import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { ToolCall } from '../../platform/model.ts'
import { EntityType } from '../../records/entity-type.ts'
import { fieldErrors } from '../../records/parse-record-values.ts'
import { BudgetReached } from '../../runs/budget-reached.ts'
import type { AgentTool, ToolOutcome, ToolSetting } from './agent-tool.ts'
import { lookupTools } from './lookup-tools.ts'
import { proposeTools } from './propose-tools.ts'
import { queryTool } from './query-tool.ts'
import { webTools } from './web-tools.ts'

/** Every tool there is, for the kind of agent whose registry names all records. */
export const agentTools: AgentTool[] = [...lookupTools, queryTool, ...webTools, ...proposeTools]

/** The tools of a kind of agent: look-ups of what its registry names, and proposals where it names any record. */
export const toolsFor = (tables: string[]): AgentTool[] =>
  agentTools.filter(({ effect, entity }) =>
    effect === 'propose'
      ? tables.some((table) => EntityType.safeParse(table).success)
      : !entity || tables.includes(entity),
  )

/**
 * Carries out what the model asked for. What it asked wrongly and what went wrong is answered with a sentence it can act
 * on; a budget that has been reached and a database that another delivery may find again are the caller's.
 */
export async function callTool(call: ToolCall, setting: ToolSetting): Promise<ToolOutcome> {
  const offered = toolsFor(setting.tables)
  const tool = offered.find(({ name }) => name === call.name)
  if (!tool)
    return refusal(
      `There is no tool "${call.name.slice(0, 100)}". Use one of: ${offered.map(({ name }) => name).join(', ')}.`,
    )
  if (!call.args) return refusal('The arguments were not a valid JSON object. Call the tool again.')
  const parsed = tool.parameters.safeParse(withNulls(call.args, tool))
  if (!parsed.success) {
    const problems = fieldErrors(parsed.error).map(({ path, message }) => `${path}: ${message}`)
    return refusal(`These arguments do not fit: ${problems.join('; ')}`.slice(0, 2000))
  }
  try {
    return await tool.run(parsed.data, setting)
  } catch (error) {
    return explain(error, setting)
  }
}

const refusal = (refused: string): ToolOutcome => ({ content: refused, refused })

function explain(error: unknown, { tools }: ToolSetting): ToolOutcome {
  if (error instanceof BudgetReached) throw error
  if (!(error instanceof AppError)) {
    tools.ctx.log('error', 'tool_failed', { reason: String(error), stack: (error as Error).stack })
    return refusal('This tool failed. Try another way.')
  }
  switch (error.code) {
    case 'unavailable':
    case 'unauthenticated':
      throw error
    case 'forbidden':
      return refusal('Refused: this is not allowed.')
    default: {
      // a refused query names itself in both
      const problems = error.errors.filter(({ message }) => !error.message.includes(message))
      return refusal(
        `Refused: ${[error.message, ...problems.map(({ path, message }) => `${path}: ${message}`)].join(' ')}`,
      )
    }
  }
}

/** A model may leave out, or leave empty, what it could have set to null. */
const withNulls = (args: Record<string, unknown>, tool: AgentTool) =>
  Object.fromEntries(
    Object.entries(tool.parameters.shape).map(([name, schema]) => {
      const value = args[name] ?? null
      return [name, value === '' && z.safeParse(schema, null).success ? null : value]
    }),
  )
