-- Comparing every element of one array with every one of another is the one thing that no time limit interrupts, so
-- guarded queries find operators here first that do it within bounds.
CREATE SCHEMA guarded;--> statement-breakpoint
GRANT USAGE ON SCHEMA guarded TO greenlight_reader, greenlight_app;--> statement-breakpoint
CREATE FUNCTION guarded.check_comparisons(one anyarray, other anyarray) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF cardinality(one)::bigint * cardinality(other) > 10000000 THEN
    RAISE EXCEPTION 'Two arrays are too long to be compared element by element.' USING ERRCODE = 'GL422';
  END IF;
  RETURN true;
END $$;--> statement-breakpoint
CREATE FUNCTION guarded.overlaps(one anyarray, other anyarray) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT guarded.check_comparisons(one, other) AND one OPERATOR(pg_catalog.&&) other $$;--> statement-breakpoint
CREATE FUNCTION guarded.contains(one anyarray, other anyarray) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT guarded.check_comparisons(one, other) AND one OPERATOR(pg_catalog.@>) other $$;--> statement-breakpoint
CREATE FUNCTION guarded.is_contained(one anyarray, other anyarray) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT guarded.check_comparisons(one, other) AND one OPERATOR(pg_catalog.<@) other $$;--> statement-breakpoint
-- Lets a row of a recursive CTE pass, counts it, and looks at its size: what doubles at every level gets to a gigabyte in thirty.
CREATE FUNCTION guarded.count_row(line record) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE v_rows integer := coalesce(nullif(current_setting('guarded.rows', true), '')::integer, 0) + 1;
BEGIN
  IF v_rows > 300000 THEN RAISE EXCEPTION 'A recursive query went on for too long; give it an end, such as WHERE level < 10.' USING ERRCODE = 'GL422'; END IF;
  IF pg_column_size(line) > 1000000 THEN RAISE EXCEPTION 'A row of a recursive query grew too large.' USING ERRCODE = 'GL422'; END IF;
  PERFORM set_config('guarded.rows', v_rows::text, true);
  RETURN true;
END $$;--> statement-breakpoint
CREATE OPERATOR guarded.&& (LEFTARG = anyarray, RIGHTARG = anyarray, FUNCTION = guarded.overlaps);--> statement-breakpoint
CREATE OPERATOR guarded.@> (LEFTARG = anyarray, RIGHTARG = anyarray, FUNCTION = guarded.contains);--> statement-breakpoint
CREATE OPERATOR guarded.<@ (LEFTARG = anyarray, RIGHTARG = anyarray, FUNCTION = guarded.is_contained);--> statement-breakpoint
-- Guarded SQL: what runs a query that the guard has checked. The guard leaves a gap in the text wherever the tenant's id belongs;
-- the id is known only here, where the request has been authenticated, and goes in as a literal.
--   reading: [{name, table, row_security}], what the guard took the registry to say; GL409 where that is no longer so.
-- Rows are read one by one, so that nothing beyond the caps is computed, kept or sent.
CREATE FUNCTION run_guarded_query(parts text[], registry_type text, reading jsonb, max_rows integer, max_bytes integer, max_row_bytes integer, max_cost float8)
RETURNS TABLE (columns json, rows text, row_count integer, truncated boolean)
LANGUAGE plpgsql SET search_path = guarded, pg_catalog, public, pg_temp AS $$
DECLARE
  v_tenant bigint := app_tenant_id();
  v_query text := array_to_string(parts, v_tenant::text);
  v_cursor refcursor; v_row record; v_cells text; v_rows text[] := '{}'; v_bytes bigint := 0; v_plan json; v_start float8; v_total float8;
