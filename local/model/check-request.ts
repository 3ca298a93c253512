import type { ChatMessage, ChatRequest, JsonSchema } from './wire.ts'

interface Complaint {
  message: string
  param: string | null
}

const toolName = /^[a-zA-Z0-9_-]{1,64}$/

const checkAnsweredCalls = (messages: ChatMessage[]): Complaint | undefined => {
  for (const [i, message] of messages.entries()) {
    if (!message.tool_calls?.length) continue
    const answered = new Set<string>()
    for (let j = i + 1; messages[j]?.role === 'tool'; j++) answered.add(messages[j]!.tool_call_id ?? '')
    const open = message.tool_calls.filter((call) => !answered.has(call.id))
    if (open.length > 0)
      return {
        message: `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${open.map((call) => call.id).join(', ')}`,
        param: `messages.[${i}].role`,
      }
  }
  return undefined
}

const checkStrict = (schema: JsonSchema, path: string): string | undefined => {
  const nested = [
    ...Object.entries(schema.properties ?? {}).map(([key, value]) => [value, `${path}.properties.${key}`] as const),
    ...Object.entries(schema.$defs ?? {}).map(([key, value]) => [value, `${path}.$defs.${key}`] as const),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map((value, i) => [value, `${path}.anyOf.${i}`] as const),
    ...(schema.items ? [[schema.items, `${path}.items`] as const] : []),
  ]
  if (schema.oneOf) return `In context=(${path}), 'oneOf' is not permitted.`
  if (schema.properties) {
    if (schema.additionalProperties !== false)
      return `In context=(${path}), 'additionalProperties' is required to be supplied and to be false.`
    const missing = Object.keys(schema.properties).filter((key) => !schema.required?.includes(key))
    if (missing.length > 0)
      return `In context=(${path}), 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing[0]}'.`
  }
  for (const [value, at] of nested) {
    const complaint = checkStrict(value, at)
    if (complaint) return complaint
  }
  return undefined
}

const checkSchemas = (request: ChatRequest): Complaint | undefined => {
  const format = request.response_format?.json_schema
  if (request.response_format?.type === 'json_schema' && !format?.schema)
    return { message: "Missing required parameter: 'response_format.json_schema.schema'.", param: 'response_format' }
  if (format?.strict && format.schema) {
    const complaint = checkStrict(format.schema, 'root')
    if (complaint)
      return { message: `Invalid schema for response_format '${format.name}': ${complaint}`, param: 'response_format' }
  }
  for (const [i, { function: tool }] of (request.tools ?? []).entries()) {
    if (!tool || !toolName.test(tool.name ?? ''))
      return { message: `Invalid 'tools[${i}].function.name': does not match ^[a-zA-Z0-9_-]+$.`, param: `tools[${i}]` }
    const complaint = tool.strict && tool.parameters ? checkStrict(tool.parameters, 'root') : undefined
    if (complaint)
      return {
        message: `Invalid schema for function '${tool.name}': ${complaint}`,
        param: `tools[${i}].function.parameters`,
      }
  }
  return undefined
}

/** Refuses what OpenAI refuses, so that a request that only our stand-in would take is noticed here. */
export const checkRequest = (request: ChatRequest): Complaint | undefined => {
  if (typeof request.model !== 'string' || !request.model)
    return { message: 'you must provide a model parameter', param: null }
  if (!Array.isArray(request.messages) || request.messages.length === 0)
    return { message: "Missing required parameter: 'messages'.", param: 'messages' }
  if (
    request.response_format?.type === 'json_object' &&
    !request.messages.some((message) => /json/i.test(JSON.stringify(message.content ?? '')))
  )
    return {
      message: "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
      param: 'messages',
    }
  return checkAnsweredCalls(request.messages) ?? checkSchemas(request)
}
