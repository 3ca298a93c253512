import { AppError } from '../../errors.ts'
import type { ToolCall } from '../../platform/model.ts'
import { fieldErrors } from '../../records/parse-record-values.ts'
import type { AgentTool, ToolOutcome, ToolSetting } from './agent-tool.ts'
import { lookupTools } from './lookup-tools.ts'
import { proposeTools } from './propose-tools.ts'
import { queryTool } from './query-tool.ts'
import { webTools } from './web-tools.ts'

export const agentTools: AgentTool[] = [...lookupTools, queryTool, ...webTools, ...proposeTools]

/**
 * Carries out what the model asked for. What it asked wrongly is answered with a sentence it can act on; a budget that has
 * been reached and a failure that another delivery may not have are the caller's.
 */
export async function callTool(call: ToolCall, setting: ToolSetting): Promise<ToolOutcome> {
  const tool = agentTools.find(({ name }) => name === call.name)
  if (!tool)
    return { content: `There is no tool "${call.name}". Use one of: ${agentTools.map(({ name }) => name).join(', ')}.` }
  if (!call.args) return { content: 'The arguments were not valid JSON. Call the tool again.' }
  const parsed = tool.parameters.safeParse(withNulls(call.args, tool))
  if (!parsed.success) {
    const problems = fieldErrors(parsed.error).map(({ path, message }) => `${path}: ${message}`)
    return { content: `These arguments do not fit: ${problems.join('; ')}` }
  }
  try {
    return await tool.run(parsed.data, setting)
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'invalid' && error.code !== 'not_found')) throw error
    const problems = error.errors.map(({ path, message }) => `${path}: ${message}`)
    return { content: `Refused: ${[error.message, ...problems].join(' ')}` }
  }
}

/** A model may leave out what it could have set to null. */
const withNulls = (args: Record<string, unknown>, tool: AgentTool) => ({
  ...Object.fromEntries(Object.keys(tool.parameters.shape).map((name) => [name, null])),
  ...args,
})
