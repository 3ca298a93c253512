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
CREATE OPERATOR guarded.&& (LEFTARG = anyarray, RIGHTARG = anyarray, FUNCTION = guarded.overlaps);--> statement-breakpoint
CREATE OPERATOR guarded.@> (LEFTARG = anyarray, RIGHTARG = anyarray, FUNCTION = guarded.contains);--> statement-breakpoint
CREATE OPERATOR guarded.<@ (LEFTARG = anyarray, RIGHTARG = anyarray, FUNCTION = guarded.is_contained);--> statement-breakpoint
-- Guarded SQL: what runs a query that the guard has checked. The guard leaves a gap in the text wherever the tenant's id belongs;
-- the id is known only here, where the request has been authenticated, and goes in as a literal.
--   reading: [{name, table, row_security}], what the guard took the registry to say; GL409 where that is no longer so.
-- Rows are read one by one, so that nothing beyond the caps is computed, kept or sent.
CREATE FUNCTION run_guarded_query(parts text[], registry_type text, reading jsonb, max_rows integer, max_bytes integer, max_row_bytes integer)
RETURNS TABLE (columns json, rows text, row_count integer, truncated boolean)
LANGUAGE plpgsql SET search_path = guarded, pg_catalog, public, pg_temp AS $$
DECLARE
  v_tenant bigint := app_tenant_id();
  v_query text := array_to_string(parts, v_tenant::text);
  v_cursor refcursor; v_row record; v_cells text; v_rows text[] := '{}'; v_bytes bigint := 0;
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
