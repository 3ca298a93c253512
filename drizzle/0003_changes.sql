-- The one engine that writes records. Everything below runs as greenlight_writer, which is the only role that may.
-- A plan is an array of row_op; write_rows() carries it out set by set and logs every field in "change".
CREATE TYPE row_op AS (
  item int,              -- which decision or input row this belongs to
  change_set_id bigint,
  op text,               -- insert | update | delete
  entity_type text,      -- folds to its table by lower()
  entity_id bigint,      -- for an insert: taken from the sequence beforehand, so that others can refer to it
  vals jsonb,
  author bigint          -- the person whose own words these are; null for an agent's
);--> statement-breakpoint
CREATE TABLE record_type (
  entity_type text PRIMARY KEY,
  rank int NOT NULL,                    -- parents before children
  defaults jsonb NOT NULL DEFAULT '{}', -- of the columns that are not null; a test compares them with the catalogue
  editable boolean NOT NULL DEFAULT true
);--> statement-breakpoint
INSERT INTO record_type (entity_type, rank, defaults) VALUES
  ('Account', 1, '{}'), ('Organization', 2, '{}'), ('Individual', 3, '{"opted_out": false}'), ('Deal', 4, '{}'),
  ('Lead', 5, '{"type": "Job", "status": "New"}'), ('Job', 6, '{}'), ('Opportunity', 7, '{}'), ('Partnership', 8, '{}'),
  ('Project', 9, '{"status": "active"}'), ('Contact', 10, '{"is_primary": false}'), ('Employment', 11, '{"is_current": true}'),
  ('Asset', 12, '{}'), ('Document', 13, '{}'), ('Task', 14, '{"status": "open"}'), ('Note', 15, '{}'), ('Activity', 16, '{}'),
  ('Lead_Status', 17, '{"is_terminal": false, "on_hold": false}'), ('Lead_Status_Event', 18, '{}'), ('Holiday', 19, '{}'),
  ('Data_Provenance', 20, '{"kind": "value"}');--> statement-breakpoint
GRANT SELECT ON record_type TO greenlight_app, greenlight_writer, greenlight_reader;--> statement-breakpoint
-- Every way in which a row can point at a mergeable record. A test compares this with the live catalogue.
--   rule: follow = re-point; collapse = re-point, and fold into an equal row; self = never point at oneself
CREATE TABLE record_reference (
  table_name text NOT NULL, column_name text NOT NULL, target text NOT NULL, polymorphic boolean NOT NULL DEFAULT false,
  rule text NOT NULL DEFAULT 'follow', collapse_on text[], PRIMARY KEY (table_name, column_name, target)
);--> statement-breakpoint
INSERT INTO record_reference (table_name, column_name, target, polymorphic, rule, collapse_on) VALUES
  ('organization', 'account_id', 'Account', false, 'follow', NULL), ('individual', 'account_id', 'Account', false, 'follow', NULL),
  ('lead', 'account_id', 'Account', false, 'follow', NULL), ('account', 'merged_into_id', 'Account', false, 'follow', NULL),
  ('organization', 'parent_id', 'Organization', false, 'self', NULL), ('organization', 'merged_into_id', 'Organization', false, 'follow', NULL),
  ('contact', 'organization_id', 'Organization', false, 'collapse', '{individual_id,organization_id}'),
  ('employment', 'organization_id', 'Organization', false, 'collapse', '{individual_id,organization_id,is_current,title}'),
  ('lead', 'organization_id', 'Organization', false, 'follow', NULL), ('project', 'organization_id', 'Organization', false, 'follow', NULL),
  ('individual', 'reports_to_id', 'Individual', false, 'self', NULL), ('individual', 'merged_into_id', 'Individual', false, 'follow', NULL),
  ('contact', 'individual_id', 'Individual', false, 'collapse', '{individual_id,organization_id}'),
  ('employment', 'individual_id', 'Individual', false, 'collapse', '{individual_id,organization_id,is_current,title}'),
  ('contact', 'merged_into_id', 'Contact', false, 'follow', NULL);--> statement-breakpoint
