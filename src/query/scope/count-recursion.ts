import type { CteUse } from '../check/check-tree.ts'
import type { SqlFields } from '../parser/pg-query-engine.ts'
import { endOfName, quoteIdentifier } from './identifier.ts'
import { tableCommand } from './table-command.ts'
import type { TextEdit } from './text-edit.ts'
import { countedRowsNode } from './tree-nodes.ts'

/**
 * Counts the rows that leave a recursive CTE, in the tree and in the text: `from t` becomes
 * `from (select * from t where guarded.count_row(t.*)) as t`. A recursion that does not end, or
 * doubles what it carries, is then stopped by the database itself, and not only by the clock.
 */
export function countRecursion(byteText: string, uses: CteUse[]): TextEdit[] {
  return uses.flatMap(({ holder, rangeVar, cte: use }) => {
    if (!use.recursive || use.ordered) return []
    const name = String(rangeVar.relname)
    const start = Number(rangeVar.location ?? 0)
    const alias = rangeVar.alias as SqlFields | undefined
    delete holder.RangeVar
    holder.RangeSubselect = { subquery: countedRowsNode(name), alias: alias ?? { aliasname: name } }
    const cte = quoteIdentifier(name)
    const rows = `select * from ${cte} where guarded.count_row(${cte}.*)`
    return [
      { start, end: endOfName(byteText, start, 1), text: `(${rows})${alias ? '' : ` as ${cte}`}` },
      ...tableCommand(byteText, start),
    ]
  })
}
