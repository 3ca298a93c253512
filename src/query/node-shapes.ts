/*
 * Every syntax node a query may contain, with every field it may have. The walker refuses what is not here.
 * `name` is a plain value, `name*` one node or a list of nodes, `name:Type` a node whose type is implied.
 * `location` and its kin are allowed everywhere.
 */
const shapes: Record<string, string> = {
  SelectStmt:
    'distinctClause* targetList* fromClause* whereClause* groupClause* groupDistinct havingClause* windowClause* ' +
    'valuesLists* sortClause* limitOffset* limitCount* limitOption op all larg:SelectStmt rarg:SelectStmt withClause:WithClause',
  WithClause: 'ctes* recursive',
  CommonTableExpr:
    'ctename aliascolnames* ctematerialized ctequery* search_clause:CTESearchClause cycle_clause:CTECycleClause',
  CTESearchClause: 'search_col_list* search_breadth_first search_seq_column',
  CTECycleClause: 'cycle_col_list* cycle_mark_column cycle_mark_value* cycle_mark_default* cycle_path_column',
  ResTarget: 'name val*',

  RangeVar: 'schemaname relname inh relpersistence alias:Alias',
  RangeSubselect: 'lateral subquery* alias:Alias',
  RangeFunction: 'lateral ordinality is_rowsfrom functions* alias:Alias coldeflist*',
  JoinExpr: 'jointype isNatural larg* rarg* usingClause* join_using_alias:Alias quals* alias:Alias rtindex',
  Alias: 'aliasname colnames*',
  ColumnDef: 'colname typeName:TypeName is_local collClause:CollateClause',

  ColumnRef: 'fields*',
  A_Star: '',
  A_Const: 'ival:Integer fval:Float boolval:Boolean sval:String bsval:BitString isnull',
  Integer: 'ival',
  Float: 'fval',
  Boolean: 'boolval',
  String: 'sval',
  BitString: 'bsval',
  List: 'items*',
  A_Expr: 'kind name* lexpr* rexpr*',
  BoolExpr: 'boolop args*',
  NullTest: 'arg* nulltesttype argisrow',
  BooleanTest: 'arg* booltesttype',
  TypeCast: 'arg* typeName:TypeName',
  TypeName: 'names* typmods* typemod arrayBounds*',
  CollateClause: 'arg* collname*',
  FuncCall:
    'funcname* args* agg_order* agg_filter* over:WindowDef agg_within_group agg_star agg_distinct func_variadic funcformat',
  NamedArgExpr: 'arg* name argnumber',
  WindowDef: 'name refname partitionClause* orderClause* frameOptions startOffset* endOffset*',
  SortBy: 'node* sortby_dir sortby_nulls useOp*',
  A_Indices: 'is_slice lidx* uidx*',
  A_Indirection: 'arg* indirection*',
  A_ArrayExpr: 'elements*',
  RowExpr: 'args* row_format',
  SubLink: 'subLinkType testexpr* operName* subselect*',
  CaseExpr: 'arg* args* defresult*',
  CaseWhen: 'expr* result*',
  CoalesceExpr: 'args*',
  MinMaxExpr: 'op args*',
  SQLValueFunction: 'op typmod',
  GroupingFunc: 'args*',
  GroupingSet: 'kind content*',

  JsonFormat: 'format_type encoding',
  JsonReturning: 'format:JsonFormat',
  JsonOutput: 'typeName:TypeName returning:JsonReturning',
  JsonValueExpr: 'raw_expr* format:JsonFormat',
  JsonBehavior: 'btype expr*',
  JsonArgument: 'val:JsonValueExpr name',
  JsonFuncExpr:
    'op context_item:JsonValueExpr pathspec* passing* output:JsonOutput on_empty:JsonBehavior on_error:JsonBehavior wrapper quotes',
  JsonTable:
    'context_item:JsonValueExpr pathspec:JsonTablePathSpec passing* columns* on_error:JsonBehavior alias:Alias lateral',
  JsonTablePathSpec: 'string* name',
  JsonTableColumn:
    'coltype name typeName:TypeName pathspec:JsonTablePathSpec format:JsonFormat wrapper quotes columns* ' +
    'on_empty:JsonBehavior on_error:JsonBehavior',
  JsonKeyValue: 'key* value:JsonValueExpr',
  JsonParseExpr: 'expr:JsonValueExpr output:JsonOutput unique_keys',
  JsonScalarExpr: 'expr* output:JsonOutput',
  JsonSerializeExpr: 'expr:JsonValueExpr output:JsonOutput',
  JsonObjectConstructor: 'exprs* output:JsonOutput absent_on_null unique',
  JsonArrayConstructor: 'exprs* output:JsonOutput absent_on_null',
  JsonArrayQueryConstructor: 'query* output:JsonOutput format:JsonFormat absent_on_null',
  JsonAggConstructor: 'output:JsonOutput agg_filter* agg_order* over:WindowDef',
  JsonObjectAgg: 'constructor:JsonAggConstructor arg:JsonKeyValue absent_on_null unique',
  JsonArrayAgg: 'constructor:JsonAggConstructor arg:JsonValueExpr absent_on_null',
  JsonIsPredicate: 'expr* format:JsonFormat item_type unique_keys',
}

/** How one field is checked: a plain value, nodes that say their own type, or a node of the type named here. */
export type FieldRule = 'value' | 'nodes' | { type: string }

const PLACES = ['location', 'name_location', 'list_start', 'list_end', 'rexpr_list_start', 'rexpr_list_end']

/** Where in the text something stood; the only fields in which two trees of the same query may differ. */
export const isPlace = (field: string) => PLACES.includes(field)

export const NODE_SHAPES: ReadonlyMap<string, ReadonlyMap<string, FieldRule>> = new Map(
  Object.entries(shapes).map(([type, fields]) => [type, parseShape(fields)]),
)

function parseShape(fields: string): ReadonlyMap<string, FieldRule> {
  const rules = fields.split(' ').filter(Boolean).map(parseField)
  return new Map([...rules, ...PLACES.map((place): [string, FieldRule] => [place, 'value'])])
}

function parseField(field: string): [string, FieldRule] {
  if (field.endsWith('*')) return [field.slice(0, -1), 'nodes']
  const [name, type] = field.split(':')
  return [name!, type ? { type } : 'value']
}
