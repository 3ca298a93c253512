-- Proposals: what was read is what is committed. decide_proposals() answers one decision or a thousand in one statement.
CREATE FUNCTION seal_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.content_hash := encode(sha256(convert_to(jsonb_build_array(NEW.proposed_action, NEW.entity_type, NEW.entity_id, NEW.data, NEW.base, NEW.link_to,
    NEW.effects, NEW.evidence, NEW.rationale, NEW.source, NEW.confidence)::text, 'UTF8')), 'hex');
  NEW.updated_at := now();
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER seal_proposal BEFORE INSERT OR UPDATE OF proposed_action, entity_type, entity_id, data, base, link_to, effects, evidence, rationale, source, confidence
  ON proposal FOR EACH ROW EXECUTE FUNCTION seal_proposal();--> statement-breakpoint
CREATE TYPE merge_op AS (item int, change_set_id bigint, entity_type text, survivor bigint, losers bigint[], vals jsonb);--> statement-breakpoint
CREATE TYPE settlement AS (
  item int, proposal_id uuid, status text, change_set_id bigint, entity_type text, entity_id bigint, actor bigint,
  final jsonb, edited jsonb, confirmed text[], rejected text[], reason text, note text, fields jsonb
);--> statement-breakpoint
CREATE FUNCTION evidence_keys(evidence jsonb, field text, verified_only boolean) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(DISTINCT md5(coalesce(i->>'url', '') || '|' || lower(regexp_replace(coalesce(i->>'quote', ''), '\s+', ' ', 'g')))), '{}')
  FROM jsonb_each(CASE WHEN jsonb_typeof(evidence) = 'object' THEN evidence ELSE '{}' END) f, LATERAL jsonb_array_elements(coalesce(f.value->'items', '[]')) i
  WHERE (field IS NULL OR f.key = field) AND (NOT verified_only OR (i->>'quote_verified')::boolean)
$$;--> statement-breakpoint
-- The questions that a "no" to this proposal answers: per field for an update, per sorted pair for a merge.
CREATE FUNCTION refused_questions(p proposal, only_fields text[]) RETURNS TABLE (question_key text, field_name text, value jsonb, keys text[]) LANGUAGE sql STABLE AS $$
  SELECT format('update:%s:%s', subject_key(p.entity_type, p.entity_id), f.key), f.key, f.value, evidence_keys(p.evidence, f.key, false)
  FROM jsonb_each(p.data) f WHERE p.proposed_action = 'update' AND (only_fields IS NULL OR f.key = ANY (only_fields))
  UNION ALL
  SELECT format('merge:%s:%s:%s', p.entity_type, a.id, b.id), NULL, NULL, '{}'
  FROM (SELECT (p.data->>'survivor_id')::bigint AS id UNION SELECT x::bigint FROM jsonb_array_elements_text(p.data->'loser_ids') x) a,
       (SELECT (p.data->>'survivor_id')::bigint AS id UNION SELECT x::bigint FROM jsonb_array_elements_text(p.data->'loser_ids') x) b
  WHERE p.proposed_action = 'merge' AND a.id < b.id AND only_fields IS NULL
  UNION ALL
  SELECT p.question_key, NULL, NULL, evidence_keys(p.evidence, NULL, false) WHERE p.proposed_action = 'create' AND only_fields IS NULL
