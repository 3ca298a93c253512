import type { TableUse } from '../check/check-tree.ts'
import type { SqlFields } from '../parser/pg-query-engine.ts'
import { endOfName, quoteIdentifier } from './identifier.ts'
import { tableCommand } from './table-command.ts'
import type { TextEdit } from './text-edit.ts'
import { tenantRowsNode } from './tree-nodes.ts'

/**
 * Replaces every registry table, in the tree and in the text, by the rows of one tenant:
 * `organization o` → `(select * from public."organization" where tenant_id = 42) o`, with a placeholder for 42.
 *
 * The tenant will be a literal and no setting, so nothing has to be computed to know it. The planner flattens such a
 * subquery, and then row level security is what keeps the query's own conditions from seeing other rows first;
 * a table without it gets `offset 0`, which is not flattened.
 */
export function scopeTables(byteText: string, uses: TableUse[], placeholder: number): TextEdit[] {
  return uses.flatMap(({ holder, rangeVar, table }) => {
    const name = String(rangeVar.relname)
    const start = Number(rangeVar.location ?? 0)
    const end = endOfName(byteText, start, rangeVar.schemaname === undefined ? 1 : 2)
    const barrier = !table.rowSecurity
    const alias = rangeVar.alias as SqlFields | undefined
    delete holder.RangeVar
    holder.RangeSubselect = {
      subquery: tenantRowsNode(table.table, placeholder, barrier),
      alias: alias ?? { aliasname: name },
    }
    const rows = `select * from public.${quoteIdentifier(table.table)} where tenant_id = ${placeholder}${barrier ? ' offset 0' : ''}`
    return [
      { start, end, text: `(${rows})${alias ? '' : ` as ${quoteIdentifier(name)}`}` },
      ...tableCommand(byteText, start),
    ]
  })
}
