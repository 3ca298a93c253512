import type { SqlFields, SqlNode } from '../parser/pg-query-engine.ts'
import { refuse } from '../refused.ts'
import { nameParts } from './name-parts.ts'

/**
 * Notes under what name a function stands in FROM and which columns the query gives it: `unnest(tags) t(tag)`,
 * `jsonb_to_record(x) r(a int)`. Where two have the same name, only what both have is known to be a column.
 */
export function noteFunctionSource(source: SqlFields, known: Map<string, Set<string>>) {
  const items = listItems((source.functions ?? []) as SqlNode[])
  const alias = source.alias as SqlFields | undefined
  const call = items.find((item) => 'FuncCall' in item)?.FuncCall
  const name = alias?.aliasname ?? (call && nameParts(call.funcname).at(-1))
  if (name === undefined) refuse('Give what stands in FROM a name, as in FROM unnest(...) AS u.')
  const defined = [...listItems(items), ...((source.coldeflist ?? []) as SqlNode[])].map(({ ColumnDef }) =>
    String(ColumnDef?.colname),
  )
  // a plain value without a column alias goes by the name of its source
  const columns = [...defined, ...(alias?.colnames ? nameParts(alias.colnames) : [String(name)])]
  const before = known.get(String(name))
  known.set(String(name), new Set(before ? columns.filter((column) => before.has(column)) : columns))
}

const listItems = (nodes: SqlNode[]) => nodes.flatMap(({ List }) => (List?.items ?? []) as SqlNode[])
