import type { Random } from '../../random.ts'

/** Companies or people that are easily taken for each other. */
export interface Bundle {
  /** Of all companies or people, how many are in such bundles. */
  share: number
  /** How many are in one of them on average. */
  size: number
  make: () => void
}

/** What makes the next bundle or a plain company or person, so that the shares come out. */
export function bundleMaker(random: Random, bundles: Bundle[], makePlain: () => void): () => void {
  const choices = bundles.map(({ share, size, make }) => [share / size, make] as const)
  const perBundle = choices.reduce((sum, [weight]) => sum + weight, 0)
  const plain = 1 - bundles.reduce((sum, { share }) => sum + share, 0)
  return () => {
    if (random.chance(perBundle / (perBundle + plain))) random.choose(choices)()
    else makePlain()
  }
}
