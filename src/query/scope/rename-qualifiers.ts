import { foldTableName } from '../../registry/fold-table-name.ts'
import type { Findings } from '../check/check-tree.ts'
import { nameParts } from '../check/name-parts.ts'
import type { SqlNode } from '../parser/pg-query-engine.ts'
import { endOfName, quoteIdentifier } from './identifier.ts'
import type { TextEdit } from './text-edit.ts'
import { stringNode } from './tree-nodes.ts'

/**
 * Makes column qualifiers fit the scoped tables: `public.lead.title` loses its schema, and a table named without
 * an alias may be called as people spell it (`from organization where "Organization".name = ...`).
 */
export function renameQualifiers(byteText: string, { columnRefs, tables, ownNames }: Findings): TextEdit[] {
  const unaliased = tables
    .filter(({ rangeVar }) => rangeVar.alias === undefined)
    .map(({ rangeVar }) => String(rangeVar.relname))
  return columnRefs.flatMap((reference) => {
    const parts = nameParts(reference.fields)
    if (parts.length < 2) return []
    const qualifiers = parts.slice(0, -1)
    const name = qualifiers.at(-1)!
    const known = unaliased.includes(name) || ownNames.has(name)
    const meant = known ? name : (unaliased.find((table) => foldTableName(table) === foldTableName(name)) ?? name)
    if (meant === name && qualifiers.length === 1) return []
    reference.fields = [stringNode(meant), (reference.fields as SqlNode[]).at(-1)!]
    const start = Number(reference.location ?? 0)
    return [{ start, end: endOfName(byteText, start, qualifiers.length), text: quoteIdentifier(meant) }]
  })
}
