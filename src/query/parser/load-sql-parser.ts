import { type ParsedSql, type PgQueryModule, parseWithEngine } from './pg-query-engine.ts'

export type ParseSql = (text: string) => ParsedSql

// The engine has no state of anybody's and takes milliseconds to instantiate, so an isolate keeps one.
let engine: Promise<PgQueryModule> | undefined

/** Loads PostgreSQL's parser on first use, so that requests without a query never pay for it. */
export async function loadSqlParser(): Promise<ParseSql> {
  engine ??= import('#sql-engine').then(({ loadEngine }) => loadEngine())
  const loaded = await engine
  return (text) => {
    try {
      return parseWithEngine(loaded, text)
    } catch {
      // an engine that ran out of stack or memory may be left in the middle of something
      engine = undefined
      return { ok: false, message: 'the statement is nested too deeply', offset: 0 }
    }
  }
}
