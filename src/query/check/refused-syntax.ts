import { refuse } from '../refused.ts'

const SYNTAX: Record<string, string> = {
  ParamRef: 'Parameters such as $1 are not available; write the value into the query.',
  RangeTableSample: 'TABLESAMPLE is not available; use ORDER BY random() LIMIT n.',
  RangeTableFunc: 'XMLTABLE is not available.',
  XmlExpr: 'XML is not available.',
  XmlSerialize: 'XML is not available.',
  SetToDefault: 'DEFAULT is not available in queries.',
  'SelectStmt.intoClause': 'SELECT INTO would create a table, and a query only reads.',
  'SelectStmt.lockingClause': 'FOR UPDATE and other row locks are not available; a query only reads.',
  'RangeVar.catalogname': 'A table name may have at most one qualifier.',
  'TypeName.setof': 'SETOF is not available in queries.',
  'TypeName.pct_type': '%TYPE is not available in queries.',
}

/** Says what was not on the list of accepted syntax: a node's type, or `Type.field`. */
export function refuseSyntax(what: string): never {
  refuse(
    SYNTAX[what] ?? (/^\w+Stmt$/.test(what) ? onlySelect(what) : `This syntax is not available in queries (${what}).`),
  )
}

/** `VariableSetStmt` → "... this is a VARIABLE SET statement." */
export const onlySelect = (type: string) =>
  `Only one SELECT may run; this is a ${type
    .replace(/Stmt$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toUpperCase()} statement.`
