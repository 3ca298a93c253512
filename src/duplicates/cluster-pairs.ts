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

/** What is known of two records when a join would bring them together. */
export interface Verdict {
  /** log2 odds that the two are one. */
  weight: number
  /** Something says that they cannot be one. */
  vetoed: boolean
  /** A person has said that they are not the same. */
  refused: boolean
  /** What may be one of them may as well be the other: branches of one company. */
  rivals: boolean
}

/** Of two records of which nothing else is known. */
export const REFUSED: Verdict = { weight: 0, vetoed: true, refused: true, rivals: false }

/** In a group of more, each must match each: that there are so many of one is less likely than that the rule is wrong. */
const MANY = 12
const MOST_IN_CLUSTER = 40

/** So much surer (log2 odds) must a record be one than the other of two rivals. */
const CLEARLY_SURER = 4
/** How much one pair may weigh, for or against, among all that a join brings together. */
const MOST_FOR = 8
const MOST_AGAINST = 8
/** Of so many pairs one may be vetoed: one of the records says something wrong. */
const PAIRS_PER_VETO = 4

/**
 * Joins pairs to clusters, strongest edge first. All the pairs that a join would bring together have a say in it, so that no
 * chain of likenesses swallows a stranger; and where a record may as well be another that rules out the first, it is neither:
 * of two branches, a record without an address.
 */
export function clusterPairs(
  edges: readonly Edge[],
  verdictOn: (left: number, right: number) => Verdict | undefined,
): Cluster[] {
  const clusters = new Map<number, Cluster>()
  const doubts = doubtsOf(edges, verdictOn)
  const isClear = (id: number, weight: number) => doubts.get(id)! <= weight - CLEARLY_SURER
  const of = (id: number) => clusters.get(id) ?? { ids: [id], edges: [] }
  for (const edge of [...edges].sort(strongestFirst)) {
    const [a, b] = [of(edge.left), of(edge.right)]
    if (a === b || !isClear(edge.left, edge.weight) || !isClear(edge.right, edge.weight)) continue
    if (!mayJoin(a.ids, b.ids, edge, verdictOn)) continue
    const joined = {
      ids: [...a.ids, ...b.ids].sort((x, y) => x - y),
      edges: [...a.edges, ...b.edges, edge].sort(strongestFirst),
    }
    for (const id of joined.ids) clusters.set(id, joined)
  }
  return [...new Set(clusters.values())]
}

function mayJoin(
  left: readonly number[],
  right: readonly number[],
  edge: Edge,
  verdictOn: (left: number, right: number) => Verdict | undefined,
): boolean {
  const size = left.length + right.length
  if (size > MOST_IN_CLUSTER) return false
  let sum = 0
  let vetoes = 0
  for (const a of left)
    for (const b of right) {
      const found = verdictOn(a, b) ?? { weight: edge.weight, vetoed: false, refused: false }
      if (found.refused || (size > MANY && (found.vetoed || found.weight <= 0))) return false
      if (found.vetoed) vetoes++
      sum += found.vetoed ? -MOST_AGAINST : Math.max(-MOST_AGAINST, Math.min(MOST_FOR, found.weight))
    }
  return sum > 0 && vetoes * PAIRS_PER_VETO <= left.length * right.length
}

function doubtsOf(
  edges: readonly Edge[],
  verdictOn: (left: number, right: number) => Verdict | undefined,
): Map<number, number> {
  const edgesOf = new Map<number, Edge[]>()
  for (const edge of edges)
    for (const id of [edge.left, edge.right]) {
      const known = edgesOf.get(id)
      if (known) known.push(edge)
      else edgesOf.set(id, [edge])
    }
  const areRivals = (left: number, right: number) => verdictOn(left, right)?.rivals === true
  return new Map([...edgesOf].map(([id, own]) => [id, doubtOf(id, own, areRivals)]))
}

/** The weight down to which a record may be either of two rivals. */
function doubtOf(id: number, edges: readonly Edge[], areRivals: (left: number, right: number) => boolean): number {
  const others: number[] = []
  for (const edge of [...edges].sort(strongestFirst)) {
    const other = edge.left === id ? edge.right : edge.left
    if (others.some((known) => areRivals(known, other))) return edge.weight
    others.push(other)
  }
  return -Infinity
}

const strongestFirst = (a: Edge, b: Edge) => b.weight - a.weight || a.left - b.left || a.right - b.right
