import { randomUUID } from 'node:crypto'
import { decode, encode } from 'gpt-tokenizer/encoding/o200k_base'
import { countUsage } from './count-usage.ts'
import type { Fault } from './faults.ts'
import type { AssistantMessage, ChatRequest, FinishReason, Reply, ToolCall } from './wire.ts'

export interface Choice {
  index: number
  message: AssistantMessage
  logprobs: null
  finish_reason: FinishReason
}

const callId = () => `call_${randomUUID().replaceAll('-', '').slice(0, 24)}`

const toToolCalls = (reply: Reply): ToolCall[] | undefined =>
  reply.calls?.map((call) => ({
    id: callId(),
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  }))

const cutAtStop = (content: string, stop: ChatRequest['stop']) => {
  const ends = (Array.isArray(stop) ? stop : stop ? [stop] : []).map((each) => content.indexOf(each))
  const first = Math.min(...ends.filter((end) => end >= 0))
  return Number.isFinite(first) ? content.slice(0, first) : content
}

const truncate = (content: string, tokens: number) => {
  const encoded = encode(content)
  return encoded.length > tokens ? decode(encoded.slice(0, tokens)) : content
}

const breakReply = (message: AssistantMessage, fault: Fault | undefined): [AssistantMessage, FinishReason?] => {
  const [call, ...rest] = message.tool_calls ?? []
  const withCall = (change: Partial<ToolCall['function']>): AssistantMessage =>
    call ? { ...message, tool_calls: [{ ...call, function: { ...call.function, ...change } }, ...rest] } : message
  switch (fault) {
    case 'malformed_json':
      return [
        call
          ? withCall({ arguments: call.function.arguments.slice(0, -1) })
          : { ...message, content: `${(message.content ?? '').slice(0, -1)},` },
      ]
    case 'wrong_tool':
      return [withCall({ name: 'open_garage_door' })]
    case 'wrong_arguments':
      return [withCall({ arguments: '{"colour":"blue"}' })]
    case 'length':
      return [
        {
          ...message,
          tool_calls: undefined,
          content: (message.content ?? call?.function.arguments ?? '').slice(0, 20),
        },
        'length',
      ]
    case 'refusal':
      return [{ role: 'assistant', content: null, refusal: "I'm sorry, I can't help with that." }]
    case 'content_filter':
      return [{ role: 'assistant', content: '', refusal: null }, 'content_filter']
    default:
      return [message]
  }
}

const finish = (reply: Reply, request: ChatRequest, fault: Fault | undefined): Omit<Choice, 'index'> => {
  const tool_calls = toToolCalls(reply)
  const whole: AssistantMessage = {
    role: 'assistant',
    content: reply.content === undefined ? null : cutAtStop(reply.content, request.stop),
    refusal: reply.refusal ?? null,
    ...(tool_calls?.length ? { tool_calls } : {}),
  }
  const [message, forced] = breakReply(whole, fault)
  const forcedTool = typeof request.tool_choice === 'object'
  const natural: FinishReason = message.tool_calls && !forcedTool ? 'tool_calls' : 'stop'
  const limit = request.max_completion_tokens ?? request.max_tokens
  if (limit && message.content && encode(message.content).length > limit)
    return {
      message: { ...message, content: truncate(message.content, limit) },
      logprobs: null,
      finish_reason: 'length',
    }
  return { message, logprobs: null, finish_reason: forced ?? natural }
}

/** Wraps what the rules said into OpenAI's completion object, with the fault that was drawn for this call. */
export const completeChat = (request: ChatRequest, reply: Reply, fault: Fault | undefined) => {
  const choices: Choice[] = Array.from({ length: Math.max(1, request.n ?? 1) }, (_, index) => ({
    index,
    ...finish(reply, request, fault),
  }))
  return {
    id: `chatcmpl-${randomUUID().replaceAll('-', '')}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: request.model,
    choices,
    usage: countUsage(
      request,
      choices.map((choice) => choice.message),
    ),
    service_tier: 'default',
    system_fingerprint: 'fp_rules',
  }
}
