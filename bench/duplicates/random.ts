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
  return {
    next,
    below,
    chance: (share: number) => next() < share,
    pick: <T>(list: readonly T[]): T => list[below(list.length)]!,
    /** Early ones much more often than late ones, as with names. */
    pickSkewed: <T>(list: readonly T[]): T => list[Math.floor(list.length * next() ** 2.2)]!,
    digits: (n: number) => Array.from({ length: n }, () => below(10)).join(''),
  }
}
export type Random = ReturnType<typeof seededRandom>

/** One slip of a typist: a letter left out, doubled, swapped with the next or replaced. */
export function misspell(random: Random, text: string): string {
  if (text.length < 4) return text
  const at = 1 + random.below(text.length - 2)
  const [before, letter, after] = [text.slice(0, at), text[at]!, text.slice(at + 1)]
  switch (random.below(4)) {
    case 0:
      return before + after
    case 1:
      return before + letter + letter + after
    case 2:
      return before + after[0] + letter + after.slice(1)
    default:
      return before + random.pick([...'abcdefghiklmnoprstuvw']) + after
  }
}
