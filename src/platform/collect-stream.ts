interface Delta {
  content?: string | null
  refusal?: string | null
  tool_calls?: { index?: number; id?: string; function?: { name?: string; arguments?: string } }[]
}

interface Chunk {
  id?: string
  created?: number
  model?: string
  choices?: { delta?: Delta; finish_reason?: string | null }[]
  usage?: object | null
  error?: object
}

/** Some servers stream whether they were asked to or not: what comes in pieces is put together before the client reads it. */
export async function fetchWhole(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init)
  const isStream = response.headers.get('content-type')?.includes('text/event-stream')
  if (!response.ok || !isStream) return response
  return Response.json(completionOf(await response.text()))
}

/** The chat completion that a stream of chunks amounts to. A stream that broke off has no finish reason, and counts as cut short. */
function completionOf(stream: string): object {
  const chunks = stream
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data:') && line.slice(5).trim() !== '[DONE]')
    .map((line) => JSON.parse(line.slice(5)) as Chunk)
  const failed = chunks.find(({ error }) => error)
  if (failed) throw new Error(`the stream ended with an error: ${JSON.stringify(failed.error).slice(0, 300)}`)
  const message = { role: 'assistant', content: null as string | null, refusal: null as string | null }
  const calls = new Map<number, { id: string; type: 'function'; function: { name: string; arguments: string } }>()
  let finish = 'length'
  for (const { delta, finish_reason } of chunks.flatMap(({ choices }) => choices?.slice(0, 1) ?? [])) {
    if (delta?.content) message.content = (message.content ?? '') + delta.content
    if (delta?.refusal) message.refusal = (message.refusal ?? '') + delta.refusal
    for (const { index = 0, id, function: part } of delta?.tool_calls ?? []) {
      const call = calls.get(index) ?? { id: '', type: 'function', function: { name: '', arguments: '' } }
      call.id ||= id ?? ''
      call.function.name += part?.name ?? ''
      call.function.arguments += part?.arguments ?? ''
      calls.set(index, call)
    }
    finish = finish_reason ?? finish
  }
  const toolCalls = [...calls].sort(([a], [b]) => a - b).map(([, call]) => call)
  return {
    id: chunks[0]?.id ?? 'stream',
    object: 'chat.completion',
    created: chunks[0]?.created ?? 0,
    model: chunks.find(({ model }) => model)?.model,
    choices: [
      {
        index: 0,
        finish_reason: finish,
        message: { ...message, ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}) },
      },
    ],
    usage: chunks.findLast(({ usage }) => usage)?.usage,
  }
}
