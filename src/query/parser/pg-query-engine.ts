/*
 * The struct offsets below are the private ABI of libpg-query 18.1.5 (PgQueryParseResult, PgQueryError).
 * The version is pinned in package.json and a unit test parses a statement and an error through them.
 */

/** The few exports of the emscripten module that parsing needs. */
export interface PgQueryModule {
  _malloc(bytes: number): number
  _free(pointer: number): void
  _wasm_parse_query_raw(query: number): number
  _wasm_free_parse_result(result: number): void
  getValue(pointer: number, type: 'i32'): number
  lengthBytesUTF8(text: string): number
  stringToUTF8(text: string, pointer: number, bytes: number): void
  UTF8ToString(pointer: number): string
}

/** What the parser read: a tree as JSON, or where and why the text is no SQL. Offsets are bytes of UTF-8. */
export type ParsedSql = { ok: true; tree: SqlTree } | { ok: false; message: string; offset: number }

export interface SqlTree {
  stmts?: { stmt?: SqlNode; stmt_location?: number; stmt_len?: number }[]
}

/** A node is wrapped in its type: `{ "SelectStmt": { ...fields } }`. */
export type SqlNode = Record<string, SqlFields>
export type SqlFields = Record<string, unknown>

/** Parses one text with PostgreSQL's own grammar. Throws what the engine throws when it runs out of stack or memory. */
export function parseWithEngine(engine: PgQueryModule, text: string): ParsedSql {
  const bytes = engine.lengthBytesUTF8(text) + 1
  const query = engine._malloc(bytes)
  engine.stringToUTF8(text, query, bytes)
  const result = engine._wasm_parse_query_raw(query)
  try {
    const error = engine.getValue(result + 8, 'i32')
    if (!error) return { ok: true, tree: JSON.parse(engine.UTF8ToString(engine.getValue(result, 'i32'))) }
    const message = engine.UTF8ToString(engine.getValue(error, 'i32'))
    return { ok: false, message, offset: Math.max(engine.getValue(error + 16, 'i32') - 1, 0) }
  } finally {
    engine._free(query)
    engine._wasm_free_parse_result(result)
  }
}
