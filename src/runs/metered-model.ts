import type { ChatMessage, Model, ModelUsage } from '../platform/model.ts'
import { UnfinishedAnswer } from '../platform/unfinished-answer.ts'
import type { Ledger, Note } from './ledger.ts'

// enough to see what was asked, little enough for hundreds of calls in one timeline
const MAX_TEXT = 8_000
const counted = ['model_calls', 'input_tokens', 'output_tokens', 'cost_usd'] as const

const cut = (text: string) => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text)
const promptOf = (messages: ChatMessage[]) =>
  cut(messages.map(({ role, content }) => `${role}: ${content}`).join('\n\n'))

/** A model that stops at the budget, counts what it spends and notes what was asked and answered. */
export function meterModel(model: Model, ledger: Ledger, note: Note, onCall: (key: string) => void = () => {}): Model {
  async function measured<T extends { usage: ModelUsage }>(
    purpose: string,
    prompt: string,
    call: () => Promise<T>,
    answerOf: (answer: T) => string,
  ): Promise<T> {
    ledger.assertWithin(...counted)
    // counted as it starts, or many at once would all find room for one
    ledger.count({ model_calls: 1 })
    const startedAt = Date.now()
    try {
      const answer = await call()
      const spent = spend(answer.usage)
      const detail = { purpose, model: answer.usage.model, prompt, answer: cut(answerOf(answer)) }
      onCall(note({ kind: 'model_call', message: `Asked the model: ${purpose}`, detail }, spent))
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
      measured(
        request.purpose,
        promptOf(request.messages),
        () => model.ask(request),
        ({ value }) => JSON.stringify(value),
      ),
    chat: (request) =>
      measured(
        request.purpose,
        promptOf(request.messages),
        () => model.chat(request),
        ({ turn }) => JSON.stringify(turn),
      ),
    embed: (texts) =>
      measured(
        'embed',
        `${texts.length} texts`,
        () => model.embed(texts),
        ({ vectors }) => `${vectors.length} vectors`,
      ),
  }
}
