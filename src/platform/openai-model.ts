/**
 * The model over OpenAI's wire, by LangChain's client: OpenAI itself or any server that speaks the same protocol.
 * Retries are ours, because the client's own do not read Retry-After.
 */
import { AIMessage, type BaseMessage, HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages'
import { ChatOpenAI, type ChatOpenAICallOptions, OpenAIEmbeddings } from '@langchain/openai'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { fetchWhole } from './collect-stream.ts'
import { describeParameters } from './describe-parameters.ts'
import type { ChatMessage, ChatRequest, Model, ModelUsage, StructuredRequest, ToolSpec } from './model.ts'
import { priceCall } from './model-prices.ts'
import { UnfinishedAnswer } from './unfinished-answer.ts'
import { withRetries } from './with-retries.ts'

export interface OpenAiModelOptions {
  apiKey: string
  baseUrl?: string | undefined
  model: string
  embeddingModel: string
  timeoutMs?: number
}

// an answer that takes longer would not leave a step time to checkpoint it
const TIMEOUT_MS = 25_000

export function createOpenAiModel(options: OpenAiModelOptions): Model {
  const connection = {
    apiKey: options.apiKey,
    timeout: options.timeoutMs ?? TIMEOUT_MS,
    maxRetries: 0,
    configuration: { fetch: fetchWhole, ...(options.baseUrl ? { baseURL: options.baseUrl } : {}) },
  }
  // the raw answer is where a refusal stands; the client's own message leaves it out
  const llm = new ChatOpenAI({
    ...connection,
    model: options.model,
    useResponsesApi: false,
    __includeRawResponse: true,
  })

  const invoke = async (messages: BaseMessage[], callOptions: Partial<ChatOpenAICallOptions>) => {
    const startedAt = Date.now()
    const message = await withRetries('The model', () => llm.invoke(messages, callOptions))
    return { message, usage: usageOf(message, options.model, Date.now() - startedAt) }
  }

  return {
    async ask<T extends z.ZodObject>(request: StructuredRequest<T>) {
      const messages = request.messages.map(toLangChain)
      const limit = limitOf(request.maxOutputTokens)
      const strict = { response_format: jsonSchemaOf(request), ...limit }
      const { message, usage } = await invoke(messages, strict).catch((error) => {
        if (!isBadRequest(error)) throw error
        // servers without json_schema still know json_object; the shape then goes into the words
        return invoke([new SystemMessage(describeShape(request)), ...messages], {
          response_format: { type: 'json_object' },
          ...limit,
        })
      })
      return { value: parseAnswer(request, textOf(assertComplete(message, usage)), usage), usage }
    },

    async chat(request: ChatRequest) {
      const tools = request.tools?.map(toTool)
      const { message, usage } = await invoke(request.messages.map(toLangChain), {
        ...(tools?.length ? { tools } : {}),
        ...limitOf(request.maxOutputTokens),
      })
      assertComplete(message, usage)
      const valid = (message.tool_calls ?? []).map(({ id, name, args }) => ({ id: id ?? name, name, args }))
      const broken = (message.invalid_tool_calls ?? []).map(({ id, name }) => ({
        id: id ?? name ?? 'call',
        name: name ?? '',
        args: undefined,
      }))
      return { turn: { content: textOf(message), toolCalls: [...valid, ...broken] }, usage }
    },

    async embed(texts: string[]) {
      const startedAt = Date.now()
      const embeddings = new OpenAIEmbeddings({ ...connection, model: options.embeddingModel })
      const vectors = await withRetries('The model', () => embeddings.embedDocuments(texts))
      // the client drops the usage; four characters are about one token
      const inputTokens = Math.ceil(texts.join('').length / 4)
      return { vectors, usage: priced(options.embeddingModel, inputTokens, 0, Date.now() - startedAt) }
    },
  }
}

function toLangChain(message: ChatMessage): BaseMessage {
  switch (message.role) {
    case 'system':
      return new SystemMessage(message.content)
    case 'user':
      return new HumanMessage(message.content)
    case 'tool':
      return new ToolMessage({ content: message.content, tool_call_id: message.toolCallId, name: message.name })
    case 'assistant':
      return new AIMessage({
        content: message.content,
        tool_calls: (message.toolCalls ?? []).map(({ id, name, args }) => ({ id, name, args: args ?? {} })),
      })
  }
}

const toTool = ({ name, description, parameters }: ToolSpec) => ({
  type: 'function' as const,
  function: { name, description, parameters: describeParameters(parameters) },
})

const limitOf = (maxOutputTokens: number | undefined) => (maxOutputTokens ? { max_tokens: maxOutputTokens } : {})

function jsonSchemaOf({ name, schema }: StructuredRequest<z.ZodObject>) {
  // boxed, so that the client does not recognise it and parse the answer itself: it throws where an answer is cut off,
  // filtered or no JSON, and with the answer goes what it cost. On the wire it is the same.
  const type = Object('json_schema') as 'json_schema'
  return { type, json_schema: { name, schema: z.toJSONSchema(schema), strict: true } }
}

const describeShape = ({ name, schema }: StructuredRequest<z.ZodObject>) =>
  `Answer with one JSON object "${name}" of this JSON Schema and nothing else:\n${JSON.stringify(z.toJSONSchema(schema))}`

const isBadRequest = (error: unknown) =>
  error instanceof AppError && (error.cause as { status?: number })?.status === 400

interface RawCompletion {
  choices?: { message?: { refusal?: unknown } }[]
}

function assertComplete<M extends BaseMessage>(message: M, usage: ModelUsage): M {
  const raw = message.additional_kwargs.__raw_response as RawCompletion | undefined
  const refusal = raw?.choices?.[0]?.message?.refusal
  if (typeof refusal === 'string' && refusal !== '')
    throw new UnfinishedAnswer('The model declined to answer.', usage, new Error(refusal))
  const { finish_reason: reason } = message.response_metadata as { finish_reason?: string }
  if (reason === 'length') throw new UnfinishedAnswer('The model stopped in the middle of its answer.', usage)
  if (reason === 'content_filter') throw new UnfinishedAnswer("The model's content filter held the answer back.", usage)
  return message
}

function textOf(message: BaseMessage): string {
  if (typeof message.content === 'string') return message.content
  return message.content.map((part) => ('text' in part && typeof part.text === 'string' ? part.text : '')).join('')
}

/** A model that is not held to the schema leaves out what it does not know, where null or an empty list would say so. */
function withEmpty({ shape }: z.ZodObject, answer: Record<string, unknown>): Record<string, unknown> {
  const empty = Object.entries(shape).flatMap(([name, field]) => {
    if (answer[name] !== undefined) return []
    const nothing = [null, []].find((value) => z.safeParse(field, value).success)
    return nothing === undefined ? [] : [[name, nothing]]
  })
  return { ...answer, ...Object.fromEntries(empty) }
}

function parseAnswer<T extends z.ZodObject>(
  { schema, purpose }: StructuredRequest<T>,
  content: string,
  usage: ModelUsage,
): z.infer<T> {
  // a model that is not held to the schema puts words or a fence around its answer
  const json = content.slice(content.indexOf('{'), content.lastIndexOf('}') + 1)
  try {
    return schema.parse(withEmpty(schema, JSON.parse(json)))
  } catch (cause) {
    throw new UnfinishedAnswer(
      `The model's answer (${purpose}) did not have the shape that was asked for.`,
      usage,
      cause,
    )
  }
}

function usageOf(message: AIMessage, model: string, durationMs: number): ModelUsage {
  const { input_tokens = 0, output_tokens = 0 } = message.usage_metadata ?? {}
  return priced(
    String((message.response_metadata as { model_name?: string }).model_name ?? model),
    input_tokens,
    output_tokens,
    durationMs,
  )
}

const priced = (model: string, inputTokens: number, outputTokens: number, durationMs: number): ModelUsage => ({
  model,
  inputTokens,
  outputTokens,
  durationMs,
  costUsd: priceCall(model, inputTokens, outputTokens),
})
