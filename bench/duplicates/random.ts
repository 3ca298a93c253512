/** Things of different weights, ready to be drawn from. */
export interface Weighted<T> {
  list: readonly T[]
  /** The sum of the weights up to each of them. */
  sums: Float64Array
}

/** Weighs every thing of a list. */
export function weigh<T>(list: readonly T[], weightOf: (item: T, at: number) => number): Weighted<T> {
  const sums = new Float64Array(list.length)
  let sum = 0
  for (const [at, item] of list.entries()) {
    sum += weightOf(item, at)
    sums[at] = sum
  }
  return { list, sums }
}

/** Early ones much more often than late ones, as with names and towns; the lower the offset, the more so. */
export const skew = <T>(list: readonly T[], exponent: number, offset: number): Weighted<T> =>
  weigh(list, (_, at) => 1 / (at + offset) ** exponent)

// without letters that are taken for digits
const LETTERS = [...'ABDEFGHJLNPRSTUWXYZ']

/** A small seeded generator (mulberry32), so that a tenant can be made again. */
export function seededRandom(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n: number) => Math.floor(next() * n)
  const between = (from: number, to: number) => from + below(to - from + 1)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!
  const letter = () => pick(LETTERS)
  return {
    next,
    below,
    between,
    pick,
    letter,
    chance: (share: number) => next() < share,
    digits: (n: number) => Array.from({ length: n }, () => below(10)).join(''),
    /** A pattern filled in: # is any digit, [2-9] one of these digits and @ a letter. */
    fill: (pattern: string) =>
      pattern.replace(/#|@|\[(\d)-(\d)\]/g, (mark, from, to) =>
        mark === '@' ? letter() : String(mark === '#' ? below(10) : between(Number(from), Number(to))),
      ),
    pickWeighted: <T>({ list, sums }: Weighted<T>): T => list[firstAbove(sums, next() * sums.at(-1)!)]!,
    /** One of a few things that stand behind their weights. */
    choose: <T>(choices: readonly (readonly [weight: number, choice: T])[]): T => {
      let left = next() * choices.reduce((sum, [weight]) => sum + weight, 0)
      const found = choices.find(([weight]) => {
        left -= weight
        return left < 0
      })
      return (found ?? choices[0]!)[1]
    },
    shuffle: (list: unknown[]) => {
      for (let at = list.length - 1; at > 0; at--) {
        const other = below(at + 1)
        ;[list[at], list[other]] = [list[other], list[at]]
      }
    },
  }
}
export type Random = ReturnType<typeof seededRandom>

function firstAbove(sums: Float64Array, value: number): number {
  let [low, high] = [0, sums.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sums[middle]! > value) high = middle
    else low = middle + 1
  }
  return low
}
