import { type FieldRule, NODE_SHAPES } from '../node-shapes.ts'
import type { SqlFields, SqlNode } from '../parser/pg-query-engine.ts'
import type { QueryLimits } from '../query-limits.ts'
import { refuse } from '../refused.ts'
import { checkFunctionCall } from './check-function-call.ts'
import { checkCollation, checkExpression, checkOperator, checkType, checkValueFunction } from './check-names.ts'
import { type Cte, type CteScope, findCte } from './cte-scope.ts'
import { nameParts } from './name-parts.ts'
import { noteFunctionSource } from './note-function-source.ts'
import { refuseSyntax } from './refused-syntax.ts'
import type { FindTable, ReadableTable } from './registry-tables.ts'

/** One use of a registry table. `holder` is the node around the RangeVar, so that it can be replaced. */
export interface TableUse {
  holder: SqlNode
  rangeVar: SqlFields
  table: ReadableTable
}

/** One use of a CTE outside of it. */
export interface CteUse {
  holder: SqlNode
  rangeVar: SqlFields
  cte: Cte
}

/** What the walk saw and the rewrite needs. */
export interface Findings {
  tables: TableUse[]
  cteUses: CteUse[]
  columnRefs: SqlFields[]
  /** Every name in the notation `(...).name`. */
  fieldNames: string[]
  /** Functions in FROM by the name they go by, each with the columns that the query names. */
  functionSources: Map<string, Set<string>>
  selects: SqlFields[]
  /** Every name the query itself gives to something. */
  ownNames: Set<string>
}

interface Walk {
  findTable: FindTable
  limits: QueryLimits
  findings: Findings
  rangeItems: number
}

interface Place {
  depth: number
  scope: CteScope | undefined
}

/** Walks the whole tree and refuses every node, field, name and table that is not known to be harmless. */
export function checkTree(root: SqlNode, findTable: FindTable, limits: QueryLimits): Findings {
  const findings: Findings = {
    tables: [],
    cteUses: [],
    columnRefs: [],
    fieldNames: [],
    functionSources: new Map(),
    selects: [],
    ownNames: new Set(),
  }
  visitNode(root, { depth: 0, scope: undefined }, { findTable, limits, findings, rangeItems: 0 })
  return findings
}

function visitNode(node: SqlNode, place: Place, walk: Walk) {
  const types = Object.keys(node)
  // a hole in a list, such as a function in FROM without column definitions
  if (types.length === 0) return
  if (types.length > 1) refuseSyntax(types.join('+'))
  visitFields(types[0]!, node[types[0]!]!, node, place, walk)
}

function visitFields(type: string, fields: SqlFields, holder: SqlNode, place: Place, walk: Walk) {
  const shape = NODE_SHAPES.get(type) ?? refuseSyntax(type)
  if (place.depth > walk.limits.depth) refuse('The query is nested too deeply.')
  for (const field in fields) if (!shape.has(field)) refuseSyntax(`${type}.${field}`)
  const scope = type === 'SelectStmt' ? visitWith(fields, place, walk) : place.scope
  const inside = { depth: place.depth + 1, scope }
  checkNode(type, fields, holder, inside, walk)
  for (const field in fields) if (field !== 'withClause') visitField(shape.get(field)!, fields[field], inside, walk)
}

function visitField(rule: FieldRule, value: unknown, place: Place, walk: Walk) {
  if (rule === 'value') {
    if (typeof value === 'object') refuseSyntax('nested value')
  } else if (rule === 'nodes') {
    for (const node of Array.isArray(value) ? value : [value]) visitNode(node as SqlNode, place, walk)
  } else {
    visitFields(rule.type, value as SqlFields, {}, place, walk)
  }
}

/**
 * CTE names by lexical scope: without RECURSIVE each sees those before it, with RECURSIVE all see all, so that
 * `with organization as (select * from organization) ...` reads the table inside and the CTE outside.
 */
