import type { SqlNode } from '../parser/pg-query-engine.ts'

type ConstFields = { ival?: { ival?: number }; fval?: { fval?: string }; sval?: { sval?: string } }

/** The number a node spells out, through casts and signs; undefined when the database has to compute it. */
export function constantNumber(node: SqlNode | undefined): number | undefined {
  const value = asConst(node)
  if (value?.ival) return value.ival.ival ?? 0
  if (value?.fval) return Number(value.fval.fval)
  if (value?.sval) return value.sval.sval?.trim() ? asNumber(value.sval.sval) : undefined
  if (node?.A_Expr && node.A_Expr.lexpr === undefined) return negate(constantNumber(node.A_Expr.rexpr as SqlNode))
}

/** The text a node spells out, or undefined. */
export const constantText = (node: SqlNode | undefined): string | undefined => asConst(node)?.sval?.sval

function asConst(node: SqlNode | undefined): ConstFields | undefined {
  if (node?.TypeCast) return asConst(node.TypeCast.arg as SqlNode)
  return node?.A_Const as ConstFields | undefined
}

const asNumber = (text: string) => (Number.isNaN(Number(text)) ? undefined : Number(text))
const negate = (value: number | undefined) => (value === undefined ? undefined : -value)
