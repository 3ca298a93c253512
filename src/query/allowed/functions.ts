const words = (text: string) => text.trim().split(/\s+/)

/** Functions of pg_catalog that only compute on their arguments. What is not here is refused. */
export const FUNCTIONS: ReadonlySet<string> = new Set([
  ...words(`
    abs cbrt ceil ceiling degrees div erf erfc exp factorial floor gamma gcd lcm lgamma ln log log10 min_scale mod pi power
    pow radians random random_normal round scale sign sqrt trim_scale trunc width_bucket
    acos acosd asin asind atan atand atan2 atan2d cos cosd cot cotd sin sind tan tand sinh cosh tanh asinh acosh atanh`),
  ...words(`
    ascii bit_count bit_length btrim casefold char_length character_length chr concat concat_ws convert_from convert_to decode
    encode format get_bit get_byte set_bit set_byte initcap is_normalized left length like_escape lower lpad ltrim md5 normalize octet_length
    overlay parse_ident position quote_ident quote_literal quote_nullable regexp_count regexp_instr regexp_like regexp_match
    regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr repeat replace reverse right rpad
    rtrim sha224 sha256 sha384 sha512 crc32 crc32c similar_escape similar_to_escape split_part starts_with string_to_array
    string_to_table strpos substr substring to_ascii to_bin to_hex to_oct translate unicode_assigned unistr upper
    to_char to_date to_number to_timestamp`),
  ...words(`
    age clock_timestamp date_add date_bin date_part date_subtract date_trunc extract isfinite justify_days justify_hours
    justify_interval make_date make_interval make_time make_timestamp make_timestamptz now overlaps statement_timestamp
    timeofday timezone transaction_timestamp`),
  ...words(`
    any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp every json_agg
    json_agg_strict json_object_agg json_object_agg_strict json_object_agg_unique json_object_agg_unique_strict jsonb_agg
    jsonb_agg_strict jsonb_object_agg jsonb_object_agg_strict jsonb_object_agg_unique jsonb_object_agg_unique_strict max min
    mode percentile_cont percentile_disc range_agg range_intersect_agg regr_avgx regr_avgy regr_count regr_intercept regr_r2
    regr_slope regr_sxx regr_sxy regr_syy stddev stddev_pop stddev_samp string_agg sum var_pop var_samp variance
    cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number`),
  ...words(`
    array_append array_cat array_dims array_fill array_length array_lower array_ndims array_position array_positions
    array_prepend array_remove array_replace array_reverse array_sample array_shuffle array_sort array_to_json array_to_string
    array_upper cardinality generate_series generate_subscripts trim_array unnest`),
  ...words(`
    json_array_elements json_array_elements_text json_array_length json_build_array json_build_object json_each json_each_text
    json_extract_path json_extract_path_text json_object json_object_keys json_populate_record json_populate_recordset
    json_strip_nulls json_to_record json_to_recordset json_typeof jsonb_array_elements jsonb_array_elements_text
    jsonb_array_length jsonb_build_array jsonb_build_object jsonb_concat jsonb_contains jsonb_delete jsonb_each jsonb_each_text
    jsonb_exists jsonb_exists_all jsonb_exists_any jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_object
    jsonb_object_keys jsonb_path_exists jsonb_path_exists_tz jsonb_path_match jsonb_path_match_tz jsonb_path_query
    jsonb_path_query_array jsonb_path_query_array_tz jsonb_path_query_first jsonb_path_query_first_tz jsonb_path_query_tz
    jsonb_populate_record jsonb_populate_record_valid jsonb_populate_recordset jsonb_pretty jsonb_set jsonb_set_lax
    jsonb_strip_nulls jsonb_to_record jsonb_to_recordset jsonb_typeof row_to_json to_json to_jsonb`),
  ...words(`
    array_to_tsvector json_to_tsvector jsonb_to_tsvector numnode phraseto_tsquery plainto_tsquery querytree setweight strip
    to_tsquery to_tsvector ts_delete ts_filter ts_headline ts_rank ts_rank_cd tsquery_phrase tsvector_to_array
    websearch_to_tsquery`),
  ...words(`
    daterange int4range int8range numrange tsrange tstzrange datemultirange int4multirange int8multirange nummultirange
    tsmultirange tstzmultirange isempty lower_inc lower_inf multirange range_merge upper_inc upper_inf`),
  ...words(
    'num_nonnulls num_nulls pg_typeof gen_random_uuid uuidv4 uuidv7 uuid_extract_timestamp uuid_extract_version',
  ),
  ...words('abbrev broadcast family host hostmask masklen netmask network point'),
  // casts written as calls
  ...words(
    'bool bpchar date float4 float8 int2 int4 int8 interval numeric text time timestamp timestamptz timetz varchar',
  ),
])

/** Functions of the extensions that the product installs, in schema public. */
export const EXTENSION_FUNCTIONS: ReadonlySet<string> = new Set(
  words(`
    similarity word_similarity strict_word_similarity show_trgm unaccent website_host
    cosine_distance l2_distance inner_product vector_dims vector_norm`),
)

/** What people who know another database write, and what PostgreSQL calls it. */
export const FUNCTION_HINTS: Readonly<Record<string, string>> = {
  nvl: 'Use coalesce().',
  ifnull: 'Use coalesce().',
  isnull: 'Use coalesce() or IS NULL.',
  iif: 'Use CASE.',
  if: 'Use CASE.',
  len: 'Use length().',
  charindex: 'Use strpos().',
  instr: 'Use strpos().',
  locate: 'Use strpos().',
  group_concat: 'Use string_agg().',
  listagg: 'Use string_agg().',
  getdate: 'Use now().',
  sysdate: 'Use now().',
  curdate: 'Use current_date.',
  datediff: 'Subtract two dates.',
  dateadd: "Add an interval: ... + interval '1 day'.",
  date_sub: "Subtract an interval: ... - interval '1 day'.",
  date_format: 'Use to_char().',
  strftime: 'Use to_char().',
  str_to_date: 'Use to_date().',
  year: 'Use extract(year from ...).',
  month: 'Use extract(month from ...).',
  day: 'Use extract(day from ...).',
  quarter: 'Use extract(quarter from ...).',
  json_extract: 'Use -> or ->>.',
  substring_index: 'Use split_part().',
  levenshtein: 'Use similarity().',
  soundex: 'Use similarity().',
  metaphone: 'Use similarity().',
  median: 'Use percentile_cont(0.5) WITHIN GROUP (ORDER BY ...).',
  countif: 'Use count(*) FILTER (WHERE ...).',
  array_contains: 'Use @> or = ANY (...).',
  dayname: "Use to_char(..., 'FMDay').",
  monthname: "Use to_char(..., 'FMMonth').",
  current_setting: 'Settings of the server cannot be read.',
  set_config: 'Settings of the server cannot be changed.',
}
