const words = (text: string) => text.trim().split(/\s+/)

/**
 * Types a query may name. Left out on purpose: the reg* types, which look things up in the catalogue (regconfig
 * only names a dictionary), oid and its kin, xml, record types of tables, and pseudo-types.
 */
export const TYPES: ReadonlySet<string> = new Set(
  words(`
    bool boolean int2 int4 int8 float4 float8 numeric money text varchar bpchar char name citext bytea bit varbit uuid
    date time timetz timestamp timestamptz interval json jsonb jsonpath tsvector tsquery regconfig inet cidr point
    int4range int8range numrange tsrange tstzrange daterange
    int4multirange int8multirange nummultirange tsmultirange tstzmultirange datemultirange vector halfvec`),
)

/** `C`, `und-x-icu`, `en_US.utf8`: names of sort orders, which only sort. */
export const COLLATION = /^(default|C|POSIX|ucs_basic|unicode|pg_c_utf8|pg_unicode_fast|[a-z]{2,3}([-_][\w.@-]+)?)$/

/** The SQL functions without parentheses that tell the time; the others tell who and where the server is. */
export const VALUE_FUNCTION = /^SVFOP_(CURRENT_DATE|(CURRENT_TIME|CURRENT_TIMESTAMP|LOCALTIME|LOCALTIMESTAMP)(_N)?)$/
