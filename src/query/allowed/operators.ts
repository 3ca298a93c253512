/** Operators of pg_catalog, pg_trgm and pgvector that only compute on their operands. */
export const OPERATORS: ReadonlySet<string> = new Set(
  (
    '+ - * / % ^ |/ ||/ @ & | # ~ << >> = <> != < > <= >= ' +
    '~~ ~~* !~~ !~~* ~* !~ !~* ^@ || ' +
    '-> ->> #> #>> #- @> <@ ? ?| ?& @? @@ @@@ && -|- &< &> !! <-> ' +
    '<% %> <<% %>> <->> <<-> <<<-> <->>> <=> <#> <+>'
  ).split(' '),
)
