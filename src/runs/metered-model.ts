import type { ChatMessage, Model, ModelUsage } from '../platform/model.ts'
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
    const startedAt = Date.now()
    try {
      const answer = await call()
      const { model: name, inputTokens: input_tokens, outputTokens: output_tokens, costUsd: cost_usd } = answer.usage
      ledger.count({ model_calls: 1, input_tokens, output_tokens, cost_usd })
      const detail = { purpose, model: name, prompt, answer: cut(answerOf(answer)) }
      const spent = { duration_ms: Math.round(answer.usage.durationMs), input_tokens, output_tokens, cost_usd }
      onCall(note({ kind: 'model_call', message: `Asked the model: ${purpose}`, detail }, spent))
      return answer
    } catch (error) {
      const message = `The model did not answer: ${purpose}`
      note({ kind: 'model_failed', message, detail: { purpose } }, { duration_ms: Date.now() - startedAt })
      throw error
    }
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
