/** The model as the product knows it. One adapter speaks OpenAI's wire; nothing else names a vendor. */
import type { z } from 'zod'

export interface ModelUsage {
  model: string
  inputTokens: number
  outputTokens: number
  costUsd: number
  durationMs: number
}

export interface ToolSpec {
  name: string
  description: string
  parameters: z.ZodObject
}

export interface ToolCall {
  id: string
  name: string
  /** Parsed JSON; undefined where the model did not write valid JSON. */
  args: Record<string, unknown> | undefined
}

export type ChatMessage =
  | { role: 'system' | 'user'; content: string }
  | { role: 'assistant'; content: string; toolCalls?: ToolCall[] }
  | { role: 'tool'; content: string; toolCallId: string; name: string }

export interface StructuredRequest<T extends z.ZodObject> {
  /** What the call is for, in the timeline and in the usage of a run: 'route', 'read people', ... */
  purpose: string
  /** The name of the schema on the wire, such as `people_on_page`. */
  name: string
  schema: T
  messages: ChatMessage[]
  maxOutputTokens?: number
}

export interface ChatRequest {
  purpose: string
  messages: ChatMessage[]
  tools?: ToolSpec[]
  maxOutputTokens?: number
}

export interface ChatTurn {
  content: string
  toolCalls: ToolCall[]
}

export interface Model {
  /**
   * One answer in the given shape.
   * @throws AppError unavailable where the model cannot be reached; UnfinishedAnswer where it refuses, stops short or answers in another shape
   */
  ask<T extends z.ZodObject>(request: StructuredRequest<T>): Promise<{ value: z.infer<T>; usage: ModelUsage }>
  /** One turn of a conversation with tools. @throws AppError unavailable | UnfinishedAnswer */
  chat(request: ChatRequest): Promise<{ turn: ChatTurn; usage: ModelUsage }>
  /** One vector per text. @throws AppError unavailable */
  embed(texts: string[]): Promise<{ vectors: number[][]; usage: ModelUsage }>
}
