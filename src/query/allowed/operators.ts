/** Operators of pg_catalog, pg_trgm and pgvector that only compute on their operands. */
export const OPERATORS: ReadonlySet<string> = new Set(
  (
    '+ - * / % ^ |/ ||/ @ & | # ~ << >> = <> != < > <= >= ' +
    '~~ ~~* !~~ !~~* ~* !~ !~* ^@ || ' +
    '-> ->> #> #>> #- @> <@ ? ?| ?& @? @@ @@@ && -|- &< &> !! <-> ' +
    '<% %> <<% %>> <->> <<-> <<<-> <->>> <=> <#> <+>'
  ).split(' '),
)

/** Operators that the database finds in the schema `guarded` first, bounded, and that therefore go by their bare names. */
export const BOUNDED_OPERATORS: ReadonlySet<string> = new Set(['&&', '@>', '<@'])
