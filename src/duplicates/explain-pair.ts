import type { DuplicateEntity } from './duplicate-model.ts'
import { rulesOf } from './duplicate-model.ts'
import { namesakeDoubt } from './namesakes.ts'
import type { PairScorer } from './score-pair.ts'

/** Why the scorer's last pair weighs what it does, strongest first: "same domain +6.1, same city +0.4, another phone -1.2". */
export function explainPair(entity: DuplicateEntity, { comparison, weights }: PairScorer): string {
  const parts: { text: string; weight: number }[] = []
  for (const [at, { levels }] of rulesOf(entity).fields.entries()) {
    const weight = weights[at]!
    if (Math.abs(weight) >= 0.05) parts.push({ text: levels[comparison.levels[at]!]!, weight })
  }
  const doubt = namesakeDoubt(entity, comparison.levels)
  if (doubt > 0) parts.push({ text: 'nothing else in common', weight: -doubt })
  parts.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
  return parts.map(({ text, weight }) => `${text} ${weight > 0 ? '+' : '−'}${Math.abs(weight).toFixed(1)}`).join(', ')
}
