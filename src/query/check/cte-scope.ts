/** A CTE as later parts of the query see it. `weight` is how many range items the planner copies per use. */
export interface Cte {
  /** Whether it reads itself. */
  recursive: boolean
  /** Whether it has columns that a star does not see, of SEARCH or CYCLE. */
  ordered: boolean
  /** Whether the walk is inside of it. */
  open: boolean
  inlined: boolean
  weight: number
}

/** The WITH lists that can be seen from one place of the query, innermost first. */
export interface CteScope {
  ctes: ReadonlyMap<string, Cte>
  outer: CteScope | undefined
}

/** CTE names are exact after the parser's own folding, as in PostgreSQL. */
export function findCte(scope: CteScope | undefined, name: string): Cte | undefined {
  for (let at = scope; at; at = at.outer) {
    const cte = at.ctes.get(name)
    if (cte) return cte
  }
}
