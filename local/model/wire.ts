/** The parts of OpenAI's chat wire that the stand-in reads and writes. */
export interface JsonSchema {
  $ref?: string
  $defs?: Record<string, JsonSchema>
  definitions?: Record<string, JsonSchema>
  type?: string | string[]
  title?: string
  description?: string
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  enum?: unknown[]
  const?: unknown
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  additionalProperties?: boolean | JsonSchema
  format?: string
  default?: unknown
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
  maxLength?: number
}

export interface ToolCall {
  id: string
  type: 'function'
  function: { name: string; arguments: string }
}

export interface ChatMessage {
  role: 'system' | 'developer' | 'user' | 'assistant' | 'tool' | 'function'
  content?: string | { type: string; text?: string; refusal?: string }[] | null
  name?: string
  tool_call_id?: string
  tool_calls?: ToolCall[]
}

export interface ToolDefinition {
  type: string
  function: { name: string; description?: string; parameters?: JsonSchema; strict?: boolean | null }
}

export type ToolChoice = 'none' | 'auto' | 'required' | { type: 'function'; function: { name: string } }

export interface ResponseFormat {
  type: 'text' | 'json_object' | 'json_schema'
  json_schema?: { name: string; description?: string; strict?: boolean | null; schema?: JsonSchema }
}

export interface ChatRequest {
  model: string
  messages: ChatMessage[]
  tools?: ToolDefinition[]
  tool_choice?: ToolChoice
  parallel_tool_calls?: boolean
  response_format?: ResponseFormat
  stream?: boolean
  stream_options?: { include_usage?: boolean }
  max_tokens?: number | null
  max_completion_tokens?: number | null
  stop?: string | string[] | null
  n?: number | null
}

export interface PlannedCall {
  name: string
  arguments: Record<string, unknown>
}

/** What the rules decided to say. */
export interface Reply {
  content?: string
  calls?: PlannedCall[]
  refusal?: string
}

export type FinishReason = 'stop' | 'tool_calls' | 'length' | 'content_filter'

export interface AssistantMessage {
  role: 'assistant'
  content: string | null
  refusal: string | null
  tool_calls?: ToolCall[]
}

export interface Usage {
  prompt_tokens: number
  completion_tokens: number
  total_tokens: number
  prompt_tokens_details: { cached_tokens: number; audio_tokens: number }
  completion_tokens_details: { reasoning_tokens: number; audio_tokens: number }
}

/** The text of a message, whatever shape its content has. */
export const messageText = (message: ChatMessage): string =>
  typeof message.content === 'string'
    ? message.content
    : (message.content ?? []).map((part) => part.text ?? part.refusal ?? '').join('\n')
