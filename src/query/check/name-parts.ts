import type { SqlNode } from '../parser/pg-query-engine.ts'

/** `[{String: {sval: 'pg_catalog'}}, ...]` as texts; a star is `*`. The parser leaves empty texts out. */
export const nameParts = (nodes: unknown): string[] =>
  ((nodes ?? []) as SqlNode[]).map((node) => ('A_Star' in node ? '*' : String(node.String?.sval ?? '')))
