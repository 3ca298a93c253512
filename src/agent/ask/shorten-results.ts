import type { ChatMessage } from '../../platform/model.ts'

// about 30,000 tokens, which leaves room in any model's window
const MAX_RESULTS = 120_000
const KEPT = 400

/** The conversation as the model is given it: the newest tool results whole, older ones shortened once all are too long. */
export function shortenResults(messages: ChatMessage[], most = MAX_RESULTS): ChatMessage[] {
  let length = 0
  const newestFirst = messages.toReversed().map((message) => {
    if (message.role !== 'tool') return message
    length += message.content.length
    if (length <= most || message.content.length <= KEPT) return message
    return {
      ...message,
      content: `${message.content.slice(0, KEPT)}…\n</data>\n(Shortened; call the tool again if needed.)`,
    }
  })
  return newestFirst.reverse()
}
