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

/** So much surer (log2 odds) must a record be one than the other of two who contradict each other. */
const CLEARLY_SURER = 4

/**
 * Joins pairs to clusters, strongest edge first. A join is refused where any two it would bring together contradict each
 * other, so that no chain of likenesses swallows a stranger; and where a record may as well be another that excludes the
 * first: of two branches, a record without an address is neither.
 */
export function clusterPairs(
  edges: readonly Edge[],
  contradict: (left: number, right: number) => boolean,
  exclude: (left: number, right: number) => boolean = () => false,
): Cluster[] {
  const clusters = new Map<number, Cluster>()
  const edgesOf = new Map<number, Edge[]>()
  for (const edge of edges)
    for (const id of [edge.left, edge.right]) {
      const known = edgesOf.get(id)
      if (known) known.push(edge)
      else edgesOf.set(id, [edge])
    }
  const doubts = new Map([...edgesOf].map(([id, own]) => [id, doubtOf(id, own, exclude)]))
  const isClear = (id: number, weight: number) => doubts.get(id)! <= weight - CLEARLY_SURER
  const of = (id: number) => clusters.get(id) ?? { ids: [id], edges: [] }
  for (const edge of [...edges].sort(strongestFirst)) {
    const [a, b] = [of(edge.left), of(edge.right)]
    if (a === b || a.ids.length + b.ids.length > MOST_IN_CLUSTER) continue
    if (!isClear(edge.left, edge.weight) || !isClear(edge.right, edge.weight)) continue
    if (a.ids.some((left) => b.ids.some((right) => contradict(left, right)))) continue
    const joined = {
      ids: [...a.ids, ...b.ids].sort((x, y) => x - y),
      edges: [...a.edges, ...b.edges, edge].sort(strongestFirst),
    }
    for (const id of joined.ids) clusters.set(id, joined)
  }
  return [...new Set(clusters.values())]
}

/** The weight down to which a record may be either of two that exclude each other. */
function doubtOf(id: number, edges: readonly Edge[], exclude: (left: number, right: number) => boolean): number {
  const others: number[] = []
  for (const edge of [...edges].sort(strongestFirst)) {
    const other = edge.left === id ? edge.right : edge.left
    if (others.some((known) => exclude(known, other))) return edge.weight
    others.push(other)
  }
  return -Infinity
}

const strongestFirst = (a: Edge, b: Edge) => b.weight - a.weight || a.left - b.left || a.right - b.right