$$;--> statement-breakpoint
CREATE FUNCTION remember_refusal(p_proposal uuid, only_fields text[], p_reason text, p_note text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO refusal (question_key, entity_type, entity_id, field_name, value, evidence_keys, proposal_id, reason, note, refused_by)
  SELECT q.question_key, p.entity_type, p.entity_id, q.field_name, q.value, q.keys, p.id, p_reason, p_note, app_user_id()
  FROM proposal p, LATERAL refused_questions(p, only_fields) q WHERE p.id = p_proposal AND p.tenant_id = app_tenant_id()
$$;--> statement-breakpoint
-- Without these, taking a record away reads all others of its kind for who was merged into it.
CREATE INDEX account_merged_into ON account (tenant_id, merged_into_id) WHERE merged_into_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX organization_merged_into ON organization (tenant_id, merged_into_id) WHERE merged_into_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX individual_merged_into ON individual (tenant_id, merged_into_id) WHERE merged_into_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX contact_merged_into ON contact (tenant_id, merged_into_id) WHERE merged_into_id IS NOT NULL;--> statement-breakpoint
-- What new values for a record would be: filling a blank, replacing an agent's value, or one that a person typed. Nobody said who: a person did.
CREATE FUNCTION risk_of(p_type text, p_id bigint, p_data jsonb) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN bool_or(risk = 'replace_human') THEN 'replace_human' WHEN bool_or(risk = 'replace_agent') THEN 'replace_agent' ELSE 'fill' END
  FROM (SELECT CASE
      WHEN v.cur->>k IS NULL OR v.cur->>k = '' THEN 'fill'
      WHEN (SELECT p.actor_kind FROM data_provenance p WHERE p.tenant_id = app_tenant_id() AND p.entity_type = ANY (kin_of(p_type)) AND p.entity_id = p_id
        AND p.field_name = k AND p.kind = 'value' AND p.retracted_at IS NULL AND same_value(v.cur->k, to_jsonb(p.raw_value)) ORDER BY p.id DESC LIMIT 1) = 'agent' THEN 'replace_agent'
      ELSE 'replace_human' END AS risk
    FROM (SELECT record_values(p_type, p_id) AS cur) v, jsonb_object_keys(p_data) k) x
$$;--> statement-breakpoint
-- Without it, an undo reads everything that waits for what its merge had re-targeted.
CREATE INDEX proposal_retargeted ON proposal (tenant_id) WHERE origin ? 'retargeted_by';--> statement-breakpoint
-- Everything that pointed at the losers points at the survivor afterwards; every move is a change that undo can take back.
CREATE FUNCTION merge_pass(merges merge_op[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE ref record; found_ops row_op[]; ops row_op[] := '{}'; folds row_op[]; t text;
BEGIN
  FOR ref IN SELECT r.* FROM record_reference r WHERE r.target IN (SELECT entity_type FROM unnest(merges)) ORDER BY r.table_name, r.column_name LOOP
    EXECUTE format($q$
      SELECT array_agg(ROW(m.item, m.change_set_id, 'update', $3, x.id, jsonb_build_object(%2$L, CASE WHEN $4 = 'self' AND (x.id = m.survivor OR x.id = ANY (m.losers)) THEN NULL ELSE m.survivor END), NULL)::row_op)
      FROM unnest($1) m, LATERAL (SELECT t.id FROM %1$I t WHERE t.%2$I = ANY (m.losers) AND t.tenant_id = app_tenant_id() %3$s FOR UPDATE) x WHERE m.entity_type = $2$q$,
      ref.table_name, ref.column_name, CASE WHEN ref.polymorphic THEN format('AND t.entity_type = %L', ref.target) ELSE '' END)
    INTO found_ops USING merges, ref.target, (SELECT entity_type FROM record_type WHERE lower(entity_type) = ref.table_name), ref.rule;
    ops := ops || coalesce(found_ops, '{}');
  END LOOP;
  SELECT ops || coalesce(array_agg(ROW(m.item, m.change_set_id, 'update', m.entity_type, l, jsonb_build_object('merged_into_id', m.survivor, 'archived_at', now()), NULL)::row_op), '{}')
    INTO ops FROM unnest(merges) m, unnest(m.losers) l;
  SELECT ops || coalesce(array_agg(ROW(m.item, m.change_set_id, 'update', m.entity_type, m.survivor, m.vals, NULL)::row_op) FILTER (WHERE m.vals <> '{}'), '{}') INTO ops FROM unnest(merges) m;
  PERFORM write_rows(ops);
  -- Two rows that now say the same become one; blanks of the kept row are filled from the other.
  FOR ref IN SELECT DISTINCT r.table_name, r.collapse_on FROM record_reference r WHERE r.rule = 'collapse' AND r.target IN (SELECT entity_type FROM unnest(merges)) LOOP
    SELECT entity_type INTO t FROM record_type WHERE lower(entity_type) = ref.table_name;
    EXECUTE format($q$
      WITH live AS (
        SELECT x.*, to_jsonb(x) AS j, m.item, m.change_set_id, first_value(x.id) OVER (PARTITION BY m.item, %2$s ORDER BY x.id) AS kept
        FROM unnest($1) m JOIN %1$I x ON x.tenant_id = app_tenant_id() AND x.archived_at IS NULL AND %3$s),
      dup AS (SELECT l.*, k.j AS kept_values FROM live l JOIN live k ON k.id = l.kept AND k.item = l.item WHERE l.id <> l.kept)
      SELECT array_agg(o) FROM (
        SELECT ROW(item, change_set_id, 'update', $2, id, jsonb_build_object('archived_at', now()) || %4$s, NULL)::row_op AS o FROM dup
        UNION ALL
        SELECT ROW(item, change_set_id, 'update', $2, kept, jsonb_object_agg(f.key, f.value), NULL)::row_op
        FROM dup, LATERAL jsonb_each(j) f
        WHERE f.value <> 'null' AND (kept_values -> f.key = 'null' OR (f.key = 'is_primary' AND f.value = 'true')) AND f.key NOT IN ('archived_at', 'merged_into_id', 'created_by', 'updated_by')
        GROUP BY item, change_set_id, kept) y$q$,
      ref.table_name, (SELECT string_agg('x.' || quote_ident(c), ', ') FROM unnest(ref.collapse_on) c),
      (SELECT '(' || string_agg(format('(m.entity_type = %L AND x.%I = m.survivor)', r.target, r.column_name), ' OR ') || ')'
        FROM record_reference r WHERE r.table_name = ref.table_name AND r.rule = 'collapse'),
      CASE WHEN ref.table_name = 'contact' THEN 'jsonb_build_object(''merged_into_id'', kept)' ELSE '''{}''::jsonb' END)
    INTO folds USING merges, t;
    IF folds IS NOT NULL THEN PERFORM write_rows(folds); END IF;
  END LOOP;
  -- Nobody may report to themselves by way of others, and no organization may be above itself.
  WITH RECURSIVE edge AS (
    SELECT 'Individual' AS type, id, reports_to_id AS above FROM individual WHERE tenant_id = app_tenant_id() AND reports_to_id IS NOT NULL
    UNION ALL SELECT 'Organization', id, parent_id FROM organization WHERE tenant_id = app_tenant_id() AND parent_id IS NOT NULL),
  up AS (
    SELECT m.item, m.change_set_id, m.entity_type, m.survivor, e.above, 1 AS depth FROM unnest(merges) m JOIN edge e ON e.type = m.entity_type AND e.id = m.survivor
    UNION ALL
    SELECT u.item, u.change_set_id, u.entity_type, u.survivor, e.above, u.depth + 1 FROM up u JOIN edge e ON e.type = u.entity_type AND e.id = u.above
    WHERE u.above <> u.survivor AND u.depth < 50)
  SELECT array_agg(ROW(item, change_set_id, 'update', entity_type, survivor, CASE entity_type WHEN 'Individual' THEN '{"reports_to_id": null}' ELSE '{"parent_id": null}' END::jsonb, NULL)::row_op)
    INTO folds FROM up WHERE above = survivor;
  IF folds IS NOT NULL THEN PERFORM write_rows(folds); END IF;
  -- Open questions about a loser become questions about the survivor; those it answers already are closed.
  UPDATE proposal p SET entity_id = m.survivor, status_reason = format('Re-targeted: %s %s was merged into %s.', p.entity_type, p.entity_id, m.survivor),
    base = (SELECT jsonb_object_agg(k, record_values(p.entity_type, m.survivor) -> k) FROM jsonb_object_keys(p.data) k),
    risk = risk_of(p.entity_type, m.survivor, p.data),
    origin = coalesce(p.origin, '{}') || jsonb_build_object('retargeted_from', p.entity_id, 'retargeted_by', m.change_set_id, 'retargeted_question', p.question_key),
    question_key = replace(p.question_key, format(':%s:', p.entity_id), format(':%s:', m.survivor)) || ':was:' || p.entity_id
  FROM unnest(merges) m
  WHERE p.tenant_id = app_tenant_id() AND p.status IN ('pending', 'stale') AND p.proposed_action = 'update' AND p.entity_type = m.entity_type AND p.entity_id = ANY (m.losers);
  UPDATE proposal p SET status = 'superseded', status_reason = format('%s %s, which this was merged into, says so already.', p.entity_type, p.entity_id)
  FROM unnest(merges) m
  WHERE p.tenant_id = app_tenant_id() AND p.status IN ('pending', 'stale') AND p.entity_type = m.entity_type AND p.entity_id = m.survivor AND p.effects = '[]'
    AND p.origin ? 'retargeted_by' AND (p.origin->>'retargeted_by')::bigint = m.change_set_id
    AND NOT EXISTS (SELECT FROM jsonb_each(p.data) f WHERE NOT same_value(record_values(p.entity_type, m.survivor) -> f.key, f.value));
  -- A merge that still names a loser cannot be carried out as it was read.
  UPDATE proposal p SET status = 'stale', status_reason = format('%s %s was merged into %s.', p.entity_type, l, m.survivor)
  FROM unnest(merges) m, unnest(m.losers) l
  WHERE p.tenant_id = app_tenant_id() AND p.status = 'pending' AND p.proposed_action = 'merge' AND p.entity_type = m.entity_type
    AND (p.data->>'survivor_id' = l::text OR p.data->'loser_ids' @> to_jsonb(l)) AND p.id NOT IN (SELECT c.proposal_id FROM change_set c JOIN unnest(merges) y ON y.change_set_id = c.id);
END $$;--> statement-breakpoint
-- Merges that have nothing to do with each other go through together; of those that may meet in a row, each sees what the one before left.
CREATE FUNCTION merge_records(merges merge_op[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE m merge_op;
BEGIN
  IF (SELECT count(DISTINCT (x.entity_type, x.survivor)) = count(*) AND count(DISTINCT x.entity_type) = 1 FROM unnest(merges) x) THEN
    PERFORM merge_pass(merges);
  ELSE
    FOREACH m IN ARRAY merges LOOP PERFORM merge_pass(ARRAY[m]); END LOOP;
  END IF;
END $$;--> statement-breakpoint
-- Writes what was planned, with history, provenance, refusals and the proposals' own status.
CREATE FUNCTION commit_settlements(ops row_op[], merges merge_op[], settled settlement[], p_batch uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO change_set (id, origin, actor_kind, actor_user_id, surface, proposal_id, batch_id)
  SELECT s.change_set_id, 'proposal', 'person', s.actor, app_surface(), s.proposal_id, p_batch FROM unnest(settled) s WHERE s.change_set_id IS NOT NULL;
  IF cardinality(ops) > 0 THEN PERFORM write_rows(ops); END IF;
  IF cardinality(merges) > 0 THEN PERFORM merge_records(merges); END IF;
  INSERT INTO data_provenance (entity_type, entity_id, field_name, kind, actor_kind, source, source_url, quote, quote_verified, method, retrieved_at, confidence,
    raw_value, proposed_value, proposal_id, change_set_id, verified_by, verified_at)
  SELECT s.entity_type, s.entity_id, f.key, CASE WHEN f.key = ANY (s.confirmed) THEN 'confirmation' ELSE 'value' END,
    CASE WHEN s.edited ? f.key THEN 'person' ELSE p.producer_actor END,
    CASE WHEN s.edited ? f.key THEN 'edited by ' || coalesce((SELECT name FROM app_user u WHERE u.id = s.actor AND u.tenant_id = app_tenant_id()), 'a reviewer') ELSE coalesce(p.source, p.producer) END,
    e.i->>'url', e.i->>'quote', (e.i->>'quote_verified')::boolean, e.i->>'method', (e.i->>'retrieved_at')::timestamptz,
    CASE WHEN s.edited ? f.key THEN NULL ELSE coalesce((p.evidence->f.key->>'confidence')::numeric, p.confidence) END,
    f.value #>> '{}', s.edited->f.key #>> '{}', p.id, s.change_set_id, s.actor, now()
  FROM unnest(settled) s JOIN proposal p ON p.id = s.proposal_id AND p.tenant_id = app_tenant_id(), LATERAL jsonb_each(s.final) f
  LEFT JOIN LATERAL (SELECT p.evidence->f.key->'items'->0 AS i WHERE NOT s.edited ? f.key) e ON true
  WHERE s.status = 'committed' AND f.value <> 'null';
  UPDATE proposal p SET status = s.status, decided_by = s.actor, decided_at = now(), surface = app_surface(), change_set_id = s.change_set_id, committed_id = s.entity_id,
    decision = jsonb_strip_nulls(jsonb_build_object('fields', s.fields, 'edited', nullif(s.edited, '{}'), 'reason', s.reason, 'note', s.note, 'batch_id', p_batch))
  FROM unnest(settled) s WHERE p.id = s.proposal_id AND p.tenant_id = app_tenant_id();
  IF EXISTS (SELECT FROM unnest(settled) s WHERE s.status = 'rejected' OR cardinality(s.rejected) > 0) THEN
    UPDATE proposal c SET status_reason = format('The %s "%s" was rejected: link this to an existing one, or reject it.', lower(p.entity_type), record_name(p.entity_type, p.data))
    FROM unnest(settled) s JOIN proposal p ON p.id = s.proposal_id AND p.tenant_id = app_tenant_id()
    WHERE s.status = 'rejected' AND p.bundle_id IS NOT NULL AND c.tenant_id = app_tenant_id() AND c.bundle_id = p.bundle_id AND c.status IN ('pending', 'stale') AND p.id = ANY (c.parent_ids);
    PERFORM remember_refusal(s.proposal_id, CASE WHEN s.status = 'committed' THEN s.rejected END, s.reason, s.note)
    FROM unnest(settled) s WHERE s.status = 'rejected' OR cardinality(s.rejected) > 0;
  END IF;
END $$;--> statement-breakpoint
CREATE FUNCTION resolve_values(vals jsonb, self_id bigint, final jsonb, made jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_object_agg(key, CASE
    WHEN jsonb_typeof(value) <> 'object' THEN value
    WHEN value ? '$self' THEN to_jsonb(self_id)
    WHEN value ? '$field' THEN final -> (value->>'$field')
    WHEN value ? '$proposal' THEN made -> (value->>'$proposal')
    ELSE value END), '{}') FROM jsonb_each(vals)
$$;--> statement-breakpoint
-- Links follow a record that was merged away since the proposal was made.
CREATE FUNCTION follow_tombstones(vals jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE k text; t text; survivor bigint;
BEGIN
  FOR k, t IN VALUES ('organization_id', 'organization'), ('parent_id', 'organization'), ('individual_id', 'individual'), ('reports_to_id', 'individual'), ('account_id', 'account'),
    ('entity_id', CASE vals->>'entity_type' WHEN 'Account' THEN 'account' WHEN 'Organization' THEN 'organization' WHEN 'Individual' THEN 'individual' WHEN 'Contact' THEN 'contact' END) LOOP
    CONTINUE WHEN t IS NULL OR NOT vals ? k OR vals->k = 'null';
    survivor := CASE t
      WHEN 'organization' THEN (SELECT merged_into_id FROM organization WHERE id = (vals->>k)::bigint AND tenant_id = app_tenant_id())
      WHEN 'individual' THEN (SELECT merged_into_id FROM individual WHERE id = (vals->>k)::bigint AND tenant_id = app_tenant_id())
      WHEN 'account' THEN (SELECT merged_into_id FROM account WHERE id = (vals->>k)::bigint AND tenant_id = app_tenant_id())
      ELSE (SELECT merged_into_id FROM contact WHERE id = (vals->>k)::bigint AND tenant_id = app_tenant_id()) END;
    IF survivor IS NOT NULL THEN vals := vals || jsonb_build_object(k, survivor); END IF;
  END LOOP;
  RETURN vals;
END $$;--> statement-breakpoint
CREATE INDEX organization_domain ON organization (tenant_id, reverse(website_host(website)) text_pattern_ops);--> statement-breakpoint
-- Live records that already are what these identities ("domain:acme.co.uk", "email:ada@acme.co.uk") name; a domain names the hosts below it too.
-- It runs with its owner's rights because under row level security the planner may not use these indexes; it answers ids of this tenant and nothing else.
CREATE FUNCTION find_identities(p_keys text[]) RETURNS TABLE (key text, id bigint) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.key, found.id FROM unnest(p_keys) k(key) CROSS JOIN LATERAL (
    SELECT o.id FROM (
      SELECT o.id, 0 AS distance FROM organization o WHERE o.tenant_id = app_tenant_id() AND reverse(website_host(o.website)) = reverse(substr(k.key, 8)) AND o.archived_at IS NULL
      UNION ALL
      SELECT o.id, 1 FROM organization o WHERE o.tenant_id = app_tenant_id() AND reverse(website_host(o.website)) ~>=~ (reverse(substr(k.key, 8)) || '.')
        AND reverse(website_host(o.website)) ~<~ (reverse(substr(k.key, 8)) || '/') AND o.archived_at IS NULL) o
    WHERE k.key LIKE 'domain:%' ORDER BY o.distance, o.id LIMIT 1) found
  UNION ALL
  SELECT k.key, found.id FROM unnest(p_keys) k(key) CROSS JOIN LATERAL (
    SELECT i.id FROM individual i WHERE k.key LIKE 'email:%' AND i.tenant_id = app_tenant_id() AND lower(i.email) = substr(k.key, 7) AND i.archived_at IS NULL ORDER BY i.id LIMIT 1) found
$$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION find_identities FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION find_identities TO greenlight_writer, greenlight_app;--> statement-breakpoint
CREATE FUNCTION effect_exists(p_type text, vals jsonb, columns jsonb) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE answer boolean; condition text;
BEGIN
  SELECT string_agg(format('t.%1$I IS NOT DISTINCT FROM r.%1$I', c), ' AND ') INTO condition FROM jsonb_array_elements_text(columns) c;
  EXECUTE format('SELECT EXISTS (SELECT FROM %1$I t, jsonb_populate_record(NULL::%1$I, $1) r WHERE t.tenant_id = app_tenant_id() AND t.archived_at IS NULL AND %2$s)',
    lower(p_type), condition) INTO answer USING vals;
  RETURN answer;
END $$;--> statement-breakpoint
-- The decisions with the proposals they are about, as they are at this moment. The ids are made first: under row level security an index takes no
-- function of a row, and one approval would read every proposal of the tenant.
CREATE FUNCTION decided_on(p_decisions jsonb) RETURNS TABLE (item int, o jsonb, p proposal) LANGUAGE plpgsql STABLE ROWS 1000 AS $$
BEGIN
  RETURN QUERY WITH named AS MATERIALIZED (
    SELECT e.ord::int AS item, e.o, CASE WHEN pg_input_is_valid(e.o->>'id', 'uuid') THEN (e.o->>'id')::uuid END AS id FROM jsonb_array_elements(p_decisions) WITH ORDINALITY e(o, ord))
  SELECT n.item, n.o, q FROM named n LEFT JOIN proposal q ON q.id = n.id AND q.tenant_id = app_tenant_id();
END $$;--> statement-breakpoint
-- The records that approvals would change.
CREATE FUNCTION decided_records(p_decisions jsonb) RETURNS TABLE (type text, id bigint) LANGUAGE sql STABLE ROWS 1000 AS $$
  SELECT coalesce(i.type, (d.p).entity_type), i.id FROM decided_on(p_decisions) d CROSS JOIN LATERAL (
    SELECT NULL::text AS type, (d.p).entity_id AS id WHERE (d.p).proposed_action = 'update'
    UNION ALL SELECT NULL, ((d.p).data->>'survivor_id')::bigint WHERE (d.p).proposed_action = 'merge'
    UNION ALL SELECT NULL, l::bigint FROM jsonb_array_elements_text(CASE WHEN (d.p).proposed_action = 'merge' THEN (d.p).data->'loser_ids' ELSE '[]' END) l
    UNION ALL SELECT e->>'entity_type', (e->>'entity_id')::bigint FROM jsonb_array_elements((d.p).effects) e WHERE e->>'op' = 'update') i
  WHERE d.o->>'action' = 'approve' AND i.id IS NOT NULL
$$;--> statement-breakpoint
CREATE FUNCTION decided_identities(p_decisions jsonb) RETURNS TABLE (key text) LANGUAGE sql STABLE ROWS 1000 AS $$
  SELECT (i->>'kind') || ':' || (i->>'value') FROM decided_on(p_decisions) d, jsonb_array_elements(coalesce(d.o->'identities'->(d.p).entity_type, (d.p).identity)) i
  WHERE d.o->>'action' = 'approve' AND (d.p).proposed_action = 'create'
$$;--> statement-breakpoint
-- What a person may link a child to where its parent in the bundle was not committed: records that look like that parent.
CREATE FUNCTION existing_parents(p_parent uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('entity_type', p.entity_type, 'entity_id', x.id, 'name', record_name(p.entity_type, record_values(p.entity_type, x.id)))), '[]')
  FROM proposal p, LATERAL (
    SELECT f.id FROM jsonb_array_elements(p.identity) i, find_identities(ARRAY[(i->>'kind') || ':' || (i->>'value')]) f
    UNION ALL (SELECT o.id FROM organization o WHERE p.entity_type = 'Organization' AND o.tenant_id = app_tenant_id() AND o.archived_at IS NULL AND lower(o.name) = lower(p.data->>'name') LIMIT 5)
    UNION ALL (SELECT n.id FROM individual n WHERE p.entity_type = 'Individual' AND n.tenant_id = app_tenant_id() AND n.archived_at IS NULL
      AND lower(n.last_name) = lower(p.data->>'last_name') AND lower(n.first_name) = lower(p.data->>'first_name') LIMIT 5)) x
  WHERE p.id = p_parent AND p.tenant_id = app_tenant_id()
$$;--> statement-breakpoint
-- Answers the decisions of one slice: plans all of them against the locked records, then writes the plan at once.
-- What only one item of the slice touches is never carried along, or a thousand items would cost a million steps.
CREATE FUNCTION decide_slice(p_decisions jsonb, p_batch uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  d record; p proposal; results jsonb[] := '{}'; ops row_op[] := '{}'; item_ops row_op[]; merges merge_op[] := '{}'; settled settlement[] := '{}';
  locked jsonb; shared jsonb; twins jsonb; dirty jsonb := '{}'; named jsonb; made jsonb; parents jsonb; merged_away jsonb := '{}';
  choices jsonb; given jsonb; final jsonb; edited jsonb; rejected text[]; confirmed text[]; conflicts jsonb; cur jsonb; vals jsonb; effect jsonb; key text; k text; v jsonb; links jsonb;
  v_set bigint; v_id bigint; v_author bigint; v_actor bigint := app_user_id(); linked boolean; blocked text; problems jsonb; loser bigint; base jsonb; target record; idents text[];
BEGIN
  SELECT lock_records(array_agg(r.type), array_agg(r.id)) INTO locked FROM decided_records(p_decisions) r;
  shared := '{}';
  IF jsonb_array_length(p_decisions) > 1 THEN
    SELECT coalesce(jsonb_object_agg(x.key, true), '{}') INTO shared FROM (SELECT subject_key(r.type, r.id) FROM decided_records(p_decisions) r GROUP BY 1 HAVING count(*) > 1) x(key); END IF;
  SELECT coalesce(jsonb_object_agg(x.key, true) FILTER (WHERE x.n > 1), '{}'), array_agg(x.key) INTO twins, idents FROM (SELECT i.key, count(*) AS n FROM decided_identities(p_decisions) i GROUP BY 1) x;
  named := '{}';
  IF idents IS NOT NULL THEN SELECT coalesce(jsonb_object_agg(f.key, f.id), '{}') INTO named FROM find_identities(idents) f; END IF;
  SELECT coalesce(jsonb_object_agg(x.id, jsonb_build_object('id', x.committed_id,
      -- linked to a record that somebody else's undo took away
      'status', CASE WHEN x.status = 'committed' AND record_values(x.entity_type, x.committed_id) IS NULL THEN 'undone' ELSE x.status END, 'name', record_name(x.entity_type, x.data), 'type', x.entity_type)), '{}') INTO parents
  FROM proposal x WHERE x.tenant_id = app_tenant_id() AND x.id IN (SELECT unnest((q.p).parent_ids) FROM decided_on(p_decisions) q);
  FOR d IN SELECT x.item, x.o, x.p, row_number() OVER (PARTITION BY (x.p).id ORDER BY x.item) AS nth FROM decided_on(p_decisions) x ORDER BY x.item LOOP
    p := d.p;
    IF p.id IS NULL THEN
      results := results || jsonb_build_object('id', d.o->'id', 'outcome', 'not_found', 'detail', 'No such proposal.'); CONTINUE;
    END IF;
    IF d.nth > 1 THEN
      results := results || jsonb_build_object('id', p.id, 'outcome', 'already_decided', 'detail', 'Decided earlier in this batch.', 'decided_by', v_actor); CONTINUE;
    END IF;
    IF p.status = 'expired' OR (p.status IN ('pending', 'stale') AND p.expires_at <= now()) THEN
      UPDATE proposal SET status = 'expired', status_reason = 'Nobody decided in time.' WHERE id = p.id AND tenant_id = app_tenant_id() AND status <> 'expired';
      results := results || jsonb_build_object('id', p.id, 'outcome', 'expired', 'detail', 'This proposal has expired; it can be proposed again against what is true today.', 'expires_at', p.expires_at); CONTINUE;
    END IF;
    IF p.status NOT IN ('pending', 'stale') THEN
      results := results || jsonb_build_object('id', p.id, 'outcome', 'already_decided', 'status', p.status, 'decided_by', p.decided_by, 'decided_at', p.decided_at, 'surface', p.surface,
        'entity_type', p.entity_type, 'entity_id', coalesce(p.committed_id, p.entity_id),
        'detail', CASE WHEN p.decided_by IS NULL THEN coalesce(p.status_reason, format('This proposal is %s.', p.status))
          ELSE format('Already %s by %s.', p.status, (SELECT name FROM app_user u WHERE u.id = p.decided_by AND u.tenant_id = app_tenant_id())) END); CONTINUE;
    END IF;
    choices := coalesce(d.o->'fields', '{}'); edited := '{}'; rejected := '{}'; confirmed := '{}'; conflicts := '[]'; problems := '[]'; linked := false; links := '{}'; item_ops := '{}';
    IF d.o->>'content_hash' <> p.content_hash THEN
      results := results || jsonb_build_object('id', p.id, 'outcome', 'stale', 'detail', 'The proposal has changed since you read it.', 'content_hash', p.content_hash, 'data', p.data); CONTINUE;
    END IF;
    IF d.o->>'action' = 'reject' THEN
      settled := settled || ROW(d.item, p.id, 'rejected', NULL, p.entity_type, p.entity_id, v_actor, '{}', '{}', '{}', '{}', d.o->>'reason', d.o->>'note', NULL)::settlement;
      IF parents ? p.id::text THEN parents := parents || jsonb_build_object(p.id, jsonb_build_object('status', 'rejected', 'name', record_name(p.entity_type, p.data), 'type', p.entity_type)); END IF;
      results := results || jsonb_build_object('id', p.id, 'outcome', 'rejected', 'entity_type', p.entity_type, 'entity_id', p.entity_id); CONTINUE;
    END IF;
    IF d.o->>'content_hash' IS NULL THEN
      results := results || jsonb_build_object('id', p.id, 'outcome', 'invalid', 'detail', 'Say which content you read.', 'errors', '[{"path": "content_hash", "message": "The content_hash of what you read is required."}]'::jsonb); CONTINUE;
    END IF;
    given := CASE WHEN p.proposed_action = 'merge' THEN coalesce(p.data->'values', '{}') ELSE p.data END;
    made := '{}';
    IF choices = '{}' THEN final := given; ELSE
      final := '{}';
      -- an edited value was read for every kind of record it may be for; a link is given as a contact's
      FOR k, v IN SELECT f.key, r FROM jsonb_each(coalesce(d.o->'readings', '{}')) f, jsonb_array_elements(f.value) r
        WHERE r->'types' ? CASE WHEN f.key IN ('organization_id', 'individual_id') AND NOT given ? f.key THEN 'Contact' ELSE p.entity_type END LOOP
        IF v ? 'error' THEN choices := choices - k; problems := problems || jsonb_build_object('path', 'fields.' || k, 'message', v->'error');
        ELSE choices := choices || jsonb_build_object(k, jsonb_build_object('edit', v->'value')); END IF;
      END LOOP;
      -- a link to a parent in the bundle may be given a record that exists instead
      IF cardinality(p.parent_ids) > 0 THEN
        SELECT coalesce(jsonb_object_agg(f.key, f.value->>'$proposal'), '{}') INTO links FROM jsonb_array_elements(p.effects) e, jsonb_each(e->'values') f
        WHERE jsonb_typeof(f.value) = 'object' AND f.value ? '$proposal' AND choices ? f.key AND NOT given ? f.key;
      END IF;
      FOR k, v IN SELECT * FROM jsonb_each(choices) LOOP
        IF links ? k AND jsonb_typeof(v->'edit') = 'number' THEN made := made || jsonb_build_object(links->>k, v->'edit');
        ELSIF NOT given ? k THEN problems := problems || jsonb_build_object('path', 'fields.' || k, 'message', 'The proposal has no such field.');
        ELSIF v NOT IN ('"accept"', '"reject"') AND NOT (jsonb_typeof(v) = 'object' AND v ? 'edit') THEN
          problems := problems || jsonb_build_object('path', 'fields.' || k, 'message', 'Say "accept", "reject" or {"edit": value}.'); END IF;
      END LOOP;
      FOR k, v IN SELECT * FROM jsonb_each(given) LOOP
        IF choices->k = '"reject"' THEN rejected := rejected || k;
        ELSIF jsonb_typeof(choices->k) = 'object' AND choices->k ? 'edit' AND choices->k->'edit' IS DISTINCT FROM v THEN
          final := final || jsonb_build_object(k, choices->k->'edit'); edited := edited || jsonb_build_object(k, v);
        ELSE final := final || jsonb_build_object(k, v); END IF;
      END LOOP;
      IF final = '{}' AND given <> '{}' THEN problems := problems || '{"path": "fields", "message": "Nothing is left to approve; reject the proposal instead."}'::jsonb; END IF;
      IF problems <> '[]' THEN
        results := results || jsonb_build_object('id', p.id, 'outcome', 'invalid', 'detail', problems->0->>'message', 'errors', problems); CONTINUE;
      END IF;
    END IF;
    IF cardinality(p.parent_ids) > 0 THEN
      blocked := NULL;
      FOR target IN SELECT parent::text AS pid, coalesce(parents->parent::text, '{}') AS info FROM unnest(p.parent_ids) parent LOOP
        IF made ? target.pid THEN CONTINUE; END IF;
        IF target.info->>'status' = 'committed' THEN made := made || jsonb_build_object(target.pid, (target.info->>'id')::bigint); CONTINUE; END IF;
        blocked := CASE WHEN target.info->>'status' IN ('pending', 'stale') THEN format('Decide on the %s "%s" first.', lower(target.info->>'type'), target.info->>'name')
          ELSE format('The %s "%s" was not committed (%s). Link this to an existing one, or reject it.', lower(target.info->>'type'), target.info->>'name', coalesce(target.info->>'status', 'gone')) END;
        results := results || jsonb_build_object('id', p.id, 'outcome', 'blocked', 'detail', blocked, 'parents', to_jsonb(p.parent_ids),
          'link_fields', (SELECT coalesce(jsonb_agg(DISTINCT f.key), '[]') FROM jsonb_array_elements(p.effects) e, jsonb_each(e->'values') f WHERE jsonb_typeof(f.value) = 'object' AND f.value->>'$proposal' = target.pid),
          'candidates', existing_parents(target.pid::uuid));
        EXIT;
      END LOOP;
      CONTINUE WHEN blocked IS NOT NULL;
    END IF;
    v_author := CASE WHEN p.producer_actor = 'person' THEN p.producer_user_id END;
    IF p.proposed_action = 'merge' THEN
      v_id := (p.data->>'survivor_id')::bigint; vals := final;
      FOR loser IN SELECT v_id UNION ALL SELECT x::bigint FROM jsonb_array_elements_text(p.data->'loser_ids') x LOOP
        key := p.entity_type || ':' || loser; cur := locked->key || coalesce(dirty->key, '{}');
        IF cur IS NULL OR cur->>'archived_at' IS NOT NULL OR merged_away ? key THEN
          conflicts := conflicts || jsonb_build_object('entity_id', loser, 'reason', CASE WHEN merged_away ? key OR cur->>'merged_into_id' IS NOT NULL
            THEN format('It was already merged into %s.', coalesce(merged_away->>key, cur->>'merged_into_id')) ELSE 'It no longer exists.' END);
          CONTINUE;
        END IF;
        -- the most restrictive consent wins
        IF loser <> v_id AND cur->'opted_out' = 'true' THEN vals := vals || '{"opted_out": true}'; END IF;
        base := CASE WHEN loser = v_id THEN p.base ELSE p.base->'$losers'->loser::text END;
        FOR k IN SELECT jsonb_object_keys(final) LOOP
          IF base ? k AND base->k IS DISTINCT FROM cur->k THEN
            conflicts := conflicts || jsonb_build_object('entity_id', loser, 'field', k, 'base', base->k, 'now', cur->k, 'proposed', final->k); END IF;
        END LOOP;
      END LOOP;
      IF conflicts <> '[]' THEN
        UPDATE proposal SET status = 'stale' WHERE id = p.id AND tenant_id = app_tenant_id();
        results := results || jsonb_build_object('id', p.id, 'outcome', 'stale', 'detail', 'These records have changed since you read them.', 'conflicts', conflicts, 'content_hash', p.content_hash); CONTINUE;
      END IF;
      v_set := nextval('change_set_id_seq');
      merges := merges || ROW(d.item, v_set, p.entity_type, v_id, ARRAY(SELECT x::bigint FROM jsonb_array_elements_text(p.data->'loser_ids') x), vals)::merge_op;
      FOR loser IN SELECT x::bigint FROM jsonb_array_elements_text(p.data->'loser_ids') x WHERE shared ? (p.entity_type || ':' || x) LOOP
        merged_away := merged_away || jsonb_build_object(p.entity_type || ':' || loser, v_id); END LOOP;
      key := p.entity_type || ':' || v_id;
      IF shared ? key THEN dirty := dirty || jsonb_build_object(key, coalesce(dirty->key, '{}') || vals); END IF;
      final := vals;
    ELSE
      v_set := nextval('change_set_id_seq');
      IF p.proposed_action = 'update' THEN
        v_id := p.entity_id; key := subject_key(p.entity_type, v_id);
        IF merged_away ? key THEN
          results := results || jsonb_build_object('id', p.id, 'outcome', 'stale', 'detail', format('%s %s was merged into %s in this batch; read it again.', p.entity_type, v_id, merged_away->>key)); CONTINUE;
        END IF;
        cur := locked_values(locked, p.entity_type, v_id) || coalesce(dirty->key, '{}');
        IF cur IS NULL OR cur->>'archived_at' IS NOT NULL THEN
          UPDATE proposal SET status = 'stale', status_reason = 'The record is gone.' WHERE id = p.id AND tenant_id = app_tenant_id();
          results := results || jsonb_build_object('id', p.id, 'outcome', 'stale', 'detail', 'The record was archived or deleted in the meantime.', 'content_hash', p.content_hash); CONTINUE;
        END IF;
        vals := '{}';
        FOR k, v IN SELECT * FROM jsonb_each(final) LOOP
          IF same_value(cur->k, v) THEN confirmed := confirmed || k;
          ELSIF cur->k IS DISTINCT FROM p.base->k THEN conflicts := conflicts || jsonb_build_object('field', k, 'base', p.base->k, 'now', cur->k, 'proposed', v);
          ELSE vals := vals || jsonb_build_object(k, v); END IF;
        END LOOP;
        IF vals <> '{}' AND conflicts = '[]' THEN item_ops := physical_ops(d.item, v_set, 'update', p.entity_type, v_id, vals, v_author, cur->>'type'); END IF;
      ELSE
        vals := final; v_id := NULL;
        SELECT array_agg((i->>'kind') || ':' || (i->>'value')) INTO idents FROM jsonb_array_elements(coalesce(d.o->'identities'->p.entity_type, p.identity)) i;
        FOREACH key IN ARRAY coalesce(idents, '{}') LOOP
          v_id := (named->>key)::bigint; linked := v_id IS NOT NULL;
          EXIT WHEN linked;
        END LOOP;
        IF NOT linked THEN v_id := next_record_id(p.entity_type); END IF;
        FOREACH key IN ARRAY coalesce(idents, '{}') LOOP
          IF twins ? key THEN named := named || jsonb_build_object(key, v_id); END IF; END LOOP;
      END IF;
      FOR effect IN SELECT * FROM jsonb_array_elements(p.effects) LOOP
        v := follow_tombstones(resolve_values(effect->'values', v_id, final, made));
        IF effect->>'op' = 'main' THEN
          IF NOT linked THEN vals := vals || v; END IF;
        ELSIF effect->>'op' = 'insert' THEN
          CONTINUE WHEN effect ? 'unless_exists' AND (linked OR p.proposed_action = 'update') AND effect_exists(effect->>'entity_type', v, effect->'unless_exists');
          item_ops := item_ops || physical_ops(d.item, v_set, 'insert', effect->>'entity_type', next_record_id(effect->>'entity_type'), v, v_author, NULL);
        ELSE
          key := subject_key(effect->>'entity_type', (effect->>'entity_id')::bigint);
          cur := locked_values(locked, effect->>'entity_type', (effect->>'entity_id')::bigint) || coalesce(dirty->key, '{}');
          FOR k IN SELECT jsonb_object_keys(coalesce(effect->'base', '{}')) LOOP
            IF cur->k IS DISTINCT FROM effect->'base'->k THEN
              conflicts := conflicts || jsonb_build_object('entity_type', effect->>'entity_type', 'entity_id', (effect->>'entity_id')::bigint, 'field', k, 'base', effect->'base'->k, 'now', cur->k, 'proposed', v->k); END IF;
          END LOOP;
          item_ops := item_ops || physical_ops(d.item, v_set, 'update', effect->>'entity_type', (effect->>'entity_id')::bigint, v, v_author, cur->>'type');
        END IF;
      END LOOP;
      IF conflicts <> '[]' THEN
        UPDATE proposal SET status = 'stale' WHERE id = p.id AND tenant_id = app_tenant_id();
        results := results || jsonb_build_object('id', p.id, 'outcome', 'stale', 'detail', 'The record has changed since you read it.', 'conflicts', conflicts,
          'entity_type', p.entity_type, 'entity_id', p.entity_id, 'content_hash', p.content_hash); CONTINUE;
      END IF;
      IF p.proposed_action = 'create' AND NOT linked THEN
        item_ops := physical_ops(d.item, v_set, 'insert', p.entity_type, v_id, follow_tombstones(vals), v_author, NULL) || item_ops; END IF;
      IF shared <> '{}' THEN
        SELECT dirty || coalesce(jsonb_object_agg(x.key, coalesce(dirty->x.key, '{}') || x.vals), '{}') INTO dirty
        FROM (SELECT subject_key(i.entity_type, i.entity_id) AS key, jsonb_object_agg(f.key, f.value) AS vals FROM unnest(item_ops) i, jsonb_each(i.vals) f WHERE i.op = 'update' GROUP BY 1) x WHERE shared ? x.key;
      END IF;
      ops := ops || item_ops;
    END IF;
    IF parents ? p.id::text THEN parents := parents || jsonb_build_object(p.id, jsonb_build_object('status', 'committed', 'id', v_id)); END IF;
    settled := settled || ROW(d.item, p.id, 'committed', v_set, p.entity_type, v_id, v_actor, CASE WHEN linked THEN '{}' ELSE final END, edited, confirmed, rejected,
      d.o->>'reason', d.o->>'note', nullif(choices, '{}'))::settlement;
    results := results || jsonb_strip_nulls(jsonb_build_object('id', p.id, 'outcome', 'committed', 'entity_type', p.entity_type, 'entity_id', v_id, 'change_set_id', v_set,
      'detail', CASE WHEN linked THEN format('%s %s already existed and was linked instead of created again.', p.entity_type, v_id) END));
  END LOOP;
  PERFORM commit_settlements(ops, merges, settled, p_batch);
  RETURN to_jsonb(results);
END $$;--> statement-breakpoint
-- Independent items do not fail each other: where a whole slice cannot be written, its halves are tried, down to the one item that is at fault.
CREATE FUNCTION decide_halves(p_decisions jsonb, p_batch uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE n int := jsonb_array_length(p_decisions);
BEGIN
  BEGIN
    RETURN decide_slice(p_decisions, p_batch);
  EXCEPTION WHEN serialization_failure OR deadlock_detected OR query_canceled OR insufficient_privilege OR undefined_function OR syntax_error THEN RAISE;
    WHEN OTHERS THEN
      IF n = 1 THEN
        IF SQLSTATE !~ '^(22|23)' THEN
          RAISE WARNING 'decision failed: % %', SQLSTATE, SQLERRM;
          RETURN jsonb_build_array(jsonb_build_object('id', p_decisions->0->'id', 'outcome', 'failed', 'detail', 'This could not be written; nothing was changed.', 'sqlstate', SQLSTATE));
        END IF;
        RETURN jsonb_build_array(jsonb_build_object('id', p_decisions->0->'id', 'outcome', 'invalid', 'sqlstate', SQLSTATE,
          'detail', CASE WHEN SQLSTATE = '23503' THEN 'It refers to a record that does not exist.' WHEN SQLSTATE = '23505' THEN 'Such a record already exists.' ELSE 'A value is not valid for its field.' END));
      END IF;
  END;
  RETURN decide_halves((SELECT jsonb_agg(o ORDER BY ord) FROM jsonb_array_elements(p_decisions) WITH ORDINALITY x(o, ord) WHERE ord <= n / 2), p_batch)
      || decide_halves((SELECT jsonb_agg(o ORDER BY ord) FROM jsonb_array_elements(p_decisions) WITH ORDINALITY x(o, ord) WHERE ord > n / 2), p_batch);
END $$;--> statement-breakpoint
-- p_decisions: [{id, action: approve|reject, content_hash, fields?, readings?, identities?, reason?, note?}], at most 1,000. Answers one outcome per decision, in order.
CREATE FUNCTION decide_proposals(p_decisions jsonb, p_batch uuid DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE sorted jsonb; places int[];
BEGIN
  IF app_actor_kind() <> 'person' OR NOT role_allows(app_role(), 'decide') THEN
    RAISE EXCEPTION 'An agent may propose and can never decide, undo or import.' USING ERRCODE = 'GL403';
  END IF;
  PERFORM set_config('app.origin', 'proposal', true);
  -- All locks are taken here, in one order for everybody: a half that is tried again would let go of its own, and one decision has no halves. What hangs on a rejected parent is told so.
  PERFORM take_turn(EXISTS (SELECT FROM decided_on(p_decisions) d WHERE d.o->>'action' = 'approve' AND (d.p).proposed_action = 'merge'));
  PERFORM 1 FROM proposal x WHERE x.tenant_id = app_tenant_id() AND x.id IN (
    SELECT (d.p).id FROM decided_on(p_decisions) d
    UNION ALL SELECT c.id FROM decided_on(p_decisions) d JOIN proposal c ON c.tenant_id = app_tenant_id() AND c.bundle_id = (d.p).bundle_id WHERE d.o->>'action' = 'reject') ORDER BY x.id FOR UPDATE;
  PERFORM pg_advisory_xact_lock(x.lock) FROM (
    SELECT DISTINCT hashtextextended(format('%s:identity:%s', app_tenant_id(), hashtext(i.key) & 31), 0) AS lock FROM decided_identities(p_decisions) i ORDER BY 1) x;
  IF jsonb_array_length(p_decisions) > 1 THEN PERFORM lock_records(array_agg(r.type), array_agg(r.id)) FROM decided_records(p_decisions) r; END IF;
  -- Parents before children: whoever proposes a bundle names all ancestors, so their number is the depth. Merges last, as they move what others write.
  SELECT jsonb_agg(x.o ORDER BY (x.p).proposed_action = 'merge' NULLS FIRST, coalesce(cardinality((x.p).parent_ids), 0), x.item),
    array_agg(x.item ORDER BY (x.p).proposed_action = 'merge' NULLS FIRST, coalesce(cardinality((x.p).parent_ids), 0), x.item) INTO sorted, places
  FROM decided_on(p_decisions) x;
  RETURN (SELECT jsonb_agg(r ORDER BY places[ord]) FROM jsonb_array_elements(decide_halves(sorted, p_batch)) WITH ORDINALITY x(r, ord));
END $$;--> statement-breakpoint
ALTER FUNCTION decide_proposals(jsonb, uuid) OWNER TO greenlight_writer;--> statement-breakpoint
-- One field of a change that is to be taken back: what it would have to find, and whether it does.
CREATE TYPE undo_step AS (id bigint, change_set_id bigint, entity_type text, entity_id bigint, op text, field_name text, before jsonb, after jsonb, found jsonb, holds boolean, there boolean);--> statement-breakpoint
CREATE FUNCTION undo_kept(s undo_step) RETURNS jsonb LANGUAGE sql IMMUTABLE
  RETURN jsonb_build_object('entity_type', s.entity_type, 'entity_id', s.entity_id, 'field', s.field_name, 'reason', CASE WHEN s.there THEN 'edited since' ELSE 'deleted since' END, 'value', s.found);--> statement-breakpoint
-- Who depends on the rows a set of changes made, by the live foreign keys and by (entity_type, entity_id): {"Organization:5": [{entity_type, entity_id}]}.
-- Rows named in p_except do not count.
CREATE FUNCTION dependants_of(p_rows text[], p_except text[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE fk record; found_rows jsonb; result jsonb := '{}';
BEGIN
  FOR fk IN
    SELECT r.entity_type, lower(r.entity_type) AS tbl, a.attname AS col, o.entity_type AS target, '' AS extra
    FROM pg_constraint c JOIN record_type r ON lower(r.entity_type)::regclass = c.conrelid JOIN record_type o ON lower(o.entity_type)::regclass = c.confrelid
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[2]
    WHERE c.contype = 'f' AND r.entity_type <> 'Lead_Status_Event' AND array_length(c.conkey, 1) = 2 AND o.entity_type IN (SELECT split_part(x, ':', 1) FROM unnest(p_rows) x)
    UNION ALL
    SELECT r.entity_type, lower(r.entity_type), 'entity_id', o.entity_type, 'AND t.entity_type = ANY (kin_of(' || quote_literal(o.entity_type) || '))'
    FROM record_type r JOIN pg_attribute a ON a.attrelid = lower(r.entity_type)::regclass AND a.attname = 'entity_type', record_type o
    WHERE r.entity_type <> 'Data_Provenance' AND o.entity_type <> ALL (lead_details()) AND o.entity_type IN (SELECT split_part(x, ':', 1) FROM unnest(p_rows) x)
  LOOP
    EXECUTE format($q$
      SELECT jsonb_object_agg(x.on_row, x.rows) FROM (
        SELECT %4$L || ':' || t.%3$I AS on_row, jsonb_agg(jsonb_build_object('entity_type', %1$L, 'entity_id', t.id)) AS rows
        FROM %2$I t WHERE t.%3$I = ANY ($1) AND t.tenant_id = app_tenant_id() AND NOT (%1$L || ':' || t.id) = ANY ($2) %5$s GROUP BY 1) x$q$,
      fk.entity_type, fk.tbl, fk.col, fk.target, fk.extra)
    INTO found_rows USING ARRAY(SELECT split_part(x, ':', 2)::bigint FROM unnest(p_rows) x WHERE split_part(x, ':', 1) = fk.target), p_except;
    IF found_rows IS NOT NULL THEN
      SELECT jsonb_object_agg(key, coalesce(result->key, '[]') || coalesce(found_rows->key, '[]')) INTO result
      FROM (SELECT jsonb_object_keys(result) UNION SELECT jsonb_object_keys(found_rows)) k(key);
    END IF;
  END LOOP;
  RETURN result;
END $$;--> statement-breakpoint
CREATE TYPE undo_refusal AS (set_id bigint, answer jsonb);--> statement-breakpoint
-- Takes change sets back, the newest first, field by field and all in one pass: what lies between them is nobody's edit. One answer per set, newest first:
-- {undoes, outcome: undone|partly_undone|refused, change_set_id?, kept: [{entity_type, entity_id, field, reason}], dependants?, later_change_set_id?}.
CREATE FUNCTION undo_change_sets(p_sets bigint[], p_batch uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  locked jsonb; refusals undo_refusal[] := '{}'; more undo_refusal[]; v_live bigint[]; v_made text[]; depends jsonb; plan undo_step[]; stays undo_step[]; ops row_op[]; undo_of jsonb; answers jsonb;
BEGIN
  PERFORM 1 FROM change_set WHERE id = ANY (p_sets) AND tenant_id = app_tenant_id() ORDER BY id FOR UPDATE;
  SELECT lock_records(array_agg(x.entity_type), array_agg(x.entity_id)) INTO locked
  FROM (SELECT DISTINCT entity_type, entity_id FROM change WHERE change_set_id = ANY (p_sets) AND tenant_id = app_tenant_id()) x;
  SELECT coalesce(array_agg(ROW(s.id, '{"outcome": "refused", "detail": "This was already undone.", "kept": []}')::undo_refusal), '{}') INTO refusals
  FROM change_set s WHERE s.id = ANY (p_sets) AND s.tenant_id = app_tenant_id() AND s.undone_by_id IS NOT NULL;
  -- A later merge of a row this touched, or of the survivor, stands on top of it: name it.
  SELECT array_agg(ROW(x.set_id, jsonb_build_object('outcome', 'refused', 'later_change_set_id', x.later_id, 'later_proposal_id', x.proposal_id,
      'detail', format('%s %s was merged into %s afterwards. Undo that merge first.', x.entity_type, x.entity_id, x.into_id),
      'kept', jsonb_build_array(jsonb_build_object('entity_type', x.entity_type, 'entity_id', x.entity_id, 'field', 'merged_into_id', 'reason', 'merged again afterwards'))))::undo_refusal) INTO more
  FROM (SELECT DISTINCT ON (mine.change_set_id) mine.change_set_id AS set_id, l.change_set_id AS later_id, cs.proposal_id, l.entity_type, l.entity_id, l.after #>> '{}' AS into_id
    FROM (SELECT m.change_set_id, m.entity_type, m.entity_id, m.id, 2 AS place FROM change m WHERE m.change_set_id = ANY (p_sets) AND m.op = 'update'
        AND EXISTS (SELECT FROM change g WHERE g.change_set_id = m.change_set_id AND g.field_name = 'merged_into_id' AND g.after <> 'null')
      UNION ALL SELECT m.change_set_id, m.entity_type, (m.after #>> '{}')::bigint, m.id, 1 FROM change m WHERE m.change_set_id = ANY (p_sets) AND m.field_name = 'merged_into_id' AND m.after <> 'null') mine
    JOIN change l ON l.tenant_id = app_tenant_id() AND l.entity_type = mine.entity_type AND l.entity_id = mine.entity_id AND l.id > mine.id AND l.after <> 'null'
      AND (l.field_name = 'merged_into_id' OR (l.field_name = 'archived_at' AND l.entity_type = 'Employment')) AND NOT l.change_set_id = ANY (p_sets)
    JOIN change_set cs ON cs.id = l.change_set_id AND cs.undone_by_id IS NULL AND cs.undoes_id IS NULL
    ORDER BY mine.change_set_id, mine.place, l.id DESC) x;
  refusals := refusals || coalesce(more, '{}');
  LOOP
    v_live := ARRAY(SELECT x FROM unnest(p_sets) x WHERE x NOT IN (SELECT r.set_id FROM unnest(refusals) r));
    -- Each change with what it would have to find: the record as it is, or as the next newer change of these found it.
    SELECT array_agg(z.step) INTO plan FROM (
      SELECT ROW(y.id, y.change_set_id, y.entity_type, y.entity_id, y.op, y.field_name, y.before, y.after, y.found, bool_and(y.holds) OVER (PARTITION BY y.entity_type, y.entity_id, y.field_name ORDER BY y.id DESC), y.there)::undo_step AS step
      FROM (SELECT x.*, x.op = 'delete' OR (coalesce(x.found, 'null') = coalesce(x.after, 'null') AND (x.there OR x.returns)) AS holds FROM (
      SELECT c.*, bool_or(c.op = 'delete') OVER (PARTITION BY c.entity_type, c.entity_id) AS returns, locked ? (c.entity_type || ':' || c.entity_id) AS there,
        CASE WHEN row_number() OVER w = 1 THEN locked -> (c.entity_type || ':' || c.entity_id) -> c.field_name ELSE lag(coalesce(c.before, 'null')) OVER w END AS found
      FROM change c WHERE c.change_set_id = ANY (v_live) AND c.tenant_id = app_tenant_id()
      WINDOW w AS (PARTITION BY c.entity_type, c.entity_id, c.field_name ORDER BY c.id DESC)) x) y) z;
    v_made := ARRAY(SELECT s.entity_type || ':' || s.entity_id FROM unnest(plan) s WHERE s.op = 'insert' AND s.field_name = 'id' AND s.there);
    depends := dependants_of(v_made, v_made);
    -- What others now depend on stays, and so does a new record that was edited since: all of it.
    SELECT array_agg(ROW(x.change_set_id, x.answer)::undo_refusal) INTO more FROM (
      SELECT DISTINCT ON (s.change_set_id) s.change_set_id, CASE WHEN depends ? (s.entity_type || ':' || s.entity_id) THEN
        jsonb_build_object('outcome', 'refused', 'detail', format('%s to depend on %s.', CASE WHEN jsonb_array_length(depends->(s.entity_type || ':' || s.entity_id)) = 1 THEN 'Another record has come'
            ELSE jsonb_array_length(depends->(s.entity_type || ':' || s.entity_id)) || ' other records have come' END, record_name(s.entity_type, locked->(s.entity_type || ':' || s.entity_id))),
          'dependants', depends->(s.entity_type || ':' || s.entity_id),
          'kept', jsonb_build_array(jsonb_build_object('entity_type', s.entity_type, 'entity_id', s.entity_id, 'field', NULL, 'reason', 'others depend on it')))
        ELSE jsonb_build_object('outcome', 'refused', 'detail', 'What was created has been edited since, so it stays.', 'kept', (
          SELECT jsonb_agg(jsonb_build_object('entity_type', f.entity_type, 'entity_id', f.entity_id, 'field', f.field_name, 'reason', 'edited since'))
          FROM unnest(plan) f WHERE f.change_set_id = s.change_set_id AND f.op = 'insert' AND NOT f.holds)) END AS answer
      FROM unnest(plan) s WHERE s.op = 'insert' AND s.there AND (NOT s.holds OR (s.field_name = 'id' AND depends ? (s.entity_type || ':' || s.entity_id)))
      ORDER BY s.change_set_id, depends ? (s.entity_type || ':' || s.entity_id) DESC, s.id) x;
    -- nothing else of a set was left to take back
    SELECT coalesce(more, '{}') || coalesce(array_agg(ROW(x.change_set_id, jsonb_build_object('outcome', 'refused', 'detail', 'Everything it changed has been edited since.', 'kept', x.kept))::undo_refusal), '{}') INTO more
    FROM (SELECT s.change_set_id, jsonb_agg(undo_kept(s)) FILTER (WHERE s.op = 'update' AND NOT s.holds) AS kept FROM unnest(plan) s GROUP BY 1 HAVING bool_and(s.op = 'update' AND NOT s.holds)) x;
    EXIT WHEN cardinality(more) = 0;
    refusals := refusals || more;
  END LOOP;
  SELECT coalesce(jsonb_object_agg(x, nextval('change_set_id_seq')), '{}') INTO undo_of FROM (SELECT x FROM unnest(v_live) x ORDER BY x DESC OFFSET 0) y;
  -- hardly ever any, so it is looked for once
  stays := ARRAY(SELECT s FROM unnest(plan) s WHERE s.op = 'update' AND NOT s.holds);
  SELECT array_agg(o.op ORDER BY o.item) INTO ops FROM (
    SELECT item, ROW(item, v_undo, 'update', entity_type, entity_id, vals, NULL)::row_op AS op FROM (
      SELECT (dense_rank() OVER (ORDER BY s.change_set_id DESC, s.step DESC))::int AS item, (undo_of->>s.change_set_id::text)::bigint AS v_undo, s.entity_type, s.entity_id, s.vals FROM (
        SELECT change_set_id, entity_type, entity_id, step, jsonb_object_agg(field_name, before) AS vals FROM (
          SELECT s.*, row_number() OVER (PARTITION BY s.change_set_id, s.entity_type, s.entity_id, s.field_name ORDER BY s.id) AS step FROM unnest(plan) s WHERE s.op = 'update' AND s.holds) s
        GROUP BY 1, 2, 3, 4) s) u
    UNION ALL
    SELECT 0, ROW(0, (undo_of->>s.change_set_id::text)::bigint, 'delete', s.entity_type, s.entity_id, NULL, NULL)::row_op FROM unnest(plan) s WHERE s.op = 'insert' AND s.field_name = 'id' AND s.there
    UNION ALL
    SELECT 0, ROW(0, (undo_of->>s.change_set_id::text)::bigint, 'insert', s.entity_type, s.entity_id, jsonb_object_agg(s.field_name, s.before), NULL)::row_op
    FROM unnest(plan) s WHERE s.op = 'delete' AND NOT s.there GROUP BY s.change_set_id, s.entity_type, s.entity_id) o;
  INSERT INTO change_set (id, origin, actor_kind, actor_user_id, surface, proposal_id, batch_id, undoes_id)
  SELECT (undo_of->>s.id::text)::bigint, 'undo', 'person', app_user_id(), app_surface(), s.proposal_id, p_batch, s.id FROM change_set s WHERE s.id = ANY (v_live) AND s.tenant_id = app_tenant_id();
  DELETE FROM lead_status_event e USING unnest(plan) s WHERE s.op = 'insert' AND s.entity_type = 'Lead' AND s.field_name = 'id' AND e.lead_id = s.entity_id AND e.tenant_id = app_tenant_id();
  IF cardinality(ops) > 0 THEN PERFORM write_rows(ops); END IF;
  UPDATE change_set s SET undone_by_id = (undo_of->>s.id::text)::bigint WHERE s.id = ANY (v_live) AND s.tenant_id = app_tenant_id();
  UPDATE data_provenance d SET retracted_at = now() WHERE d.change_set_id = ANY (v_live) AND d.tenant_id = app_tenant_id() AND d.retracted_at IS NULL
    AND NOT EXISTS (SELECT FROM unnest(stays) k WHERE k.change_set_id = d.change_set_id AND k.entity_type = ANY (kin_of(d.entity_type)) AND k.entity_id = d.entity_id AND k.field_name = d.field_name);
  -- No is remembered: what was taken back is not asked again by itself.
  UPDATE proposal p SET status = 'undone', status_reason = NULL FROM change_set s
  WHERE s.id = ANY (v_live) AND s.tenant_id = app_tenant_id() AND s.undoes_id IS NULL AND p.id = s.proposal_id AND p.tenant_id = app_tenant_id();
  PERFORM remember_refusal(s.proposal_id, NULL, 'undone', NULL) FROM change_set s
  WHERE s.id = ANY (v_live) AND s.tenant_id = app_tenant_id() AND s.undoes_id IS NULL AND s.proposal_id IS NOT NULL;
  UPDATE proposal p SET entity_id = (p.origin->>'retargeted_from')::bigint, status_reason = 'Back on its own record: the merge was undone.',
    base = (SELECT jsonb_object_agg(k, record_values(p.entity_type, (p.origin->>'retargeted_from')::bigint) -> k) FROM jsonb_object_keys(p.data) k),
    question_key = p.origin->>'retargeted_question', origin = p.origin - 'retargeted_from' - 'retargeted_by' - 'retargeted_question'
  WHERE p.tenant_id = app_tenant_id() AND p.status IN ('pending', 'stale') AND p.origin ? 'retargeted_by' AND (p.origin->>'retargeted_by')::bigint = ANY (v_live)
    AND NOT EXISTS (SELECT FROM proposal o WHERE o.tenant_id = p.tenant_id AND o.question_key = p.origin->>'retargeted_question' AND o.status IN ('pending', 'stale'));
  -- What undoes an undo makes the first change hold again.
  UPDATE change_set f SET undone_by_id = NULL FROM change_set s WHERE s.id = ANY (v_live) AND s.tenant_id = app_tenant_id() AND f.id = s.undoes_id AND f.tenant_id = app_tenant_id();
  UPDATE data_provenance d SET retracted_at = NULL FROM change_set s WHERE s.id = ANY (v_live) AND s.tenant_id = app_tenant_id() AND d.change_set_id = s.undoes_id AND d.tenant_id = app_tenant_id();
  UPDATE proposal p SET status = 'committed' FROM change_set s
  WHERE s.id = ANY (v_live) AND s.tenant_id = app_tenant_id() AND s.undoes_id IS NOT NULL AND p.id = s.proposal_id AND p.status = 'undone' AND p.tenant_id = app_tenant_id();
  UPDATE refusal r SET lifted_at = now(), lifted_by = app_user_id(), lifted_reason = 'The undo was undone.' FROM change_set s
  WHERE s.id = ANY (v_live) AND s.tenant_id = app_tenant_id() AND s.undoes_id IS NOT NULL AND r.proposal_id = s.proposal_id AND r.reason = 'undone' AND r.lifted_at IS NULL AND r.tenant_id = app_tenant_id();
  SELECT jsonb_agg(x.answer || jsonb_build_object('undoes', x.id) ORDER BY x.id DESC) INTO answers FROM (
    SELECT r.set_id AS id, r.answer FROM unnest(refusals) r
    UNION ALL
    SELECT l.id, jsonb_build_object('outcome', CASE WHEN k.kept IS NULL THEN 'undone' ELSE 'partly_undone' END, 'change_set_id', undo_of->l.id::text, 'kept', coalesce(k.kept, '[]'))
    FROM unnest(v_live) l(id) LEFT JOIN (
      SELECT s.change_set_id, jsonb_agg(undo_kept(s)) AS kept FROM unnest(stays) s GROUP BY 1) k ON k.change_set_id = l.id) x;
  RETURN answers;
END $$;--> statement-breakpoint
-- Undoes what a proposal, a batch, an import or one change set committed; a batch in reverse order.
--   p_kind: proposal | batch | import | change_set
CREATE FUNCTION undo_commit(p_kind text, p_id text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE ids bigint[]; answers jsonb; v_batch uuid; kept jsonb; last_status text; missing text;
BEGIN
  IF app_actor_kind() <> 'person' OR NOT role_allows(app_role(), 'decide') THEN
    RAISE EXCEPTION 'An agent may propose and can never decide, undo or import.' USING ERRCODE = 'GL403';
  END IF;
  PERFORM set_config('app.origin', 'undo', true);
  missing := CASE p_kind WHEN 'proposal' THEN 'No such proposal.' WHEN 'batch' THEN 'No such batch.' WHEN 'import' THEN 'No such import.' ELSE 'No such change.' END;
  IF NOT pg_input_is_valid(p_id, CASE WHEN p_kind = 'change_set' THEN 'bigint' ELSE 'uuid' END) THEN RAISE EXCEPTION '%', missing USING ERRCODE = 'GL404'; END IF;
  IF p_kind = 'proposal' THEN
    PERFORM take_turn((SELECT proposed_action = 'merge' FROM proposal WHERE id = p_id::uuid AND tenant_id = app_tenant_id()));
    SELECT status, ARRAY[change_set_id] INTO last_status, ids FROM proposal WHERE id = p_id::uuid AND tenant_id = app_tenant_id() FOR UPDATE;
    IF last_status IS NULL THEN RAISE EXCEPTION '%', missing USING ERRCODE = 'GL404'; END IF;
    IF last_status <> 'committed' THEN
      RETURN jsonb_build_object('outcome', 'refused', 'detail', CASE WHEN last_status = 'undone' THEN 'This was already undone.' ELSE format('This proposal is %s; there is nothing to undo.', last_status) END, 'kept', '[]'::jsonb);
    END IF;
  ELSIF p_kind = 'change_set' THEN
    SELECT array_agg(id) INTO ids FROM change_set WHERE id = p_id::bigint AND tenant_id = app_tenant_id();
  ELSIF p_kind = 'batch' THEN
    SELECT array_agg(id) INTO ids FROM change_set WHERE tenant_id = app_tenant_id() AND batch_id = p_id::uuid;
    v_batch := gen_random_uuid();
  ELSE
    SELECT array_agg(id) INTO ids FROM change_set WHERE tenant_id = app_tenant_id() AND import_id = p_id::uuid;
    v_batch := gen_random_uuid();
  END IF;
  IF ids IS NULL THEN RAISE EXCEPTION '%', missing USING ERRCODE = 'GL404'; END IF;
  IF p_kind <> 'proposal' THEN PERFORM take_turn(EXISTS (SELECT FROM change WHERE change_set_id = ANY (ids) AND field_name = 'merged_into_id')); END IF;
  -- proposals before records, as who decides locks them
  PERFORM 1 FROM proposal p WHERE p.tenant_id = app_tenant_id() AND p.id IN (SELECT proposal_id FROM change_set WHERE id = ANY (ids)) ORDER BY p.id FOR UPDATE;
  answers := undo_change_sets(ids, v_batch);
  IF cardinality(ids) = 1 THEN RETURN answers->0; END IF;
  SELECT coalesce(jsonb_agg(k), '[]') INTO kept FROM jsonb_array_elements(answers) a, jsonb_array_elements(a->'kept') k;
  RETURN jsonb_build_object('outcome', CASE WHEN NOT answers @? '$[*] ? (@.outcome != "refused")' THEN 'refused' WHEN answers @? '$[*] ? (@.outcome != "undone")' THEN 'partly_undone' ELSE 'undone' END,
    'batch_id', v_batch, 'kept', kept, 'results', answers);
END $$;--> statement-breakpoint
ALTER FUNCTION undo_commit(text, text) OWNER TO greenlight_writer;--> statement-breakpoint
-- Files drafts as proposals, one outcome per draft: created | existing | updated | refused | already_true | not_found | merged.
--   p_drafts: [{proposed_action, entity_type, entity_id?, data, link_to?, effects?, identity?, confidence?, source?, rationale?, evidence?, question_key?, risk?,
--     ref?, parents? [refs], bundle?, producer, origin?, run_id?, expires_at}]. Keyed by question: a replay adds nothing.
CREATE FUNCTION propose_changes(p_drafts jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_variable
DECLARE
  d record; results jsonb := '[]'; cur jsonb; data jsonb; base jsonb; k text; v jsonb; q text; v_refusal refusal; v_id bigint; pending proposal; new_id uuid; refs jsonb := '{}'; lost jsonb := '{}';
  bundles jsonb := '{}'; v_risk text; asked uuid; dropped jsonb; same text[]; parents uuid[]; actor text; evidence jsonb; effects jsonb; new_keys text[]; loser text; a bigint; b bigint; pair text; withheld text;
BEGIN
  IF NOT role_allows(app_role(), 'propose') THEN RAISE EXCEPTION 'The role "%" may not propose.', app_role() USING ERRCODE = 'GL403'; END IF;
  -- who asks the same question at the same moment takes turns
  PERFORM pg_advisory_xact_lock(hashtextextended(app_tenant_id() || ':propose', 1));
  actor := CASE app_actor_kind() WHEN 'person' THEN 'person' ELSE 'agent' END;
  FOR d IN SELECT ord::int, o FROM jsonb_array_elements(p_drafts) WITH ORDINALITY x(o, ord) ORDER BY ord LOOP
    data := d.o->'data'; base := NULL; dropped := '[]'; same := '{}'; v_refusal := NULL; pending := NULL; cur := NULL; v_risk := NULL;
    evidence := coalesce(d.o->'evidence', '{}'); v_id := (d.o->>'entity_id')::bigint; q := d.o->>'question_key'; effects := coalesce(d.o->'effects', '[]');
    -- what would hang on something that is not asked for cannot be asked for either
    SELECT x INTO loser FROM jsonb_array_elements_text(coalesce(d.o->'parents', '[]')) x WHERE NOT refs ? x LIMIT 1;
    IF loser IS NOT NULL THEN
      results := results || jsonb_strip_nulls(jsonb_build_object('outcome', 'refused', 'detail', 'What this belongs to was not proposed: a person has already said no to it.', 'refusal_id', lost->loser));
      IF d.o ? 'ref' THEN lost := lost || jsonb_build_object(d.o->>'ref', lost->loser); END IF;
      CONTINUE;
    END IF;
    IF d.o->>'proposed_action' = 'update' THEN
      cur := record_values(d.o->>'entity_type', v_id);
      IF cur->>'merged_into_id' IS NOT NULL THEN v_id := (cur->>'merged_into_id')::bigint; cur := record_values(d.o->>'entity_type', v_id); END IF;
      IF cur IS NULL OR cur->>'archived_at' IS NOT NULL THEN
        results := results || jsonb_build_object('outcome', 'not_found', 'detail', 'There is no such record to change.'); CONTINUE;
      END IF;
      base := '{}'; v_risk := 'fill';
      FOR k, v IN SELECT * FROM jsonb_each(d.o->'data') LOOP
        IF same_value(cur->k, v) THEN same := same || k; data := data - k; CONTINUE; END IF;
        SELECT * INTO v_refusal FROM refusal r WHERE r.tenant_id = app_tenant_id() AND r.lifted_at IS NULL AND r.question_key = format('update:%s:%s', subject_key(d.o->>'entity_type', v_id), k) ORDER BY r.id DESC LIMIT 1;
        IF v_refusal.id IS NOT NULL THEN
          new_keys := ARRAY(SELECT x FROM unnest(evidence_keys(evidence, k, true)) x WHERE NOT x = ANY (v_refusal.evidence_keys));
          IF cardinality(new_keys) = 0 THEN dropped := dropped || jsonb_build_object('field', k, 'refusal_id', v_refusal.id); data := data - k; CONTINUE; END IF;
          UPDATE refusal SET lifted_at = now(), lifted_reason = 'There is new evidence: ' || coalesce(evidence->k->'items'->0->>'url', 'another source')
          WHERE tenant_id = app_tenant_id() AND lifted_at IS NULL AND question_key = v_refusal.question_key;
        END IF;
        base := base || jsonb_build_object(k, cur->k);
      END LOOP;
      v_risk := coalesce(risk_of(d.o->>'entity_type', v_id, data), 'fill');
      q := coalesce(q, format('update:%s:%s', subject_key(d.o->>'entity_type', v_id), (SELECT string_agg(x, ',' ORDER BY x) FROM jsonb_object_keys(d.o->'data') x)));
      -- a field that another open question asks with the same answer is not asked twice
      SELECT x.id INTO asked FROM proposal x WHERE x.tenant_id = app_tenant_id() AND x.proposed_action = 'update' AND x.entity_type = ANY (kin_of(d.o->>'entity_type')) AND x.entity_id = v_id
        AND x.status IN ('pending', 'stale') AND x.expires_at > now() AND x.question_key <> q AND effects = '[]' AND data <> '{}' AND x.data @> data ORDER BY x.created_at LIMIT 1;
      IF asked IS NOT NULL THEN
        IF d.o ? 'ref' THEN refs := refs || jsonb_build_object(d.o->>'ref', asked); END IF;
        results := results || jsonb_build_object('outcome', 'existing', 'id', asked); CONTINUE;
      END IF;
      IF cardinality(same) > 0 THEN
        INSERT INTO data_provenance (entity_type, entity_id, field_name, kind, actor_kind, source, source_url, quote, quote_verified, retrieved_at, confidence, raw_value)
        SELECT d.o->>'entity_type', v_id, f, 'confirmation', actor, coalesce(d.o->>'source', d.o->>'producer'), e->>'url', e->>'quote', (e->>'quote_verified')::boolean, (e->>'retrieved_at')::timestamptz,
          (d.o->>'confidence')::numeric, cur->>f
        FROM unnest(same) f, LATERAL (SELECT evidence->f->'items'->0 AS e) x
        WHERE NOT EXISTS (SELECT FROM data_provenance p WHERE p.tenant_id = app_tenant_id() AND p.entity_type = d.o->>'entity_type' AND p.entity_id = v_id AND p.field_name = f
          AND p.kind = 'confirmation' AND p.raw_value = cur->>f AND p.source_url IS NOT DISTINCT FROM e->>'url' AND p.quote IS NOT DISTINCT FROM e->>'quote');
      END IF;
      IF data = '{}' AND effects = '[]' THEN
        results := results || CASE WHEN dropped = '[]' THEN jsonb_build_object('outcome', 'already_true', 'detail', 'The record already says so; this was noted as a confirmation.', 'entity_id', v_id)
          ELSE jsonb_build_object('outcome', 'refused', 'detail', 'A person has already said no to this.', 'refusal_id', dropped->0->'refusal_id') END; CONTINUE;
      END IF;
    ELSE
      IF d.o->>'proposed_action' = 'merge' THEN
        v_risk := 'merge'; v_id := (data->>'survivor_id')::bigint; base := '{}';
        SELECT jsonb_agg(x ORDER BY x) INTO v FROM (SELECT v_id AS x UNION SELECT l::bigint FROM jsonb_array_elements_text(data->'loser_ids') l) y;
        q := format('merge:%s:%s', d.o->>'entity_type', (SELECT string_agg(x, ':') FROM jsonb_array_elements_text(v) x));
        FOR a IN SELECT x::bigint FROM jsonb_array_elements_text(v) x LOOP
          cur := record_values(d.o->>'entity_type', a);
          IF cur IS NULL OR cur->>'archived_at' IS NOT NULL THEN base := NULL; EXIT; END IF;
          base := CASE WHEN a = v_id THEN base || coalesce((SELECT jsonb_object_agg(f, cur->f) FROM jsonb_object_keys(coalesce(data->'values', '{}')) f), '{}')
            ELSE base || jsonb_build_object('$losers', coalesce(base->'$losers', '{}') || jsonb_build_object(a::text, coalesce((SELECT jsonb_object_agg(f, cur->f) FROM jsonb_object_keys(coalesce(data->'values', '{}')) f), '{}'))) END;
        END LOOP;
        IF base IS NULL THEN results := results || jsonb_build_object('outcome', 'not_found', 'detail', format('%s %s is not there to be merged.', d.o->>'entity_type', a)); CONTINUE; END IF;
        SELECT r.* INTO v_refusal FROM jsonb_array_elements_text(v) x, jsonb_array_elements_text(v) y, refusal r
        WHERE x::bigint < y::bigint AND r.tenant_id = app_tenant_id() AND r.lifted_at IS NULL AND r.question_key = format('merge:%s:%s:%s', d.o->>'entity_type', x, y) LIMIT 1;
      ELSE
        v_risk := CASE WHEN d.o->>'entity_type' = 'Task' THEN 'task' ELSE 'create' END;
        q := coalesce(q, 'create:' || md5(jsonb_build_array(d.o->>'entity_type', data, d.o->'link_to')::text));
        SELECT * INTO v_refusal FROM refusal r WHERE r.tenant_id = app_tenant_id() AND r.lifted_at IS NULL AND r.question_key = q ORDER BY r.id DESC LIMIT 1;
        IF v_refusal.id IS NOT NULL THEN
          new_keys := ARRAY(SELECT x FROM unnest(evidence_keys(evidence, NULL, true)) x WHERE NOT x = ANY (v_refusal.evidence_keys));
          IF cardinality(new_keys) > 0 THEN
            UPDATE refusal SET lifted_at = now(), lifted_reason = 'There is new evidence.' WHERE tenant_id = app_tenant_id() AND lifted_at IS NULL AND question_key = q;
            v_refusal := NULL;
          END IF;
        END IF;
      END IF;
      IF v_refusal.id IS NOT NULL THEN
        results := results || jsonb_build_object('outcome', 'refused', 'detail', 'A person has already said no to this.', 'refusal_id', v_refusal.id);
        IF d.o ? 'ref' THEN lost := lost || jsonb_build_object(d.o->>'ref', v_refusal.id); END IF;
        CONTINUE;
      END IF;
    END IF;
    SELECT coalesce(array_agg((refs->>x)::uuid), '{}') INTO parents FROM jsonb_array_elements_text(coalesce(d.o->'parents', '[]')) x WHERE refs ? x;
    -- {"$draft": ref} in an effect becomes {"$proposal": id}.
    SELECT coalesce(jsonb_agg(e || jsonb_build_object('values', (SELECT coalesce(jsonb_object_agg(f.key, CASE WHEN jsonb_typeof(f.value) = 'object' AND f.value ? '$draft'
      THEN jsonb_build_object('$proposal', refs->>(f.value->>'$draft')) ELSE f.value END), '{}') FROM jsonb_each(e->'values') f))), '[]') INTO effects FROM jsonb_array_elements(effects) e;
    SELECT * INTO pending FROM proposal p WHERE p.tenant_id = app_tenant_id() AND p.question_key = q AND p.status IN ('pending', 'stale');
    IF pending.id IS NOT NULL AND pending.expires_at <= now() THEN
      UPDATE proposal SET status = 'expired', status_reason = 'Nobody decided in time.' WHERE id = pending.id AND tenant_id = app_tenant_id(); pending := NULL;
    END IF;
    IF d.o ? 'bundle' AND NOT bundles ? (d.o->>'bundle') THEN
      bundles := bundles || jsonb_build_object(d.o->>'bundle', coalesce(pending.bundle_id, gen_random_uuid())); END IF;
    IF pending.id IS NOT NULL THEN
      IF d.o ? 'ref' THEN refs := refs || jsonb_build_object(d.o->>'ref', pending.id); END IF;
      IF (pending.data <> data OR pending.evidence <> evidence OR pending.effects <> effects) AND pending.producer_actor = actor AND pending.producer_key_id IS NOT DISTINCT FROM app_key_id() THEN
        UPDATE proposal SET data = data_new, evidence = evidence_new, base = base_new, effects = effects_new, parent_ids = parents_new, risk = v_risk, status = 'pending', status_reason = NULL,
          entity_id = CASE WHEN proposed_action = 'create' THEN NULL ELSE v_id END, identity = coalesce(d.o->'identity', identity), link_to = coalesce(d.o->'link_to', link_to), confidence = coalesce((d.o->>'confidence')::numeric, confidence), source = coalesce(d.o->>'source', source), rationale = coalesce(d.o->>'rationale', rationale)
        FROM (SELECT data AS data_new, evidence AS evidence_new, base AS base_new, effects AS effects_new, parents AS parents_new) n WHERE proposal.id = pending.id AND proposal.tenant_id = app_tenant_id();
        results := results || jsonb_build_object('outcome', 'updated', 'id', pending.id);
      ELSE
        results := results || jsonb_build_object('outcome', 'existing', 'id', pending.id);
      END IF;
      CONTINUE;
    END IF;
    -- A replay of the run that asked this before, whatever became of the question since, adds nothing.
    IF d.o ? 'run_id' THEN
      SELECT p.id INTO new_id FROM proposal p WHERE p.tenant_id = app_tenant_id() AND p.run_id = (d.o->>'run_id')::uuid AND p.question_key = q;
      IF new_id IS NOT NULL THEN
        IF d.o ? 'ref' THEN refs := refs || jsonb_build_object(d.o->>'ref', new_id); END IF;
        results := results || jsonb_build_object('outcome', 'existing', 'id', new_id); CONTINUE;
      END IF;
    END IF;
    -- What was true when a follow-up was planned may be over when it is filed.
    IF d.o->>'producer' = 'follow_ups' THEN
      withheld := follow_up_withheld(q);
      IF withheld IS NOT NULL THEN results := results || jsonb_build_object('outcome', 'already_true', 'detail', withheld); CONTINUE; END IF;
    END IF;
    INSERT INTO proposal (run_id, bundle_id, proposed_action, entity_type, entity_id, data, base, link_to, effects, identity, confidence, source, rationale, evidence, risk, parent_ids,
      question_key, producer, producer_actor, producer_user_id, producer_key_id, origin, surface, expires_at)
    VALUES ((d.o->>'run_id')::uuid, (bundles->>(d.o->>'bundle'))::uuid, d.o->>'proposed_action', d.o->>'entity_type', CASE WHEN d.o->>'proposed_action' <> 'create' THEN v_id END, data, base, d.o->'link_to', effects,
      coalesce(d.o->'identity', '[]'), (d.o->>'confidence')::numeric, d.o->>'source', d.o->>'rationale', evidence, coalesce(d.o->>'risk', v_risk), parents,
      q, coalesce(d.o->>'producer', 'api'), actor, app_user_id(), app_key_id(), d.o->'origin', NULL, (d.o->>'expires_at')::timestamptz)
    RETURNING id INTO new_id;
    IF d.o ? 'ref' THEN refs := refs || jsonb_build_object(d.o->>'ref', new_id); END IF;
    results := results || jsonb_build_object('outcome', 'created', 'id', new_id, 'dropped', dropped, 'confirmed', to_jsonb(same));
  END LOOP;
  RETURN results;
END $$;--> statement-breakpoint
ALTER FUNCTION propose_changes(jsonb) OWNER TO greenlight_writer;--> statement-breakpoint
-- How proposals of one kind have fared: the counts behind a measured confidence, kept up to date with every decision and undo,
-- because every list shows them and counting anew would read all that was ever decided. Rows are only ever added, and the clock folds them: a count
-- that is updated would make everybody who decides wait for everybody else.
CREATE TABLE proposal_outcome (
  tenant_id bigint NOT NULL DEFAULT app_tenant_id() REFERENCES tenant (id), source_kind text NOT NULL, entity_type text NOT NULL, field_name text NOT NULL,
  accepted int NOT NULL DEFAULT 0, edited int NOT NULL DEFAULT 0, rejected int NOT NULL DEFAULT 0, is_folded boolean NOT NULL DEFAULT false);--> statement-breakpoint
CREATE INDEX proposal_outcome_type ON proposal_outcome (tenant_id, entity_type);--> statement-breakpoint
CREATE INDEX proposal_outcome_unfolded ON proposal_outcome (tenant_id) WHERE NOT is_folded;--> statement-breakpoint
ALTER TABLE proposal_outcome ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE proposal_outcome FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY tenant_isolation ON proposal_outcome USING (tenant_id = app_tenant_id()) WITH CHECK (tenant_id = app_tenant_id());--> statement-breakpoint
GRANT SELECT ON proposal_outcome TO greenlight_app;--> statement-breakpoint
GRANT SELECT, INSERT ON proposal_outcome TO greenlight_writer;--> statement-breakpoint
CREATE FUNCTION count_outcomes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE deltas proposal_outcome[];
BEGIN
  SELECT array_agg(ROW(x.tenant_id, x.source_kind, x.entity_type, x.field_name, x.accepted, x.edited, x.rejected, false)::proposal_outcome) INTO deltas FROM (
    SELECT p.tenant_id, coalesce(p.evidence->f.key->'items'->0->>'kind', p.producer) AS source_kind, p.entity_type, f.key AS field_name,
      sum(p.sign * (p.status = 'committed' AND NOT p.decision->'edited' ? f.key AND p.decision->'fields'->>f.key IS DISTINCT FROM 'reject')::int) AS accepted,
      sum(p.sign * (p.status = 'committed' AND p.decision->'edited' ? f.key)::int) AS edited,
      sum(p.sign * (p.status IN ('rejected', 'undone') OR p.decision->'fields'->>f.key IS NOT DISTINCT FROM 'reject')::int) AS rejected
    FROM (
      SELECT 1 AS sign, c.tenant_id, c.status, c.producer, c.entity_type, c.evidence, c.data, c.proposed_action, coalesce(c.decision, '{}') || jsonb_build_object('edited', coalesce(c.decision->'edited', '{}')) AS decision
      FROM come c WHERE c.decided_by IS NOT NULL
      UNION ALL
      SELECT -1, g.tenant_id, g.status, g.producer, g.entity_type, g.evidence, g.data, g.proposed_action, coalesce(g.decision, '{}') || jsonb_build_object('edited', coalesce(g.decision->'edited', '{}'))
      FROM gone g WHERE g.decided_by IS NOT NULL) p,
    LATERAL jsonb_object_keys(CASE WHEN p.proposed_action = 'merge' THEN '{"merge": 1}' ELSE p.data END) f(key)
    GROUP BY 1, 2, 3, 4) x
  WHERE x.accepted <> 0 OR x.edited <> 0 OR x.rejected <> 0;
  -- most changes of a proposal decide nothing, and not everybody who makes one may write here
  IF deltas IS NOT NULL THEN
    INSERT INTO proposal_outcome SELECT d.* FROM unnest(deltas) d;
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER count_outcomes AFTER UPDATE ON proposal REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION count_outcomes();
--> statement-breakpoint
-- How many proposals there are of each kind, so that a list says its total without reading all of them; added to and folded likewise.
CREATE TABLE proposal_tally (
  tenant_id bigint NOT NULL REFERENCES tenant (id), status text NOT NULL, proposed_action text NOT NULL, entity_type text NOT NULL, risk text NOT NULL, producer text NOT NULL,
  n bigint NOT NULL, is_folded boolean NOT NULL DEFAULT false);--> statement-breakpoint
CREATE INDEX proposal_tally_tenant ON proposal_tally (tenant_id);--> statement-breakpoint
CREATE INDEX proposal_tally_unfolded ON proposal_tally (tenant_id) WHERE NOT is_folded;--> statement-breakpoint
ALTER TABLE proposal_tally ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE proposal_tally FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY tenant_isolation ON proposal_tally USING (tenant_id = app_tenant_id()) WITH CHECK (tenant_id = app_tenant_id());--> statement-breakpoint
GRANT SELECT ON proposal_tally TO greenlight_app, greenlight_writer;--> statement-breakpoint
REVOKE ALL ON proposal_tally FROM greenlight_reader;--> statement-breakpoint
-- With its owner's rights: whoever may write a proposal may not write what is counted.
CREATE FUNCTION tally_proposals() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO proposal_tally SELECT p.tenant_id, p.status, p.proposed_action, p.entity_type, p.risk, p.producer, count(*) FROM come p GROUP BY 1, 2, 3, 4, 5, 6;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO proposal_tally SELECT p.tenant_id, p.status, p.proposed_action, p.entity_type, p.risk, p.producer, -count(*) FROM gone p GROUP BY 1, 2, 3, 4, 5, 6;
  ELSE
    INSERT INTO proposal_tally SELECT p.tenant_id, p.status, p.proposed_action, p.entity_type, p.risk, p.producer, sum(p.n) FROM (
      SELECT c.tenant_id, c.status, c.proposed_action, c.entity_type, c.risk, c.producer, 1 AS n FROM come c
      UNION ALL SELECT g.tenant_id, g.status, g.proposed_action, g.entity_type, g.risk, g.producer, -1 FROM gone g) p GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(p.n) <> 0;
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER tally_insert AFTER INSERT ON proposal REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION tally_proposals();--> statement-breakpoint
CREATE TRIGGER tally_update AFTER UPDATE ON proposal REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION tally_proposals();--> statement-breakpoint
CREATE TRIGGER tally_delete AFTER DELETE ON proposal REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION tally_proposals();--> statement-breakpoint
-- Sums up the tenants that have many rows. Two at once take each row once, as a row is deleted by one of them only.
CREATE FUNCTION fold_tallies() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH many AS (SELECT t.tenant_id FROM proposal_tally t WHERE NOT t.is_folded GROUP BY 1 HAVING count(*) > 100),
  folded AS (DELETE FROM proposal_tally t USING many m WHERE t.tenant_id = m.tenant_id RETURNING t.*)
  INSERT INTO proposal_tally
  SELECT f.tenant_id, f.status, f.proposed_action, f.entity_type, f.risk, f.producer, sum(f.n), true FROM folded f GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(f.n) <> 0;
  WITH many AS (SELECT o.tenant_id FROM proposal_outcome o WHERE NOT o.is_folded GROUP BY 1 HAVING count(*) > 100),
  folded AS (DELETE FROM proposal_outcome o USING many m WHERE o.tenant_id = m.tenant_id RETURNING o.*)
  INSERT INTO proposal_outcome
  SELECT f.tenant_id, f.source_kind, f.entity_type, f.field_name, sum(f.accepted), sum(f.edited), sum(f.rejected), true FROM folded f GROUP BY 1, 2, 3, 4
$$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION fold_tallies FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION fold_tallies TO greenlight_app;
