import type { ChatMessage, Model } from '../../src/platform/model.ts'
import type { Web } from '../../src/web/web.ts'

export interface FakeModel extends Model {
  /** The last message of every call that was answered, hence paid, in order. */
  paid: string[]
  /** May throw or wait before a call is answered. */
  before: (prompt: string) => Promise<void> | void
}

const usageOf = () => ({ model: 'fake-1', inputTokens: 100, outputTokens: 10, costUsd: 0.001, durationMs: 5 })

/** A model that answers every structured question with `{text}` and every chat with a sentence, and counts. */
export function fakeModel(): FakeModel {
  const paid: string[] = []
  const fake: FakeModel = {
    paid,
    before: () => {},
    async ask({ messages, schema }) {
      const prompt = await pay(messages)
      return { value: schema.parse({ text: `answer to ${prompt}` }) as never, usage: usageOf() }
    },
    async chat({ messages }) {
      const prompt = await pay(messages)
      return { turn: { content: `answer to ${prompt}`, toolCalls: [] }, usage: usageOf() }
    },
    async embed(texts) {
      return { vectors: texts.map(() => [1, 0]), usage: usageOf() }
    },
  }
  async function pay(messages: ChatMessage[]) {
    const prompt = messages.at(-1)!.content
    await fake.before(prompt)
    paid.push(prompt)
    return prompt
  }
  return fake
}

export const fakeWeb = (): Web => ({
  search: async (query) => [{ title: query, url: 'https://example.com/', snippet: '' }],
  encyclopedia: async () => [],
  read: async (url) => ({ url, unread: 'There is no such page.', retryable: false }),
})