function visitWith(select: SqlFields, place: Place, walk: Walk): CteScope | undefined {
  const clause = select.withClause as SqlFields | undefined
  if (!clause) return place.scope
  for (const field in clause) if (!NODE_SHAPES.get('WithClause')!.has(field)) refuseSyntax(`WithClause.${field}`)
  const nodes = (clause.ctes ?? []) as SqlNode[]
  const ctes = new Map<string, Cte>()
  const open = nodes.map((node): [string, Cte] => [
    String(node.CommonTableExpr?.ctename),
    { recursive: false, open: false, ordered: isOrdered(node), inlined: false, weight: 1 },
  ])
  if (clause.recursive) for (const [name, cte] of open) ctes.set(name, cte)
  for (const [index, node] of nodes.entries()) {
    const [name, cte] = open[index]!
    const before = walk.rangeItems
    const scope = { ctes: new Map(ctes), outer: place.scope }
    cte.open = true
    visitNode(node, { depth: place.depth + 1, scope }, walk)
    const inlined = node.CommonTableExpr?.ctematerialized === 'CTEMaterializeNever'
    ctes.set(name, Object.assign(cte, { open: false, inlined, weight: walk.rangeItems - before }))
  }
  return { ctes, outer: place.scope }
}

/** With SEARCH or CYCLE a CTE has columns that a star does not see. */
const isOrdered = ({ CommonTableExpr }: SqlNode) =>
  Boolean(CommonTableExpr?.search_clause ?? CommonTableExpr?.cycle_clause)

type Check = (fields: SqlFields, walk: Walk, holder: SqlNode, place: Place) => void

const CHECKS: Record<string, Check> = {
  FuncCall: (call, walk) => checkFunctionCall(call, walk.limits),
  TypeName: checkType,
  A_Expr: checkExpression,
  SubLink: ({ operName }) => checkOperator(operName),
  SortBy: ({ useOp }) => checkOperator(useOp),
  CollateClause: checkCollation,
  SQLValueFunction: checkValueFunction,
  SelectStmt: (select, walk) => walk.findings.selects.push(select),
  RangeVar: (rangeVar, walk, holder, place) => visitTable(rangeVar, walk, holder, place),
  RangeSubselect: (_, walk) => countRangeItems(walk, 1),
  RangeFunction: (source, walk) => {
    countRangeItems(walk, 1)
    noteFunctionSource(source, walk.findings.functionSources)
  },
  JsonTable: (_, walk) => countRangeItems(walk, 1),
  ColumnRef: (reference, { findings }) => {
    findings.columnRefs.push(reference)
  },
  A_Indirection: ({ indirection }, { findings }) => {
    findings.fieldNames.push(...nameParts((indirection as SqlNode[]).filter((node) => 'String' in node)))
  },
  ResTarget: ({ name }, walk) => walk.findings.ownNames.add(String(name)),
  ColumnDef: ({ colname }, walk) => walk.findings.ownNames.add(String(colname)),
  JsonTableColumn: ({ name }, walk) => walk.findings.ownNames.add(String(name)),
  Alias: ({ aliasname, colnames }, { findings }) => {
    for (const name of [String(aliasname), ...nameParts(colnames)]) findings.ownNames.add(name)
  },
  CTESearchClause: ({ search_seq_column }, walk) => walk.findings.ownNames.add(String(search_seq_column)),
  CTECycleClause: ({ cycle_mark_column, cycle_path_column }, { findings }) => {
    for (const name of [cycle_mark_column, cycle_path_column]) findings.ownNames.add(String(name))
  },
  CommonTableExpr: ({ ctename, aliascolnames, ctequery }, { findings }) => {
    const type = Object.keys(ctequery as SqlNode)[0]!
    if (type !== 'SelectStmt') refuseSyntax(type)
    for (const name of [String(ctename), ...nameParts(aliascolnames)]) findings.ownNames.add(name)
  },
}

function checkNode(type: string, fields: SqlFields, holder: SqlNode, place: Place, walk: Walk) {
  if (Object.hasOwn(CHECKS, type)) CHECKS[type]!(fields, walk, holder, place)
}

function visitTable(rangeVar: SqlFields, walk: Walk, holder: SqlNode, place: Place) {
  const name = String(rangeVar.relname)
  const schema = rangeVar.schemaname as string | undefined
  const cte = schema === undefined ? findCte(place.scope, name) : undefined
  countRangeItems(walk, cte?.inlined ? cte.weight : 1)
  if (cte?.open) cte.recursive = true
  else if (cte) walk.findings.cteUses.push({ holder, rangeVar, cte })
  if (cte) return
  if (!rangeVar.inh) refuse('ONLY is not available in queries; name the table alone.')
  walk.findings.tables.push({ holder, rangeVar, table: walk.findTable(name, schema) })
}

function countRangeItems(walk: Walk, items: number) {
  walk.rangeItems += items
  if (walk.rangeItems > walk.limits.rangeItems) refuse('The query reads from too many tables and subqueries.')
}
