import type { AssistantMessage, FinishReason, Usage } from './wire.ts'

interface Completion {
  id: string
  created: number
  model: string
  choices: { message: AssistantMessage; finish_reason: FinishReason }[]
  usage: Usage
}

const pieces = (text: string, size: number) => text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? []

const deltasOf = (message: AssistantMessage): Record<string, unknown>[] => [
  { role: 'assistant', content: message.tool_calls ? null : '', refusal: null },
  ...pieces(message.content ?? '', 24).map((content) => ({ content })),
  ...pieces(message.refusal ?? '', 24).map((refusal) => ({ refusal })),
  ...(message.tool_calls ?? []).flatMap((call, index) => [
    { tool_calls: [{ index, id: call.id, type: 'function', function: { name: call.function.name, arguments: '' } }] },
    ...pieces(call.function.arguments, 40).map((part) => ({ tool_calls: [{ index, function: { arguments: part } }] })),
  ]),
]

/** The server-sent events of one completion, as OpenAI sends them: role first, text in pieces, usage only when asked for. */
export const streamCompletion = (completion: Completion, includeUsage: boolean): string[] => {
  const frame = {
    id: completion.id,
    object: 'chat.completion.chunk',
    created: completion.created,
    model: completion.model,
    service_tier: 'default',
    system_fingerprint: 'fp_rules',
  }
  const usage = includeUsage ? { usage: null } : {}
  const chunks = completion.choices.flatMap(({ message, finish_reason }, index) => [
    ...deltasOf(message).map((delta) => ({
      ...frame,
      choices: [{ index, delta, logprobs: null, finish_reason: null }],
      ...usage,
    })),
    { ...frame, choices: [{ index, delta: {}, logprobs: null, finish_reason }], ...usage },
  ])
  const all = includeUsage ? [...chunks, { ...frame, choices: [], usage: completion.usage }] : chunks
  return [...all.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`), 'data: [DONE]\n\n']
}
