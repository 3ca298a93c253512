import type { ChatMessage, Model, ModelUsage } from '../platform/model.ts'
import { UnfinishedAnswer } from '../platform/unfinished-answer.ts'
import { hashOf } from './hash-of.ts'
import type { KeptAnswers } from './kept-answers.ts'
import type { Ledger, Note } from './ledger.ts'

// enough to see what was asked, little enough for hundreds of calls in one timeline
const MAX_TEXT = 8_000
const counted = ['model_calls', 'input_tokens', 'output_tokens', 'cost_usd'] as const

const cut = (text: string) => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text)
const promptOf = (messages: ChatMessage[]) =>
  cut(messages.map(({ role, content }) => `${role}: ${content}`).join('\n\n'))

export interface Meter {
  ledger: Ledger
  note: Note
  kept: KeptAnswers
  /** Told the timeline's key of every call whose answer was used. */
  onCall?: (key: string) => void
}

interface Call<T> {
  purpose: string
  prompt: string
  call: () => Promise<T & { usage: ModelUsage }>
  answerOf: (answer: T) => string
  /** What makes it the same question; nothing where an answer is too large to keep. */
  asked?: unknown
}

/** A model that stops at the budget, counts what it spends and notes what was asked and answered; paid answers are taken again. */
export function meterModel(model: Model, { ledger, note, kept, onCall = () => {} }: Meter): Model {
  async function measured<T extends object>({ purpose, prompt, call, answerOf, asked }: Call<T>) {
    const hash = asked === undefined ? undefined : await hashOf(asked)
    const known = hash === undefined ? undefined : kept.take(hash)
    if (known) {
      note({ kind: 'model_kept', message: `Used the answer from before: ${purpose}`, detail: { purpose } })
      onCall(known.event_key)
      return known.answer as T & { usage: ModelUsage }
    }
    ledger.assertWithin(...counted)
    // counted as it starts, or many at once would all find room for one
    ledger.count({ model_calls: 1 })
    const startedAt = Date.now()
    try {
      const answer = await call()
      const spent = spend(answer.usage)
      const detail = { purpose, model: answer.usage.model, prompt, answer: cut(answerOf(answer)) }
      const event_key = note({ kind: 'model_call', message: `Asked the model: ${purpose}`, detail }, spent)
      onCall(event_key)
      if (hash !== undefined) kept.add({ asked: hash, answer, event_key })
      return answer
    } catch (error) {
      // an answer that is none was paid for like any other
      const wasPaid = error instanceof UnfinishedAnswer
      if (!wasPaid) ledger.count({ model_calls: -1 })
      const message = `The model did not answer: ${purpose}`
      const spent = wasPaid ? spend(error.usage) : { duration_ms: Date.now() - startedAt }
      note({ kind: 'model_failed', message, detail: { purpose, reason: String((error as Error).message) } }, spent)
      throw error
    }
  }

  function spend({
    inputTokens: input_tokens,
    outputTokens: output_tokens,
    costUsd: cost_usd,
    durationMs,
  }: ModelUsage) {
    ledger.count({ input_tokens, output_tokens, cost_usd })
    return { duration_ms: Math.round(durationMs), input_tokens, output_tokens, cost_usd }
  }

  return {
    ask: (request) =>
      measured({
        purpose: request.purpose,
        prompt: promptOf(request.messages),
        call: () => model.ask(request),
        answerOf: ({ value }) => JSON.stringify(value),
        asked: ['ask', request.name, request.messages],
      }),
    chat: (request) =>
      measured({
        purpose: request.purpose,
        prompt: promptOf(request.messages),
        call: () => model.chat(request),
        answerOf: ({ turn }) => JSON.stringify(turn),
        asked: ['chat', request.tools?.map(({ name }) => name), request.messages],
      }),
    embed: (texts) =>
      measured({
        purpose: 'embed',
        prompt: `${texts.length} texts`,
        call: () => model.embed(texts),
        answerOf: ({ vectors }) => `${vectors.length} vectors`,
      }),
  }
}
