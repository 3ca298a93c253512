/**
 * What the stand-in says to a chat request: by rule, from what the request holds, and from nothing else. The same request
 * always gets the same answer.
 */

import { fillArguments } from './ask/fill-arguments.ts'
import { planCalls } from './ask/plan-calls.ts'
import { wordAnswer } from './ask/word-answer.ts'
import { readConversation } from './read/read-conversation.ts'
import { findJson } from './rules/read-fields.ts'
import { fillSchema } from './schema/fill-schema.ts'
import type { ChatRequest, JsonSchema, Reply, ToolDefinition } from './wire.ts'

/** An object for a schema, calls of the offered tools, or words. */
export const answerChat = (request: ChatRequest): Reply => {
  const conversation = readConversation(request)
  const shape = wantedShape(request, conversation.system)
  if (shape) return { content: JSON.stringify(fillSchema(shape.name, shape.schema, conversation)) }
  const tools = request.tool_choice === 'none' || conversation.isLastTurn ? [] : (request.tools ?? [])
  const forced = forcedTool(request, tools)
  if (forced) return { calls: [fillArguments(forced.function, conversation)] }
  const calls = tools.length > 0 ? planCalls(conversation, tools) : []
  const isRequired = request.tool_choice === 'required' && calls.length === 0
  if (isRequired) return { calls: [fillArguments(tools[0]!.function, conversation)] }
  if (calls.length > 0) return { calls: request.parallel_tool_calls === false ? calls.slice(0, 1) : calls }
  return { content: wordAnswer(conversation) }
}

const forcedTool = ({ tool_choice }: ChatRequest, tools: ToolDefinition[]) =>
  typeof tool_choice === 'object' ? tools.find((tool) => tool.function.name === tool_choice.function.name) : undefined

/** The schema of the format, or the one that stands in the words where the format is only "some JSON". */
const wantedShape = (
  { response_format: format }: ChatRequest,
  system: string,
): { name: string; schema: JsonSchema } | undefined => {
  if (format?.type === 'json_schema' && format.json_schema)
    return { name: format.json_schema.name, schema: format.json_schema.schema ?? {} }
  if (format?.type !== 'json_object') return undefined
  const schema = findJson(system).find(isObjectSchema) ?? {}
  return { name: /JSON object "(\w+)"/.exec(system)?.[1] ?? '', schema }
}

const isObjectSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && ('properties' in value || '$ref' in value)
