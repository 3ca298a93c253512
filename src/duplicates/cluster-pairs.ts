export interface Edge {
  left: number
  right: number
  /** log2 odds that the two are one. */
  weight: number
}

export interface Cluster {
  /** Ascending. */
  ids: number[]
  /** The edges that hold it together, strongest first; one less than its members. */
  edges: Edge[]
}

/** A group of more says that the rule is wrong, not that there are so many of one. */
const MOST_IN_CLUSTER = 12

/**
 * Joins pairs to clusters, strongest edge first. A join is refused where any two it would bring together contradict each
 * other, so that no chain of likenesses swallows a stranger.
 */
export function clusterPairs(edges: readonly Edge[], contradict: (left: number, right: number) => boolean): Cluster[] {
  const clusters = new Map<number, Cluster>()
  const of = (id: number) => clusters.get(id) ?? { ids: [id], edges: [] }
  for (const edge of [...edges].sort(strongestFirst)) {
    const [a, b] = [of(edge.left), of(edge.right)]
    if (a === b || a.ids.length + b.ids.length > MOST_IN_CLUSTER) continue
    if (a.ids.some((left) => b.ids.some((right) => contradict(left, right)))) continue
    const joined = {
      ids: [...a.ids, ...b.ids].sort((x, y) => x - y),
      edges: [...a.edges, ...b.edges, edge].sort(strongestFirst),
    }
    for (const id of joined.ids) clusters.set(id, joined)
  }
  return [...new Set(clusters.values())]
}

const strongestFirst = (a: Edge, b: Edge) => b.weight - a.weight || a.left - b.left || a.right - b.right