INSERT INTO record_reference (table_name, column_name, target, polymorphic)
SELECT t, 'entity_id', e, true FROM unnest('{task,note,activity,asset,document,data_provenance}'::text[]) t, unnest('{Account,Organization,Individual,Contact}'::text[]) e;--> statement-breakpoint
GRANT SELECT ON record_reference TO greenlight_app, greenlight_writer;--> statement-breakpoint
CREATE FUNCTION lead_details() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN ARRAY['Job', 'Opportunity', 'Partnership'];--> statement-breakpoint
-- The fields of a lead that live in table lead whatever its type; the others belong to job, opportunity or partnership.
CREATE FUNCTION lead_fields() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN ARRAY['type', 'deal_id', 'account_id', 'organization_id', 'title', 'status', 'source', 'owner_id', 'archived_at'];--> statement-breakpoint
-- The names under which one record is written about: a Job and its Lead are one.
CREATE FUNCTION kin_of(p_type text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN p_type IN ('Lead', 'Job', 'Opportunity', 'Partnership') THEN ARRAY['Lead', 'Job', 'Opportunity', 'Partnership'] ELSE ARRAY[p_type] END;--> statement-breakpoint
CREATE FUNCTION subject_key(p_type text, p_id bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN p_type IN ('Job', 'Opportunity', 'Partnership') THEN 'Lead' ELSE p_type END || ':' || p_id;--> statement-breakpoint
-- Whether a value as somebody wrote it is what a column holds: "1200.5" is 1200.50, and a time is the same in every zone.
CREATE FUNCTION same_value(held jsonb, given jsonb) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE
    WHEN held IS NOT DISTINCT FROM given THEN true
    WHEN held IS NULL OR given IS NULL OR held = 'null' OR given = 'null' THEN coalesce(held, 'null') = coalesce(given, 'null')
    WHEN held #>> '{}' = given #>> '{}' THEN true
    WHEN jsonb_typeof(held) = 'number' THEN pg_input_is_valid(given #>> '{}', 'numeric') AND (given #>> '{}')::numeric = (held #>> '{}')::numeric
    WHEN held #>> '{}' ~ '^\d{4}-\d\d-\d\dT' AND given #>> '{}' ~ '^\d{4}-\d\d-\d\d[T ]'
      THEN pg_input_is_valid(given #>> '{}', 'timestamptz') AND (given #>> '{}')::timestamptz = (held #>> '{}')::timestamptz
    ELSE false END;--> statement-breakpoint
-- Money leaves as text, because a client's number would lose its last digits.
CREATE FUNCTION money_as_text(v jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN v ?| '{value_amount,estimated_value}' THEN v
    || CASE WHEN jsonb_typeof(v->'value_amount') = 'number' THEN jsonb_build_object('value_amount', v->>'value_amount') ELSE '{}' END
    || CASE WHEN jsonb_typeof(v->'estimated_value') = 'number' THEN jsonb_build_object('estimated_value', v->>'estimated_value') ELSE '{}' END ELSE v END;--> statement-breakpoint
-- A lead with its job, opportunity or partnership; its version moves with either's.
CREATE FUNCTION with_detail(lead_row jsonb, detail jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN detail IS NULL THEN lead_row ELSE lead_row || detail || jsonb_build_object(
    'row_version', (lead_row->>'row_version')::int + (detail->>'row_version')::int - 1,
    'updated_at', greatest(lead_row->>'updated_at', detail->>'updated_at'),
    'created_by', lead_row->'created_by', 'archived_at', lead_row->'archived_at') END;--> statement-breakpoint
-- One record as json; a Job, Opportunity or Partnership together with its lead. Null where there is none.
-- In plpgsql, because that keeps the plan of each kind, and a list asks fifty times.
CREATE FUNCTION record_values(p_type text, p_id bigint) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  CASE p_type
    WHEN 'Organization' THEN RETURN (SELECT to_jsonb(t) FROM organization t WHERE t.id = p_id AND t.tenant_id = app_tenant_id());
    WHEN 'Individual' THEN RETURN (SELECT to_jsonb(t) FROM individual t WHERE t.id = p_id AND t.tenant_id = app_tenant_id());
    WHEN 'Contact' THEN RETURN (SELECT to_jsonb(t) FROM contact t WHERE t.id = p_id AND t.tenant_id = app_tenant_id());
    WHEN 'Lead' THEN RETURN (SELECT with_detail(to_jsonb(t), coalesce(to_jsonb(j), to_jsonb(o), to_jsonb(p))) FROM lead t
      LEFT JOIN job j ON j.id = t.id AND t.type = 'Job' LEFT JOIN opportunity o ON o.id = t.id AND t.type = 'Opportunity' LEFT JOIN partnership p ON p.id = t.id AND t.type = 'Partnership'
      WHERE t.id = p_id AND t.tenant_id = app_tenant_id());
    WHEN 'Job' THEN RETURN (SELECT with_detail(to_jsonb(l), to_jsonb(t)) FROM job t JOIN lead l USING (id) WHERE t.id = p_id AND t.tenant_id = app_tenant_id());
    WHEN 'Opportunity' THEN RETURN (SELECT with_detail(to_jsonb(l), to_jsonb(t)) FROM opportunity t JOIN lead l USING (id) WHERE t.id = p_id AND t.tenant_id = app_tenant_id());
    WHEN 'Partnership' THEN RETURN (SELECT with_detail(to_jsonb(l), to_jsonb(t)) FROM partnership t JOIN lead l USING (id) WHERE t.id = p_id AND t.tenant_id = app_tenant_id());
    WHEN 'Account' THEN RETURN (SELECT to_jsonb(t) FROM account t WHERE t.id = p_id AND t.tenant_id = app_tenant_id());
    WHEN 'Deal' THEN RETURN (SELECT to_jsonb(t) FROM deal t WHERE t.id = p_id AND t.tenant_id = app_tenant_id());
    WHEN 'Task' THEN RETURN (SELECT to_jsonb(t) FROM task t WHERE t.id = p_id AND t.tenant_id = app_tenant_id());
    WHEN 'Note' THEN RETURN (SELECT to_jsonb(t) FROM note t WHERE t.id = p_id AND t.tenant_id = app_tenant_id());
    WHEN 'Project' THEN RETURN (SELECT to_jsonb(t) FROM project t WHERE t.id = p_id AND t.tenant_id = app_tenant_id());
    WHEN 'Asset' THEN RETURN (SELECT to_jsonb(t) FROM asset t WHERE t.id = p_id AND t.tenant_id = app_tenant_id());
    WHEN 'Document' THEN RETURN (SELECT to_jsonb(t) FROM document t WHERE t.id = p_id AND t.tenant_id = app_tenant_id());
    WHEN 'Employment' THEN RETURN (SELECT to_jsonb(t) FROM employment t WHERE t.id = p_id AND t.tenant_id = app_tenant_id());
    WHEN 'Activity' THEN RETURN (SELECT to_jsonb(t) FROM activity t WHERE t.id = p_id AND t.tenant_id = app_tenant_id());
    WHEN 'Lead_Status' THEN RETURN (SELECT to_jsonb(t) FROM lead_status t WHERE t.id = p_id AND t.tenant_id = app_tenant_id());
    WHEN 'Holiday' THEN RETURN (SELECT to_jsonb(t) FROM holiday t WHERE t.id = p_id AND t.tenant_id = app_tenant_id());
    ELSE RETURN NULL;
  END CASE;
END $$;--> statement-breakpoint
-- What a person calls the record.
CREATE FUNCTION record_name(p_type text, v jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN coalesce(nullif(trim(coalesce(v->>'first_name', '') || ' ' || coalesce(v->>'last_name', '')), ''), v->>'name', v->>'title',
    v->>'filename', left(v->>'content', 60), p_type || ' ' || (v->>'id'));--> statement-breakpoint
-- The version and the clock of a row move with every change, whoever makes it. A moved clock alone is no edit.
CREATE FUNCTION stamp_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.row_version := OLD.row_version + 1;
  NEW.updated_at := now();
  RETURN NEW;
END $$;--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOR t IN SELECT lower(entity_type) FROM record_type LOOP
    EXECUTE format('CREATE TRIGGER stamp_record BEFORE UPDATE ON %I FOR EACH ROW %s EXECUTE FUNCTION stamp_record()', t,
      CASE WHEN t = 'lead' THEN 'WHEN (OLD.last_human_touch_at IS NOT DISTINCT FROM NEW.last_human_touch_at)' ELSE '' END);
  END LOOP;
END $$;--> statement-breakpoint
-- Status history, also for a status changed by plain SQL.
CREATE FUNCTION record_status_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- plain SQL says who it was by a new updated_by
  by_person boolean := CASE coalesce(current_setting('app.origin', true), '') WHEN '' THEN NEW.updated_by IS DISTINCT FROM OLD.updated_by
    WHEN 'edit' THEN true WHEN 'proposal' THEN NEW.updated_by IS NOT NULL ELSE false END;
BEGIN
  INSERT INTO lead_status_event (tenant_id, lead_id, from_status, to_status, by_user_id, created_by)
  VALUES (NEW.tenant_id, NEW.id, OLD.status, NEW.status,
    CASE WHEN by_person THEN NEW.updated_by END, CASE WHEN by_person THEN NEW.updated_by END);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER record_status_event AFTER UPDATE OF status ON lead FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION record_status_event();--> statement-breakpoint
-- Locks the named records in one order for everybody and answers them as {"Organization:5": {...}}.
CREATE FUNCTION lock_records(p_types text[], p_ids bigint[]) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE g record; found_rows jsonb; result jsonb := '{}';
BEGIN
  FOR g IN
    SELECT r.entity_type, array_agg(DISTINCT x.id) AS ids
    FROM unnest(p_types, p_ids) x(type, id)
    CROSS JOIN LATERAL unnest(CASE WHEN x.type = ANY (lead_details()) THEN ARRAY['Lead', x.type] WHEN x.type = 'Lead' THEN 'Lead'::text || lead_details() ELSE ARRAY[x.type] END) y(type)
    JOIN record_type r ON r.entity_type = y.type
    WHERE x.id IS NOT NULL GROUP BY r.entity_type, r.rank ORDER BY r.rank
  LOOP
    EXECUTE format('SELECT jsonb_object_agg(%L || x.id, to_jsonb(x)) FROM (SELECT * FROM %I WHERE id = ANY ($1) AND tenant_id = app_tenant_id() ORDER BY id FOR UPDATE) x',
      g.entity_type || ':', lower(g.entity_type)) INTO found_rows USING g.ids;
    result := result || coalesce(found_rows, '{}');
  END LOOP;
  RETURN result;
END $$;--> statement-breakpoint
-- The locked row of a record; of a lead's detail together with its lead.
CREATE FUNCTION locked_values(locked jsonb, p_type text, p_id bigint) RETURNS jsonb LANGUAGE sql IMMUTABLE
  RETURN CASE
    WHEN p_type = ANY (lead_details()) THEN CASE WHEN locked ? (p_type || ':' || p_id) THEN with_detail(locked -> ('Lead:' || p_id), locked -> (p_type || ':' || p_id)) END
    WHEN p_type = 'Lead' THEN with_detail(locked -> ('Lead:' || p_id), locked -> ((locked -> ('Lead:' || p_id) ->> 'type') || ':' || p_id))
    ELSE locked -> (p_type || ':' || p_id) END;--> statement-breakpoint
-- A write to one entity as the rows it touches: a Job is its lead and its job row.
CREATE FUNCTION physical_ops(p_item int, p_set bigint, p_op text, p_type text, p_id bigint, vals jsonb, author bigint, lead_type text)
RETURNS row_op[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  detail text := CASE WHEN p_type = ANY (lead_details()) THEN p_type WHEN p_type = 'Lead' THEN coalesce(vals->>'type', lead_type, 'Job') END;
  lead_vals jsonb; detail_vals jsonb; ops row_op[] := '{}';
BEGIN
  -- the trigger would stamp it as well, but then nobody would have logged it
  IF p_type = 'Task' AND p_op = 'update' AND vals ? 'status' AND NOT vals ? 'completed_at' THEN
    vals := vals || jsonb_build_object('completed_at', CASE WHEN vals->>'status' IN ('done', 'cancelled') THEN to_jsonb(now()) END); END IF;
  IF detail IS NULL THEN RETURN ARRAY[ROW(p_item, p_set, p_op, p_type, p_id, vals, author)::row_op]; END IF;
  SELECT coalesce(jsonb_object_agg(key, value) FILTER (WHERE key = ANY (lead_fields())), '{}'),
         coalesce(jsonb_object_agg(key, value) FILTER (WHERE NOT key = ANY (lead_fields())), '{}') INTO lead_vals, detail_vals FROM jsonb_each(vals);
  IF p_op = 'insert' THEN
    RETURN ARRAY[ROW(p_item, p_set, 'insert', 'Lead', p_id, lead_vals || jsonb_build_object('type', detail), author)::row_op,
                 ROW(p_item, p_set, 'insert', detail, p_id, detail_vals, author)::row_op];
  END IF;
  IF lead_vals <> '{}' THEN ops := ops || ROW(p_item, p_set, p_op, 'Lead', p_id, lead_vals, author)::row_op; END IF;
  IF detail_vals <> '{}' THEN ops := ops || ROW(p_item, p_set, p_op, detail, p_id, detail_vals, author)::row_op; END IF;
  RETURN ops;
END $$;--> statement-breakpoint
CREATE FUNCTION next_record_id(p_type text) RETURNS bigint LANGUAGE sql VOLATILE
  RETURN nextval((CASE WHEN p_type = ANY (lead_details()) THEN 'lead' ELSE lower(p_type) END || '_id_seq')::regclass);--> statement-breakpoint
-- Carries out a plan: inserts parents first, then updates, then deletes children first; logs each field before and after.
CREATE FUNCTION write_rows(ops row_op[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE g record; assignments text;
  unlogged CONSTANT text[] := ARRAY['tenant_id', 'row_version', 'updated_at', 'updated_by', 'last_human_touch_at'];
BEGIN
  FOR g IN
    SELECT o.op, o.entity_type, lower(o.entity_type) AS tbl, r.defaults FROM unnest(ops) o JOIN record_type r USING (entity_type)
    GROUP BY o.op, o.entity_type, r.rank, r.defaults
    ORDER BY CASE o.op WHEN 'insert' THEN 1 WHEN 'update' THEN 2 ELSE 3 END, CASE WHEN o.op = 'delete' THEN -r.rank ELSE r.rank END
  LOOP
    IF g.op = 'insert' THEN
      EXECUTE format($q$
        WITH o AS MATERIALIZED (SELECT * FROM unnest($1) x WHERE x.op = 'insert' AND x.entity_type = $2),
        w AS (INSERT INTO %1$I AS t SELECT r.* FROM o, LATERAL jsonb_populate_record(NULL::%1$I,
            jsonb_build_object('created_at', now(), 'updated_at', now(), 'at', now(), 'created_by', o.author) || $3 || jsonb_strip_nulls(o.vals)
            || jsonb_build_object('id', o.entity_id, 'tenant_id', app_tenant_id(), 'row_version', 1, 'updated_by', o.author)) r
          RETURNING t.id, to_jsonb(t) AS after)
        INSERT INTO change (tenant_id, change_set_id, entity_type, entity_id, op, field_name, after, row_version)
        SELECT app_tenant_id(), o.change_set_id, $2, o.entity_id, 'insert', f.key, f.value, 1
        FROM o JOIN w ON w.id = o.entity_id, LATERAL jsonb_each(w.after) f WHERE f.value <> 'null' AND NOT f.key = ANY ($4)$q$, g.tbl)
      USING ops, g.entity_type, g.defaults, unlogged;
    ELSIF g.op = 'update' THEN
      SELECT string_agg(format('%1$I = CASE WHEN o.vals ? %1$L THEN r.%1$I ELSE t.%1$I END', k.key), ', ') INTO assignments
      FROM (SELECT DISTINCT jsonb_object_keys(o.vals) AS key FROM unnest(ops) o WHERE o.op = 'update' AND o.entity_type = g.entity_type) k;
      CONTINUE WHEN assignments IS NULL;
      -- a row that is written once needs no order among its writes; a plan for one approval takes as long as all the rest of it
      IF (SELECT count(DISTINCT o.entity_id) = count(*) FROM unnest(ops) o WHERE o.op = 'update' AND o.entity_type = g.entity_type) THEN
        EXECUTE format($q$
          WITH b AS MATERIALIZED (
            SELECT o.change_set_id, o.vals, o.author, t.id, to_jsonb(t) AS before FROM unnest($1) o JOIN %1$I t ON t.id = o.entity_id AND t.tenant_id = app_tenant_id()
            WHERE o.op = 'update' AND o.entity_type = $2),
          w AS (UPDATE %1$I t SET %2$s, updated_by = o.author FROM b o, LATERAL jsonb_populate_record(NULL::%1$I, o.vals) r
            WHERE t.id = o.id AND t.tenant_id = app_tenant_id() RETURNING o.change_set_id, o.vals, o.before, t.id, t.row_version, to_jsonb(t) AS after)
          INSERT INTO change (tenant_id, change_set_id, entity_type, entity_id, op, field_name, before, after, row_version)
          SELECT app_tenant_id(), w.change_set_id, $2, w.id, 'update', k, w.before -> k, w.after -> k, w.row_version
          FROM w, LATERAL jsonb_object_keys(w.vals) k WHERE w.before -> k IS DISTINCT FROM w.after -> k$q$, g.tbl, assignments)
        USING ops, g.entity_type;
        CONTINUE;
      END IF;
      EXECUTE format($q$
        WITH o AS MATERIALIZED (SELECT * FROM unnest($1) x WHERE x.op = 'update' AND x.entity_type = $2),
        merged AS MATERIALIZED (
          SELECT entity_id, jsonb_object_agg(f.key, f.value ORDER BY o.item) AS vals, (array_agg(author ORDER BY o.item DESC))[1] AS author
          FROM o, LATERAL jsonb_each(o.vals) f GROUP BY entity_id),
        b AS MATERIALIZED (SELECT t.id, to_jsonb(t) AS before FROM %1$I t JOIN merged m ON m.entity_id = t.id WHERE t.tenant_id = app_tenant_id()),
        w AS (UPDATE %1$I t SET %2$s, updated_by = o.author FROM merged o, LATERAL jsonb_populate_record(NULL::%1$I, o.vals) r
          WHERE t.id = o.entity_id AND t.tenant_id = app_tenant_id() RETURNING t.id, t.row_version, to_jsonb(t) AS after)
        INSERT INTO change (tenant_id, change_set_id, entity_type, entity_id, op, field_name, before, after, row_version)
        SELECT app_tenant_id(), o.change_set_id, $2, w.id, 'update', k,
          coalesce(lag(o.vals -> k) OVER (PARTITION BY w.id, k ORDER BY o.item), b.before -> k),
          CASE WHEN o.item = max(o.item) OVER (PARTITION BY w.id, k) THEN w.after -> k ELSE o.vals -> k END, w.row_version
        FROM w JOIN b USING (id) JOIN o ON o.entity_id = w.id, LATERAL jsonb_object_keys(o.vals) k WHERE b.before -> k IS DISTINCT FROM w.after -> k$q$, g.tbl, assignments)
      USING ops, g.entity_type;
    ELSE
      EXECUTE format($q$
        WITH o AS MATERIALIZED (SELECT * FROM unnest($1) x WHERE x.op = 'delete' AND x.entity_type = $2),
        w AS (DELETE FROM %1$I t USING o WHERE t.id = o.entity_id AND t.tenant_id = app_tenant_id() RETURNING o.change_set_id, t.id, t.row_version, to_jsonb(t) AS before)
        INSERT INTO change (tenant_id, change_set_id, entity_type, entity_id, op, field_name, before, row_version)
        SELECT app_tenant_id(), w.change_set_id, $2, w.id, 'delete', f.key, f.value, w.row_version
        FROM w, LATERAL jsonb_each(w.before) f WHERE f.value <> 'null' AND NOT f.key = ANY ($3)$q$, g.tbl)
      USING ops, g.entity_type, unlogged;
    END IF;
  END LOOP;
END $$;--> statement-breakpoint
-- A merge moves rows and questions that nobody can name beforehand, so it has its tenant's writes to itself; all others go side by side.
CREATE FUNCTION take_turn(has_merges boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF has_merges THEN PERFORM pg_advisory_xact_lock(hashtextextended(app_tenant_id() || ':write', 0));
  ELSE PERFORM pg_advisory_xact_lock_shared(hashtextextended(app_tenant_id() || ':write', 0)); END IF;
END $$;--> statement-breakpoint
-- A person's own edit, a record made by hand, or the rows of an import, as one change set.
--   p_ops: [{op: insert|update, entity_type, entity_id?, values, row_version?, ref?}]; a value {"$ref": "a"} is the id of the op with ref "a".
--   Answers {change_set_id, results: [{entity_type, entity_id, row_version, outcome, detail?}]}.
CREATE FUNCTION apply_change_set(p_origin text, p_ops jsonb, p_import uuid DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  v_set bigint := nextval('change_set_id_seq'); ops row_op[] := '{}'; refs jsonb := '{}'; results jsonb := '[]'; locked jsonb; cur jsonb; vals jsonb; v_id bigint; d record;
  -- imported rows are nobody's own words, and touch no clock
  v_author bigint := CASE WHEN p_origin <> 'import' THEN app_user_id() END;
BEGIN
  IF app_actor_kind() <> 'person' THEN RAISE EXCEPTION 'An agent may propose and can never edit or import.' USING ERRCODE = 'GL403'; END IF;
  PERFORM set_config('app.origin', p_origin, true);
  PERFORM take_turn(false);
  SELECT lock_records(array_agg(o->>'entity_type'), array_agg((o->>'entity_id')::bigint)) INTO locked FROM jsonb_array_elements(p_ops) o WHERE o->>'op' = 'update';
  FOR d IN SELECT o, ord::int FROM jsonb_array_elements(p_ops) WITH ORDINALITY x(o, ord) ORDER BY ord LOOP
    SELECT coalesce(jsonb_object_agg(key, CASE WHEN jsonb_typeof(value) = 'object' AND value ? '$ref' THEN refs -> (value->>'$ref') ELSE value END), '{}')
      INTO vals FROM jsonb_each(d.o->'values');
    IF d.o->>'op' = 'insert' THEN
      v_id := next_record_id(d.o->>'entity_type');
      IF d.o ? 'ref' THEN refs := refs || jsonb_build_object(d.o->>'ref', v_id); END IF;
      ops := ops || physical_ops(d.ord, v_set, 'insert', d.o->>'entity_type', v_id, vals, v_author, NULL);
    ELSE
      v_id := (d.o->>'entity_id')::bigint;
      cur := locked_values(locked, d.o->>'entity_type', v_id);
      IF cur IS NULL THEN RAISE EXCEPTION 'No such record.' USING ERRCODE = 'GL404'; END IF;
      IF cur->>'merged_into_id' IS NOT NULL THEN
        RAISE EXCEPTION 'This record was merged into % %.', d.o->>'entity_type', cur->>'merged_into_id' USING ERRCODE = 'GL409'; END IF;
      IF (d.o->>'row_version')::int <> (cur->>'row_version')::int THEN
        RAISE EXCEPTION 'This record has changed since you read it (it is now at version %).', cur->>'row_version' USING ERRCODE = 'GL409'; END IF;
      ops := ops || physical_ops(d.ord, v_set, 'update', d.o->>'entity_type', v_id, vals, v_author, cur->>'type');
    END IF;
    results := results || jsonb_build_object('entity_type', d.o->>'entity_type', 'entity_id', v_id);
  END LOOP;
  INSERT INTO change_set (id, origin, actor_kind, actor_user_id, surface, import_id)
  VALUES (v_set, p_origin, app_actor_kind(), app_user_id(), app_surface(), p_import);
  PERFORM write_rows(ops);
  INSERT INTO data_provenance (entity_type, entity_id, field_name, actor_kind, source, raw_value, change_set_id, verified_by, verified_at, created_by)
  SELECT c.entity_type, c.entity_id, c.field_name, 'person', CASE p_origin WHEN 'import' THEN 'import' ELSE 'typed by a person' END,
    c.after #>> '{}', v_set, app_user_id(), now(), app_user_id()
  FROM change c WHERE c.change_set_id = v_set AND c.field_name NOT IN ('id', 'created_at', 'created_by', 'archived_at') AND c.after <> 'null';
  RETURN jsonb_build_object('change_set_id', v_set, 'results', results);
END $$;--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO greenlight_writer;--> statement-breakpoint
ALTER FUNCTION apply_change_set(text, jsonb, uuid) OWNER TO greenlight_writer;
