import type { SqlNode } from '../parser/pg-query-engine.ts'

/* The trees the parser makes of the texts that the rewrite puts in. */

export const stringNode = (sval: string): SqlNode => ({ String: { sval } })

export const columnNode = (...names: string[]): SqlNode => ({ ColumnRef: { fields: names.map(stringNode) } })

const star: SqlNode = { ResTarget: { val: { ColumnRef: { fields: [{ A_Star: {} }] } } } }

// the parser keeps what is larger than an int4 as text
const bigintNode = (value: number): SqlNode => ({ A_Const: { fval: { fval: String(value) } } })

/** `select * from public."table" where tenant_id = 42 [offset 0]` */
export const tenantRowsNode = (table: string, placeholder: number, barrier: boolean): SqlNode => ({
  SelectStmt: {
    targetList: [star],
    fromClause: [{ RangeVar: { schemaname: 'public', relname: table, inh: true, relpersistence: 'p' } }],
    whereClause: {
      A_Expr: {
        kind: 'AEXPR_OP',
        name: [stringNode('=')],
        lexpr: columnNode('tenant_id'),
        rexpr: bigintNode(placeholder),
      },
    },
    ...(barrier && { limitOffset: { A_Const: { ival: {} } } }),
    limitOption: barrier ? 'LIMIT_OPTION_COUNT' : 'LIMIT_OPTION_DEFAULT',
    op: 'SETOP_NONE',
  },
})

/** `select * from "cte" where guarded.count_row("cte".*)` */
export const countedRowsNode = (cte: string): SqlNode => ({
  SelectStmt: {
    targetList: [star],
    fromClause: [{ RangeVar: { relname: cte, inh: true, relpersistence: 'p' } }],
    whereClause: {
      FuncCall: {
        funcname: [stringNode('guarded'), stringNode('count_row')],
        args: [{ ColumnRef: { fields: [stringNode(cte), { A_Star: {} }] } }],
        funcformat: 'COERCE_EXPLICIT_CALL',
      },
    },
    limitOption: 'LIMIT_OPTION_DEFAULT',
    op: 'SETOP_NONE',
  },
})
