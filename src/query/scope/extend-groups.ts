import type { Findings } from '../check/check-tree.ts'
import { nameParts } from '../check/name-parts.ts'
import type { ReadableTable } from '../check/registry-tables.ts'
import { isPlace } from '../node-shapes.ts'
import type { SqlFields, SqlNode } from '../parser/pg-query-engine.ts'
import { quoteIdentifier } from './identifier.ts'
import type { TextEdit } from './text-edit.ts'
import { columnNode } from './tree-nodes.ts'

/**
 * In PostgreSQL `group by o.id` lets a query select `o.name`, because id is the key of a table. A scoped table
 * is a subquery and has no key, so the columns that the query mentions are added to its groups: they depend on
 * the key, and no group changes.
 */
export function extendGroups(byteText: string, { selects, tables, columnRefs }: Findings): TextEdit[] {
  const tableOf = new Map(tables.map(({ rangeVar, table }) => [rangeVar, table]))
  const mentioned = new Set(columnRefs.map(({ fields }) => nameParts(fields).at(-1)!))
  return selects.flatMap((select) => {
    const groups = (select.groupClause ?? []) as SqlNode[]
    if (groups.length === 0 || groups.some((group) => 'GroupingSet' in group) || select.groupDistinct) return []
    const start = afterGroupBy(byteText, groups)
    if (start === undefined) return []
    const sources = listSources((select.fromClause ?? []) as SqlNode[], tableOf)
    const added = dependentColumns(select, groups, sources, mentioned)
    if (added.length === 0) return []
    select.groupClause = [...added.map((names) => columnNode(...names)), ...groups]
    return [{ start, end: start, text: added.map((names) => ` ${names.map(quoteIdentifier).join('.')},`).join('') }]
  })
}

interface Source {
  alias: string
  table: ReadableTable
}

/** The registry tables of one FROM, joins included; a renamed join or column list hides them. */
function listSources(from: SqlNode[], tableOf: Map<SqlFields, ReadableTable>): Source[] {
  return from.flatMap(({ RangeVar, JoinExpr }) => {
    if (JoinExpr && !JoinExpr.alias) return listSources([JoinExpr.larg as SqlNode, JoinExpr.rarg as SqlNode], tableOf)
    const table = RangeVar && tableOf.get(RangeVar)
    const alias = RangeVar?.alias as SqlFields | undefined
    return table && !alias?.colnames ? [{ alias: String(alias?.aliasname ?? RangeVar.relname), table }] : []
  })
}

// types without an order or an equality cannot be grouped
const UNGROUPABLE = /^(json|xml|point|line|lseg|box|path|polygon|circle)\b/

function dependentColumns(select: SqlFields, groups: SqlNode[], sources: Source[], mentioned: Set<string>): string[][] {
  const targets = (select.targetList ?? []) as SqlNode[]
  const grouped = groups.map((group) => groupedColumn(group, targets, sources))
  return sources.flatMap(({ alias, table }) => {
    const groups = ({ name, source }: { name: string; source: string | undefined }, key: string) =>
      name === key && (source ?? alias) === alias
    if (table.key.length === 0 || !table.key.every((key) => grouped.some((column) => column && groups(column, key))))
      return []
    const starred = targets.some((target) => isStarOf(target, alias))
    return table.columns
      .filter(
        ({ name, type }) => !table.key.includes(name) && !UNGROUPABLE.test(type) && (starred || mentioned.has(name)),
      )
      .map(({ name }) => [alias, name])
  })
}

/** The column a group stands for, looked up as PostgreSQL does: a position, a column, else an output name. */
function groupedColumn(group: SqlNode, targets: SqlNode[], sources: Source[]) {
  const position = (group.A_Const as { ival?: { ival?: number } } | undefined)?.ival?.ival
  if (position) return asColumn(targets[position - 1]?.ResTarget?.val as SqlNode | undefined)
  const column = asColumn(group)
  if (!column || column.source || sources.some(({ table }) => table.columns.some(({ name }) => name === column.name)))
    return column
  return asColumn(
    targets.find(({ ResTarget }) => ResTarget?.name === column.name)?.ResTarget?.val as SqlNode | undefined,
  )
}

function asColumn(node: SqlNode | undefined): { name: string; source: string | undefined } | undefined {
  if (!node?.ColumnRef) return undefined
  const parts = nameParts(node.ColumnRef.fields)
  return { name: parts.at(-1)!, source: parts.at(-2) }
}

function isStarOf({ ResTarget }: SqlNode, alias: string): boolean {
  const column = asColumn(ResTarget?.val as SqlNode | undefined)
  return column?.name === '*' && (column.source ?? alias) === alias
}

/** The offset after GROUP BY; undefined where something unusual stands between it and its first expression. */
function afterGroupBy(byteText: string, groups: SqlNode[]): number | undefined {
  const before = byteText.slice(0, firstPlace(groups[0])).replace(/[\s(]+$/, '')
  return /\bgroup\s+by$/i.test(before) ? before.length : undefined
}

/** The leftmost place of a tree: an operator says where it stands itself, not where its left side begins. */
function firstPlace(value: unknown): number {
  if (typeof value !== 'object' || value === null) return Number.POSITIVE_INFINITY
  const places = Object.entries(value).map(([field, inner]) =>
    isPlace(field) && typeof inner === 'number' && inner >= 0 ? inner : firstPlace(inner),
  )
  return Math.min(...places)
}
