import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import { type AssistantMessage, type ChatRequest, messageText, type Usage } from './wire.ts'

/** Tokens of one text in the encoding of the current models. */
export const countTextTokens = (text: string): number => (text ? countTokens(text, { allowedSpecial: 'all' }) : 0)

// every message costs three tokens of framing, and the answer is primed with three (OpenAI cookbook, token counting)
const framing = 3

const countPrompt = (request: ChatRequest) =>
  request.messages.reduce((sum, message) => {
    const calls = message.tool_calls ? JSON.stringify(message.tool_calls.map((call) => call.function)) : ''
    return sum + framing + countTextTokens(messageText(message)) + countTextTokens(calls)
  }, framing) +
  countTextTokens(request.tools ? JSON.stringify(request.tools.map((tool) => tool.function)) : '') +
  countTextTokens(request.response_format?.json_schema ? JSON.stringify(request.response_format.json_schema) : '')

const countAnswer = (message: AssistantMessage) =>
  countTextTokens(message.content ?? '') +
  countTextTokens(message.refusal ?? '') +
  (message.tool_calls ?? []).reduce(
    (sum, call) => sum + framing + countTextTokens(call.function.name) + countTextTokens(call.function.arguments),
    0,
  )

/** Usage of one completion, counted over what was really sent and answered. */
export const countUsage = (request: ChatRequest, messages: AssistantMessage[]): Usage => {
  const prompt_tokens = countPrompt(request)
  const completion_tokens = messages.reduce((sum, message) => sum + countAnswer(message), 0)
  return {
    prompt_tokens,
    completion_tokens,
    total_tokens: prompt_tokens + completion_tokens,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  }
}
