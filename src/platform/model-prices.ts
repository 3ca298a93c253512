/** US dollars per million tokens, as OpenAI's price list had them in November 2026: a cost is an estimate, not a bill. */
const PRICES: [prefix: string, input: number, output: number][] = [
  ['gpt-5-nano', 0.05, 0.4],
  ['gpt-5-mini', 0.25, 2],
  ['gpt-5', 1.25, 10],
  ['gpt-4.1-nano', 0.1, 0.4],
  ['gpt-4.1-mini', 0.4, 1.6],
  ['gpt-4.1', 2, 8],
  ['gpt-4o-mini', 0.15, 0.6],
  ['gpt-4o', 2.5, 10],
  ['text-embedding-3-small', 0.02, 0],
  ['text-embedding-3-large', 0.13, 0],
]

/** What an unknown model is taken to cost: rather too much, so that a budget still holds. */
const UNKNOWN: [input: number, output: number] = [2, 8]

/** The estimated price of one call in US dollars. */
export function priceCall(model: string, inputTokens: number, outputTokens: number): number {
  const [, ...known] = PRICES.find(([prefix]) => model.startsWith(prefix)) ?? ['', ...UNKNOWN]
  const [input, output] = known
  return (inputTokens * input + outputTokens * output) / 1_000_000
}
