/** Answers of models and searches that were paid for in a delivery whose work was not committed. */
export interface KeptAnswer {
  /** What was asked, as a hash. */
  asked: string
  answer: unknown
  /** The timeline's key of the call that was paid. */
  event_key: string
}

// what travels with a claim and back
const MAX_BYTES = 300_000

/**
 * Lets a delivery that does again what another one was stopped in take the answers from there. Each is taken once, in
 * order, so that a flow which asks the same question twice gets two answers, as it would have.
 */
export class KeptAnswers {
  readonly #left: KeptAnswer[]
  #own: KeptAnswer[] = []
  #taken = 0

  constructor(kept: unknown) {
    this.#left = Array.isArray(kept) ? (kept as KeptAnswer[]) : []
  }

  /** The answer to this from an earlier delivery, if there is one left. */
  take(asked: string): KeptAnswer | undefined {
    const at = this.#left.findIndex((kept) => kept.asked === asked)
    if (at < 0) return undefined
    const [kept] = this.#left.splice(at, 1)
    this.#own.push(kept!)
    this.#taken += 1
    return kept
  }

  add(kept: KeptAnswer) {
    this.#own.push(kept)
  }

  /** What the next delivery should find, as JSON: everything that is not committed, as far as there is room. */
  toJson(): string | null {
    let room = MAX_BYTES
    const fitting = [...this.#own, ...this.#left].filter((kept) => {
      const bytes = JSON.stringify(kept).length
      if (bytes > room) return false
      room -= bytes
      return true
    })
    return fitting.length > 0 ? JSON.stringify(fitting) : null
  }

  get isUsed() {
    return this.#own.length > 0
  }

  /** The work they went into is committed; answers whether what is kept in the database has become less by it. */
  commit(): boolean {
    const isLess = this.#taken > 0
    this.#own = []
    this.#taken = 0
    return isLess
  }
}
