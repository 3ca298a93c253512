import { BOUNDED_OPERATORS, OPERATORS } from '../allowed/operators.ts'
import { COLLATION, TYPES, VALUE_FUNCTION } from '../allowed/types.ts'
import type { SqlFields } from '../parser/pg-query-engine.ts'
import { refuse } from '../refused.ts'
import { nameParts } from './name-parts.ts'

/** Casts, RETURNING, column definitions: wherever the grammar has a type, it comes through here. */
export function checkType(type: SqlFields) {
  const name = unqualified(nameParts(type.names))
  if (name === undefined || !TYPES.has(name))
    refuse(`The type ${nameParts(type.names).join('.')} is not available in queries.`)
}

export function checkOperator(names: unknown) {
  if (names === undefined) return
  const parts = nameParts(names)
  const name = unqualified(parts)
  if (name === undefined || !OPERATORS.has(name) || (parts.length > 1 && BOUNDED_OPERATORS.has(name)))
    refuse(`The operator ${nameParts(names).join('.')} is not available in queries.`)
}

/** BETWEEN and its kin carry their keyword where the others carry an operator. */
export function checkExpression(expression: SqlFields) {
  if (!/^AEXPR_(NOT_)?BETWEEN(_SYM)?$/.test(String(expression.kind))) checkOperator(expression.name)
}

export function checkCollation(collation: SqlFields) {
  const name = unqualified(nameParts(collation.collname))
  if (name === undefined || !COLLATION.test(name))
    refuse(`The collation ${nameParts(collation.collname).join('.')} is not available.`)
}

export function checkValueFunction(call: SqlFields) {
  const name = String(call.op)
  if (!VALUE_FUNCTION.test(name)) refuse(`${name.replace('SVFOP_', '')} is not available in queries.`)
}

function unqualified(parts: string[]): string | undefined {
  if (parts.length === 2 && parts[0] === 'pg_catalog') return parts[1]
  return parts.length === 1 ? parts[0] : undefined
}
