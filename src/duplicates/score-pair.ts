import type { AnyComparable } from './comparable.ts'
import { type Comparison, emptyComparison } from './comparison.ts'
import { type DuplicateModel, rulesOf } from './duplicate-model.ts'
import { comparerOf } from './fit-model.ts'
import { namesakeDoubt } from './namesakes.ts'
import { vetoPair } from './veto-pair.ts'
import { priorWeight, weighLevels } from './weigh-levels.ts'

export interface PairScore {
  /** log2 odds that the two are one. */
  weight: number
  probability: number
  veto: string
}

export interface PairScorer {
  score(left: AnyComparable, right: AnyComparable): PairScore
  comparison: Comparison
  weights: Float64Array
}

/** A scorer that reuses its buffers: `comparison` and `weights` hold the last pair's until the next call. */
export function pairScorer(model: DuplicateModel): PairScorer {
  const { fields } = rulesOf(model.entity)
  const compare = comparerOf(model.entity)
  const comparison = emptyComparison(fields.length)
  const weights = new Float64Array(fields.length)
  const prior = priorWeight(model)
  return {
    comparison,
    weights,
    score(left, right) {
      compare(left, right, comparison)
      const whole = prior + weighLevels(model, comparison, weights)
      const veto = vetoPair(model.entity, left, right, comparison)
      // it makes nobody a stranger, it only asks for more before two are taken for one
      const weight = Math.max(Math.min(whole, 0), whole - namesakeDoubt(model.entity, comparison.levels))
      return { weight, probability: veto === '' ? 1 / (1 + 2 ** -weight) : 0, veto }
    },
  }
}
