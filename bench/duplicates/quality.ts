export interface Quality {
  precision: number
  recall: number
  f1: number
  /** Share of the groups without a stranger. */
  pure: number
  biggest: number
}

/** Pairwise quality of groups against the true cluster of every record. */
export function qualityOf(groups: readonly { ids: readonly number[] }[], truth: ReadonlyMap<number, string>): Quality {
  const choose = (n: number) => (n * (n - 1)) / 2
  const sizes = new Map<string, number>()
  for (const cluster of truth.values()) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1)
  const real = [...sizes.values()].reduce((sum, n) => sum + choose(n), 0)
  let [right, said, pure] = [0, 0, 0]
  for (const { ids } of groups) {
    said += choose(ids.length)
    if (ids.every((id) => truth.get(id) === truth.get(ids[0]!))) pure++
    for (let i = 0; i < ids.length; i++)
      for (let j = i + 1; j < ids.length; j++) if (truth.get(ids[i]!) === truth.get(ids[j]!)) right++
  }
  const [precision, recall] = [said === 0 ? 1 : right / said, real === 0 ? 1 : right / real]
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    pure: groups.length === 0 ? 1 : pure / groups.length,
    biggest: groups.reduce((most, { ids }) => Math.max(most, ids.length), 1),
  }
}
