import type { ChatMessage, Model } from '../../src/platform/model.ts'
import { UnfinishedAnswer } from '../../src/platform/unfinished-answer.ts'
import type { UnreadPage, Web } from '../../src/web/web.ts'

export interface FakeModel extends Model {
  /** The last message of every call that was answered, hence paid, in order. */
  paid: string[]
  /** May throw or wait before a call is answered. */
  before: (prompt: string) => Promise<void> | void
  /** May spoil an answer: no JSON, which is paid and no answer, or a tool that nobody has. */
  spoil: (prompt: string) => 'json' | 'tool' | undefined
}

const usageOf = () => ({ model: 'fake-1', inputTokens: 100, outputTokens: 10, costUsd: 0.001, durationMs: 5 })

/** A model that answers every structured question with `{text}` and every chat with a sentence, and counts. */
export function fakeModel(): FakeModel {
  const paid: string[] = []
  const fake: FakeModel = {
    paid,
    before: () => {},
    spoil: () => undefined,
    async ask({ messages, schema }) {
      const prompt = messages.at(-1)!.content
      await fake.before(prompt)
      if (fake.spoil(prompt) === 'json') throw new UnfinishedAnswer('The model gave an answer in no shape.', usageOf())
      paid.push(prompt)
      return { value: schema.parse({ text: `answer to ${prompt}` }) as never, usage: usageOf() }
    },
    async chat({ messages }) {
      const prompt = await pay(messages)
      const toolCalls = fake.spoil(prompt) === 'tool' ? [{ id: 'call', name: 'drop_table', args: {} }] : []
      return { turn: { content: `answer to ${prompt}`, toolCalls }, usage: usageOf() }
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

export interface FakeWeb extends Web {
  /** May throw before a search is answered. */
  beforeSearch: (query: string) => Promise<void> | void
  /** What keeps a page from being read. */
  unread: (url: string) => Omit<UnreadPage, 'url'>
}

/** A web that finds one page for everything, which is not there. */
export function fakeWeb(): FakeWeb {
  const fake: FakeWeb = {
    beforeSearch: () => {},
    unread: () => ({ unread: 'There is no such page.', retryable: false }),
    async search(query) {
      await fake.beforeSearch(query)
      return [{ title: query, url: 'https://example.com/', snippet: '' }]
    },
    encyclopedia: async () => [],
    read: async (url) => ({ url, ...fake.unread(url) }),
  }
  return fake
}