BEGIN
  IF v_tenant IS NULL THEN RAISE EXCEPTION 'A query runs for one tenant.' USING ERRCODE = 'GL403'; END IF;
  IF EXISTS (
    SELECT FROM jsonb_to_recordset(reading) t(name text, "table" text, row_security boolean)
    WHERE NOT EXISTS (SELECT FROM reasoning r WHERE r.type = registry_type AND r.table_name = t.name)
      OR NOT EXISTS (
        SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relname = t."table" AND c.relkind IN ('r', 'p')
          AND c.relrowsecurity = t.row_security)
  ) THEN RAISE EXCEPTION 'The reasoning registry has changed.' USING ERRCODE = 'GL409'; END IF;
  PERFORM set_config('role', 'greenlight_reader', true);
  row_count := 0; truncated := false;
  PERFORM set_config('guarded.rows', '0', true);
  -- what the planner already knows to be hopeless is not tried; only the rows that will be read count
  EXECUTE 'EXPLAIN (FORMAT JSON) ' || v_query INTO v_plan;
  v_start := v_plan#>>'{0,Plan,Startup Cost}'; v_total := v_plan#>>'{0,Plan,Total Cost}';
  IF v_start + (v_total - v_start) * least(1, max_rows / greatest((v_plan#>>'{0,Plan,Plan Rows}')::float8, 1)) > max_cost THEN
    RAISE EXCEPTION 'The query would compare or read far too many rows; narrow it down or join on a key.' USING ERRCODE = 'GL422';
  END IF;
  OPEN v_cursor NO SCROLL FOR EXECUTE v_query;
  LOOP
    FETCH v_cursor INTO v_row;
    EXIT WHEN NOT FOUND;
    IF row_count >= max_rows THEN truncated := true; EXIT; END IF;
    -- the size as stored comes first: it costs nothing, and what is that large is not written out
    IF pg_column_size(v_row) > max_row_bytes OR octet_length(v_row::text) > max_row_bytes THEN
      RAISE EXCEPTION 'One row is larger than % kB; select fewer columns, or part of a text with left().', max_row_bytes / 1000 USING ERRCODE = 'GL422';
    END IF;
    SELECT coalesce(json_agg(cell.value ORDER BY cell.ordinality), '[]')::text INTO v_cells
    FROM json_each(row_to_json(v_row)) WITH ORDINALITY cell;
    v_bytes := v_bytes + octet_length(v_cells) + 1;
    IF v_bytes > max_bytes THEN truncated := true; EXIT; END IF;
    IF row_count = 0 THEN columns := json_column_names(row_to_json(v_row)); END IF;
    v_rows := array_append(v_rows, v_cells);
    row_count := row_count + 1;
  END LOOP;
  CLOSE v_cursor;
  IF columns IS NULL THEN
    EXECUTE format(E'SELECT query.* FROM (SELECT) one LEFT JOIN (%s\n) query ON false', v_query) INTO v_row;
    columns := json_column_names(row_to_json(v_row));
  END IF;
  rows := '[' || array_to_string(v_rows, ',') || ']';
  RETURN NEXT;
END $$;--> statement-breakpoint
-- The names of a row's columns in order, each as often as it stands there.
CREATE FUNCTION json_column_names(line json) RETURNS json LANGUAGE sql IMMUTABLE
  RETURN (SELECT coalesce(json_agg(cell.key ORDER BY cell.ordinality), '[]') FROM json_each(line) WITH ORDINALITY cell);
--> statement-breakpoint
-- Looking records up. What is compared is lower case without diacritics; the dictionary is named, so that it cannot change.
CREATE FUNCTION search_text(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN lower(public.unaccent('public.unaccent'::regdictionary, coalesce(value, '')));--> statement-breakpoint
-- The end of a phone number, which is the same with and without the country's code.
CREATE FUNCTION phone_key(phone text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN right(regexp_replace(phone, '\D', '', 'g'), 8);--> statement-breakpoint
CREATE FUNCTION person_name(first_name text, last_name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN coalesce(first_name, '') || ' ' || coalesce(last_name, '');--> statement-breakpoint
CREATE INDEX "account_search" ON account USING gin (search_text(name) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "organization_search" ON organization USING gin (search_text(name) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "individual_search" ON individual USING gin (search_text(person_name(first_name, last_name)) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "deal_search" ON deal USING gin (search_text(name) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "lead_search" ON lead USING gin (search_text(title) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "project_search" ON project USING gin (search_text(name) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "task_search" ON task USING gin (search_text(title) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "document_search" ON document USING gin (search_text(filename) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "note_words" ON note USING gin (to_tsvector('simple', search_text(content)));--> statement-breakpoint
CREATE INDEX "organization_words" ON organization USING gin (to_tsvector('simple', search_text(coalesce(industry, '') || ' ' || coalesce(city, '') || ' ' || coalesce(country, '') || ' ' || coalesce(description, ''))));--> statement-breakpoint
CREATE INDEX "individual_words" ON individual USING gin (to_tsvector('simple', search_text(coalesce(title, '') || ' ' || coalesce(department, '') || ' ' || coalesce(city, '') || ' ' || coalesce(description, ''))));--> statement-breakpoint
CREATE INDEX "organization_email" ON organization (tenant_id, lower(email));--> statement-breakpoint
CREATE INDEX "contact_email" ON contact (tenant_id, lower(email));--> statement-breakpoint
CREATE INDEX "organization_phone" ON organization (tenant_id, phone_key(phone));--> statement-breakpoint
CREATE INDEX "individual_phone" ON individual (tenant_id, phone_key(phone));--> statement-breakpoint
CREATE INDEX "contact_phone" ON contact (tenant_id, phone_key(phone));--> statement-breakpoint
-- Finds records of one kind for the tenant of this transaction, best first: by key, by name with typing errors, by words, and by
-- what they hang on. It answers ids and nothing else, which the caller joins under row level security. It runs with its owner's
-- rights because under row level security the planner may not use a trigram or word index at all, and its owner is a role that
-- row level security lets read for such functions alone: whoever applies these migrations may be bound by it.
--   keys: {id, email, hosts: [], phone}; filter: {type, status} for leads
CREATE FUNCTION search_records(entity text, query text, keys jsonb, filter jsonb, most integer)
RETURNS TABLE (id bigint, place bigint, matched_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET pg_trgm.similarity_threshold = 0.45 SET pg_trgm.word_similarity_threshold = 0.6 AS $$
DECLARE
  v_table text := CASE WHEN entity IN ('Job', 'Opportunity', 'Partnership') THEN 'lead' ELSE lower(entity) END;
  v_text text := trim(search_text(query));
  v_words tsquery := websearch_to_tsquery('simple', search_text(query));
  v_like text := '%' || replace(replace(replace(trim(search_text(query)), '\', '\\'), '%', '\%'), '_', '\_') || '%';
  -- a short word with two letters swapped has hardly a trigram in common with the right one
  v_swapped text[] := CASE WHEN trim(search_text(query)) ~ '^[[:alnum:]]{4,8}$' THEN ARRAY(
    SELECT '%' || overlay(word PLACING substr(word, i + 1, 1) || substr(word, i, 1) FROM i FOR 2) || '%'
    FROM trim(search_text(query)) word, generate_series(1, length(word) - 1) i) ELSE '{}' END;
  v_label text; v_prose text; v_live text := 'r.tenant_id = app_tenant_id() AND r.archived_at IS NULL'; v_parts text[] := '{}';
BEGIN
  v_label := CASE v_table WHEN 'organization' THEN 'search_text(r.name)' WHEN 'account' THEN 'search_text(r.name)' WHEN 'deal' THEN 'search_text(r.name)'
    WHEN 'project' THEN 'search_text(r.name)' WHEN 'asset' THEN 'search_text(r.name)' WHEN 'lead' THEN 'search_text(r.title)' WHEN 'task' THEN 'search_text(r.title)'
    WHEN 'document' THEN 'search_text(r.filename)'
    WHEN 'individual' THEN 'search_text(person_name(r.first_name, r.last_name))' END;
  v_prose := CASE v_table
    WHEN 'organization' THEN $q$to_tsvector('simple', search_text(coalesce(r.industry, '') || ' ' || coalesce(r.city, '') || ' ' || coalesce(r.country, '') || ' ' || coalesce(r.description, '')))$q$
    WHEN 'individual' THEN $q$to_tsvector('simple', search_text(coalesce(r.title, '') || ' ' || coalesce(r.department, '') || ' ' || coalesce(r.city, '') || ' ' || coalesce(r.description, '')))$q$
    WHEN 'note' THEN $q$to_tsvector('simple', search_text(r.content))$q$ END;
  IF v_label IS NULL AND v_prose IS NULL AND v_table <> 'contact' THEN RAISE EXCEPTION 'Records of this kind cannot be searched.' USING ERRCODE = 'GL422'; END IF;
  IF v_table IN ('account', 'organization', 'individual', 'contact') THEN v_live := v_live || ' AND r.merged_into_id IS NULL'; END IF;
  IF v_table = 'lead' THEN
    v_live := v_live || $q$ AND ($5->>'type' IS NULL OR r.type = $5->>'type') AND ($5->>'status' IS NULL OR starts_with(lower(r.status), lower($5->>'status')))$q$;
  END IF;
  IF v_text = '' THEN
    v_parts := ARRAY[format('(SELECT r.id, extract(epoch FROM r.updated_at)::float8 AS score, ''newest'' AS by FROM %I r WHERE %s ORDER BY r.updated_at DESC LIMIT $6)', v_table, v_live)];
  ELSE
    IF v_label IS NOT NULL THEN
      v_parts := v_parts || format($q$SELECT r.id, greatest(similarity(r.label, $1), word_similarity($1, r.label) * 0.9)
          + CASE WHEN r.label = $1 THEN 1 WHEN starts_with(r.label, $1) THEN 0.3 WHEN r.label LIKE $2 THEN 0.1 ELSE 0 END, 'name'
        FROM (SELECT r.id, %1$s AS label FROM %2$I r WHERE %3$s AND (%1$s %% $1 OR $1 <%% %1$s %4$s) OFFSET 0) r$q$, v_label, v_table, v_live, CASE WHEN length(v_text) > 2 THEN format('OR %s LIKE $2', v_label) END);
    END IF;
    IF v_label IS NOT NULL AND cardinality(v_swapped) > 0 THEN
      v_parts := v_parts || format('SELECT r.id, 0.5, ''name'' FROM %I r WHERE %s AND %s LIKE ANY ($8)', v_table, v_live, v_label);
    END IF;
    IF v_prose IS NOT NULL THEN
      v_parts := v_parts || format('SELECT r.id, 0.2 + ts_rank(%1$s, $3) / 2, ''text'' FROM %2$I r WHERE %3$s AND %1$s @@ $3', v_prose, v_table, v_live);
    END IF;
    IF keys ? 'id' THEN
      v_parts := v_parts || format($q$SELECT r.id, 9, 'id' FROM %I r WHERE %s AND r.id = ($4->>'id')::bigint$q$, v_table, v_live);
    END IF;
    IF keys ? 'email' AND v_table IN ('organization', 'individual', 'contact') THEN
      v_parts := v_parts || format($q$SELECT r.id, 8, 'email' FROM %I r WHERE %s AND lower(r.email) = $4->>'email'$q$, v_table, v_live);
    END IF;
    IF keys ? 'phone' AND v_table IN ('organization', 'individual', 'contact') THEN
      v_parts := v_parts || format($q$SELECT r.id, 7, 'phone' FROM %I r WHERE %s AND phone_key(r.phone) = $4->>'phone'$q$, v_table, v_live);
    END IF;
    IF keys ? 'hosts' AND v_table = 'organization' THEN
      v_parts := v_parts || format($q$SELECT r.id, 6, 'domain' FROM %I r WHERE %s AND website_host(r.website) = ANY (ARRAY(SELECT jsonb_array_elements_text($4->'hosts')))$q$, v_table, v_live);
    END IF;
    IF v_table = 'contact' THEN
      v_parts := v_parts || format($q$SELECT r.id, 1.0 / (1 + s.place), 'person' FROM search_records('Individual', $7, $9, '{}', 50) s JOIN contact r ON r.individual_id = s.id WHERE %s$q$, v_live);
    END IF;
    IF v_table IN ('contact', 'lead') THEN
      v_parts := v_parts || format($q$SELECT r.id, 0.8 / (1 + s.place), 'organization' FROM search_records('Organization', $7, $9, '{}', 20) s JOIN %I r ON r.organization_id = s.id WHERE %s$q$, v_table, v_live);
    END IF;
    IF v_table = 'individual' THEN
      v_parts := v_parts || format($q$SELECT r.id, 0.5 / (1 + s.place), 'organization' FROM search_records('Organization', $7, $9, '{}', 10) s
        JOIN (SELECT individual_id, organization_id, tenant_id FROM contact WHERE archived_at IS NULL AND merged_into_id IS NULL
          UNION SELECT individual_id, organization_id, tenant_id FROM employment WHERE is_current AND archived_at IS NULL) works ON works.organization_id = s.id AND works.tenant_id = app_tenant_id()
        JOIN individual r ON r.id = works.individual_id WHERE %s$q$, v_live);
    END IF;
  END IF;
  -- most questions are spelt well, and a low threshold costs the more the larger the tenant is
  FOR v_try IN coalesce((keys->>'try')::integer, 1)..coalesce((keys->>'try')::integer, 2) LOOP
    IF v_try = 2 THEN
      PERFORM set_config('pg_trgm.similarity_threshold', '0.3', true), set_config('pg_trgm.word_similarity_threshold', '0.35', true);
    END IF;
    RETURN QUERY EXECUTE format($q$
      SELECT best.id, row_number() OVER (ORDER BY best.score DESC, best.id), best.by
      FROM (SELECT DISTINCT ON (found.id) found.id, found.score::float8, found.by, max(found.score) OVER () AS top FROM (%s) found(id, score, by) ORDER BY found.id, found.score DESC) best
      -- what is only somewhat alike is left out beside what is really alike
      WHERE NOT (best.by = 'name' AND best.score < 0.45 AND best.top >= 0.6)
      ORDER BY 2 LIMIT $6$q$, array_to_string(v_parts, ' UNION ALL '))
    USING v_text, v_like, v_words, keys, filter, most, query, v_swapped, keys - 'id' || jsonb_build_object('try', v_try);
    EXIT WHEN FOUND;
  END LOOP;
END $$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION search_records FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION search_records TO greenlight_app;--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  BEGIN
    CREATE ROLE greenlight_finder NOLOGIN NOBYPASSRLS;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  BEGIN
    -- whoever connects may hand functions to it and is not bound less by row level security for that
    GRANT greenlight_finder TO CURRENT_USER WITH INHERIT FALSE, SET TRUE;
  EXCEPTION WHEN unique_violation OR invalid_grant_operation OR internal_error THEN NULL;
  END;
  FOREACH t IN ARRAY ARRAY['account', 'organization', 'individual', 'contact', 'deal', 'lead', 'project', 'task', 'note', 'asset', 'document', 'employment'] LOOP
    EXECUTE format('GRANT SELECT ON %I TO greenlight_finder', t);
    EXECUTE format('CREATE POLICY search_of_one_tenant ON %I FOR SELECT TO greenlight_finder USING (true)', t);
  END LOOP;
END $$;--> statement-breakpoint
-- a new owner has to be allowed to make functions there, for as long as it takes
GRANT USAGE, CREATE ON SCHEMA public TO greenlight_finder;--> statement-breakpoint
ALTER FUNCTION search_records(text, text, jsonb, jsonb, integer) OWNER TO greenlight_finder;--> statement-breakpoint
ALTER FUNCTION find_identities(text[]) OWNER TO greenlight_finder;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM greenlight_finder;
