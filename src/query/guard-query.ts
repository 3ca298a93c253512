import type { ReasoningTable } from '../registry/reasoning-table.ts'
import { checkColumnNames } from './check/check-column-names.ts'
import { checkTree } from './check/check-tree.ts'
import { onlySelect } from './check/refused-syntax.ts'
import { createTableFinder, type ReadableTable } from './check/registry-tables.ts'
import { loadSqlParser, type ParseSql } from './parser/load-sql-parser.ts'
import type { SqlNode } from './parser/pg-query-engine.ts'
import { QUERY_LIMITS, type QueryLimits } from './query-limits.ts'
import { Refused, refuse } from './refused.ts'
import { sameTree } from './same-tree.ts'
import { fromByteText, toByteText } from './scope/byte-text.ts'
import { countRecursion } from './scope/count-recursion.ts'
import { extendGroups } from './scope/extend-groups.ts'
import { choosePlaceholder } from './scope/placeholder.ts'
import { renameQualifiers } from './scope/rename-qualifiers.ts'
import { scopeTables } from './scope/scope-tables.ts'
import { applyEdits } from './scope/text-edit.ts'

declare const guarded: unique symbol

/** A query that was checked and scoped to one tenant. Only `guardQuery` makes one, and only this runs. */
export interface GuardedQuery {
  readonly ok: true
  /** The text around every place where the tenant's id goes, as a literal. */
  readonly parts: string[]
  /** The registry tables it reads. */
  readonly tables: ReadableTable[]
  readonly [guarded]: true
}

/** `reason` is a sentence that tells its writer, a person or a model, what to change. */
export interface RefusedQuery {
  readonly ok: false
  readonly reason: string
}

export interface GuardOptions {
  registry: ReasoningTable[]
  limits?: Partial<QueryLimits>
}

/**
 * Accepts one SELECT over the registry's tables and rewrites it to one tenant's rows; refuses all else.
 * PostgreSQL's own grammar decides what the text says, and everything not known to be harmless is refused.
 */
export async function guardQuery(text: string, options: GuardOptions): Promise<GuardedQuery | RefusedQuery> {
  const limits = { ...QUERY_LIMITS, ...options.limits }
  try {
    checkText(text, limits)
    return checkAndScope(text, { ...options, limits }, await loadSqlParser())
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.message }
    throw error
  }
}

const LONE_SURROGATE = /\p{Surrogate}/u

/** What must hold before the parser sees the text, because its time is not linear in it. */
function checkText(text: string, limits: QueryLimits) {
  if (text.trim() === '') refuse('The query is empty.')
  if (text.length > limits.length) refuse(`The query is longer than ${limits.length} characters.`)
  if (text.split('/*').length - 1 > limits.comments) refuse('The query has too many comments.')
  if (text.includes('\0') || LONE_SURROGATE.test(text)) refuse('The query contains characters that are no text.')
}

function checkAndScope(
  text: string,
  { registry, limits }: Required<GuardOptions> & { limits: QueryLimits },
  parse: ParseSql,
): GuardedQuery {
  const placeholder = choosePlaceholder(text)
  const { statement } = parseOne(text, parse)
  const findings = checkTree(statement, createTableFinder(registry), limits)
  checkColumnNames(findings, registry)
  const byteText = toByteText(text)
  const edits = [
    ...extendGroups(byteText, findings),
    ...renameQualifiers(byteText, findings),
    ...countRecursion(byteText, findings.cteUses),
    ...scopeTables(byteText, findings.tables, placeholder),
  ]
  const scoped = fromByteText(applyEdits(byteText, edits))
  return {
    ok: true,
    parts: sameStatement(scoped, statement, parse).split(String(placeholder)),
    tables: [...new Set(findings.tables.map(({ table }) => table))],
  } as unknown as GuardedQuery
}

/** What was checked is what runs: the text that goes to the database must parse to the tree that was checked. */
function sameStatement(scoped: string, checked: SqlNode, parse: ParseSql): string {
  const parsed = parse(scoped)
  const raw = parsed.ok && parsed.tree.stmts?.length === 1 ? parsed.tree.stmts[0]! : undefined
  if (!raw || !sameTree(raw.stmt, checked)) {
    refuse('A table name is spelled in a way that is not supported; write it plainly, as in FROM organization o.')
  }
  const bytes = toByteText(scoped)
  const start = raw.stmt_location ?? 0
  return fromByteText(bytes.slice(start, raw.stmt_len ? start + raw.stmt_len : undefined))
}

function parseOne(text: string, parse: ParseSql): { statement: SqlNode } {
  const parsed = parse(text)
  if (!parsed.ok) refuse(`This is not valid PostgreSQL: ${parsed.message}.`)
  const [first, ...more] = parsed.tree.stmts ?? []
  if (!first?.stmt) refuse('The query is empty.')
  if (more.length > 0) refuse(`Only one statement may run; there are ${more.length + 1}.`)
  const type = Object.keys(first.stmt)[0]!
  if (type !== 'SelectStmt') refuse(onlySelect(type))
  return { statement: first.stmt }
}
