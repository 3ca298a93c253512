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
  SELECT format('update:%s:%s:%s', p.entity_type, p.entity_id, f.key), f.key, f.value, evidence_keys(p.evidence, f.key, false)
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
-- Everything that pointed at the losers points at the survivor afterwards; every move is a change that undo can take back.
CREATE FUNCTION merge_records(merges merge_op[]) RETURNS void LANGUAGE plpgsql AS $$
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
  -- Nobody may report to themselves by way of others.
  WITH RECURSIVE up AS (
    SELECT m.item, m.change_set_id, m.survivor, i.reports_to_id AS boss, 1 AS depth FROM unnest(merges) m JOIN individual i ON i.id = m.survivor AND i.tenant_id = app_tenant_id()
    WHERE m.entity_type = 'Individual' AND i.reports_to_id IS NOT NULL
    UNION ALL
    SELECT u.item, u.change_set_id, u.survivor, i.reports_to_id, u.depth + 1 FROM up u JOIN individual i ON i.id = u.boss AND i.tenant_id = app_tenant_id()
    WHERE i.reports_to_id IS NOT NULL AND u.boss <> u.survivor AND u.depth < 50)
  SELECT array_agg(ROW(item, change_set_id, 'update', 'Individual', survivor, '{"reports_to_id": null}', NULL)::row_op) INTO folds FROM up WHERE boss = survivor;
  IF folds IS NOT NULL THEN PERFORM write_rows(folds); END IF;
  -- Open questions about a loser become questions about the survivor.
  UPDATE proposal p SET entity_id = m.survivor, status_reason = format('Re-targeted: %s %s was merged into %s.', p.entity_type, p.entity_id, m.survivor),
    base = (SELECT jsonb_object_agg(k, record_values(p.entity_type, m.survivor) -> k) FROM jsonb_object_keys(p.data) k),
    origin = coalesce(p.origin, '{}') || jsonb_build_object('retargeted_from', p.entity_id, 'retargeted_by', m.change_set_id),
    question_key = replace(p.question_key, format(':%s:', p.entity_id), format(':%s:', m.survivor)) || ':was:' || p.entity_id
  FROM unnest(merges) m
  WHERE p.tenant_id = app_tenant_id() AND p.status IN ('pending', 'stale') AND p.proposed_action = 'update' AND p.entity_type = m.entity_type AND p.entity_id = ANY (m.losers);
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
  PERFORM remember_refusal(s.proposal_id, CASE WHEN s.status = 'committed' THEN s.rejected END, s.reason, s.note)
  FROM unnest(settled) s WHERE s.status = 'rejected' OR cardinality(s.rejected) > 0;
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
DECLARE survivor bigint;
BEGIN
  IF vals ? 'organization_id' THEN
    SELECT merged_into_id INTO survivor FROM organization WHERE id = (vals->>'organization_id')::bigint AND tenant_id = app_tenant_id();
    IF survivor IS NOT NULL THEN vals := vals || jsonb_build_object('organization_id', survivor); END IF;
  END IF;
  IF vals ? 'individual_id' THEN
    SELECT merged_into_id INTO survivor FROM individual WHERE id = (vals->>'individual_id')::bigint AND tenant_id = app_tenant_id();
    IF survivor IS NOT NULL THEN vals := vals || jsonb_build_object('individual_id', survivor); END IF;
  END IF;
  RETURN vals;
END $$;--> statement-breakpoint
-- A live record that already is what this identity names; the lock makes two committers of one identity take turns.
CREATE FUNCTION find_identity(p_kind text, p_value text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE found bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(format('%s:%s:%s', app_tenant_id(), p_kind, p_value), 0));
  IF p_kind = 'domain' THEN
    SELECT id INTO found FROM organization WHERE tenant_id = app_tenant_id() AND website_host(website) = p_value AND archived_at IS NULL ORDER BY id LIMIT 1;
  ELSIF p_kind = 'email' THEN
    SELECT id INTO found FROM individual WHERE tenant_id = app_tenant_id() AND lower(email) = p_value AND archived_at IS NULL ORDER BY id LIMIT 1;
  END IF;
  RETURN found;
END $$;--> statement-breakpoint
CREATE FUNCTION effect_exists(p_type text, vals jsonb, columns jsonb) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE answer boolean; condition text;
BEGIN
  SELECT string_agg(format('t.%1$I IS NOT DISTINCT FROM ($1).%1$I', c), ' AND ') INTO condition FROM jsonb_array_elements_text(columns) c;
  EXECUTE format('SELECT EXISTS (SELECT FROM %1$I t, jsonb_populate_record(NULL::%1$I, $2) r WHERE t.tenant_id = app_tenant_id() AND t.archived_at IS NULL AND %2$s)',
    lower(p_type), replace(condition, '($1)', 'r')) INTO answer USING NULL::int, vals;
  RETURN answer;
END $$;--> statement-breakpoint
CREATE FUNCTION decide_slice(p_decisions jsonb, p_batch uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  d record; p proposal; results jsonb[] := '{}'; ops row_op[] := '{}'; merges merge_op[] := '{}'; settled settlement[] := '{}';
  locked jsonb; dirty jsonb := '{}'; made jsonb := '{}'; named jsonb := '{}'; parents jsonb; seen jsonb := '{}'; merged_away jsonb := '{}';
  choices jsonb; given jsonb; final jsonb; edited jsonb; rejected text[]; confirmed text[]; conflicts jsonb; cur jsonb; vals jsonb; effect jsonb; key text; k text; v jsonb;
  v_set bigint; v_id bigint; v_author bigint; v_actor bigint := app_user_id(); linked boolean; blocked text; problems jsonb; loser bigint; ident jsonb; base jsonb; target record;
BEGIN
  PERFORM 1 FROM proposal x WHERE x.tenant_id = app_tenant_id() AND x.id IN (
    SELECT (o->>'id')::uuid FROM jsonb_array_elements(p_decisions) o WHERE pg_input_is_valid(o->>'id', 'uuid')) ORDER BY x.id FOR UPDATE;
  SELECT lock_records(array_agg(x.type), array_agg(x.id)) INTO locked FROM (
    SELECT q.entity_type AS type, i.id FROM jsonb_array_elements(p_decisions) o
    JOIN proposal q ON pg_input_is_valid(o->>'id', 'uuid') AND q.id = (o->>'id')::uuid AND q.tenant_id = app_tenant_id()
    CROSS JOIN LATERAL (
      SELECT q.entity_id AS id WHERE q.proposed_action = 'update'
      UNION ALL SELECT (q.data->>'survivor_id')::bigint WHERE q.proposed_action = 'merge'
      UNION ALL SELECT l::bigint FROM jsonb_array_elements_text(CASE WHEN q.proposed_action = 'merge' THEN q.data->'loser_ids' ELSE '[]' END) l) i
    WHERE o->>'action' = 'approve') x;
  SELECT coalesce(jsonb_object_agg(x.id, jsonb_build_object('status', x.status, 'id', x.committed_id, 'name', record_name(x.entity_type, x.data), 'type', x.entity_type)), '{}') INTO parents
  FROM proposal x WHERE x.tenant_id = app_tenant_id() AND x.id IN (
    SELECT unnest(q.parent_ids) FROM jsonb_array_elements(p_decisions) o JOIN proposal q ON pg_input_is_valid(o->>'id', 'uuid') AND q.id = (o->>'id')::uuid AND q.tenant_id = app_tenant_id());
  FOR d IN SELECT ord::int AS item, o FROM jsonb_array_elements(p_decisions) WITH ORDINALITY x(o, ord) ORDER BY ord LOOP
    p := NULL;
    IF pg_input_is_valid(d.o->>'id', 'uuid') THEN SELECT * INTO p FROM proposal x WHERE x.id = (d.o->>'id')::uuid AND x.tenant_id = app_tenant_id(); END IF;
    IF p.id IS NULL THEN
      results := results || jsonb_build_object('id', d.o->'id', 'outcome', 'not_found', 'detail', 'No such proposal.'); CONTINUE;
    END IF;
    IF seen ? p.id::text THEN
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
    choices := coalesce(d.o->'fields', '{}'); edited := '{}'; rejected := '{}'; confirmed := '{}'; conflicts := '[]'; problems := '[]'; linked := false;
    IF d.o->>'action' = 'reject' THEN
      IF d.o->>'content_hash' <> p.content_hash THEN
        results := results || jsonb_build_object('id', p.id, 'outcome', 'stale', 'detail', 'The proposal has changed since you read it.', 'content_hash', p.content_hash); CONTINUE;
      END IF;
      settled := settled || ROW(d.item, p.id, 'rejected', NULL, p.entity_type, p.entity_id, v_actor, '{}', '{}', '{}', '{}', d.o->>'reason', d.o->>'note', NULL)::settlement;
      seen := seen || jsonb_build_object(p.id, true); parents := parents || jsonb_build_object(p.id, jsonb_build_object('status', 'rejected', 'name', record_name(p.entity_type, p.data), 'type', p.entity_type));
      results := results || jsonb_build_object('id', p.id, 'outcome', 'rejected', 'entity_type', p.entity_type, 'entity_id', p.entity_id); CONTINUE;
    END IF;
    IF d.o->>'content_hash' IS NULL THEN
      results := results || jsonb_build_object('id', p.id, 'outcome', 'invalid', 'detail', 'Say which content you read.', 'errors', '[{"path": "content_hash", "message": "The content_hash of what you read is required."}]'::jsonb); CONTINUE;
    END IF;
    IF d.o->>'content_hash' <> p.content_hash THEN
      results := results || jsonb_build_object('id', p.id, 'outcome', 'stale', 'detail', 'The proposal has changed since you read it.', 'content_hash', p.content_hash, 'data', p.data); CONTINUE;
    END IF;
    given := CASE WHEN p.proposed_action = 'merge' THEN coalesce(p.data->'values', '{}') ELSE p.data END;
    IF choices = '{}' THEN final := given; ELSE
      final := '{}';
      FOR k, v IN SELECT * FROM jsonb_each(choices) LOOP
        IF NOT given ? k THEN problems := problems || jsonb_build_object('path', 'fields.' || k, 'message', 'The proposal has no such field.'); END IF;
        IF v NOT IN ('"accept"', '"reject"') AND NOT (jsonb_typeof(v) = 'object' AND v ? 'edit') THEN
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
    blocked := NULL;
    FOR target IN SELECT parent::text AS pid, coalesce(parents->parent::text, '{}') AS info FROM unnest(p.parent_ids) parent LOOP
      IF made ? target.pid THEN CONTINUE; END IF;
      IF target.info->>'status' IN ('committed') THEN made := made || jsonb_build_object(target.pid, (target.info->>'id')::bigint);
      ELSIF target.info->>'status' IN ('pending', 'stale') THEN blocked := format('Decide on the %s "%s" first.', lower(target.info->>'type'), target.info->>'name');
      ELSE blocked := format('The %s "%s" was not committed (%s). Link this to an existing one, or reject it.', lower(target.info->>'type'), target.info->>'name', coalesce(target.info->>'status', 'gone')); END IF;
    END LOOP;
    IF blocked IS NOT NULL THEN
      results := results || jsonb_build_object('id', p.id, 'outcome', 'blocked', 'detail', blocked, 'parents', to_jsonb(p.parent_ids)); CONTINUE;
    END IF;
    v_author := CASE WHEN p.producer_actor = 'person' THEN p.producer_user_id END;
    IF p.proposed_action = 'merge' THEN
      v_id := (p.data->>'survivor_id')::bigint; vals := final;
      FOR loser IN SELECT v_id UNION ALL SELECT x::bigint FROM jsonb_array_elements_text(p.data->'loser_ids') x LOOP
        key := p.entity_type || ':' || loser; cur := coalesce(dirty->key, locked->key);
        IF cur IS NULL OR cur->>'archived_at' IS NOT NULL OR merged_away ? key THEN
          conflicts := conflicts || jsonb_build_object('entity_id', loser, 'reason', CASE WHEN merged_away ? key OR cur->>'merged_into_id' IS NOT NULL
            THEN format('It was already merged into %s.', coalesce(merged_away->>key, cur->>'merged_into_id')) ELSE 'It no longer exists.' END);
          CONTINUE;
        END IF;
        IF loser <> v_id AND cur->'opted_out' = 'true' THEN vals := vals || '{"opted_out": true}'; END IF;
        base := CASE WHEN loser = v_id THEN p.base ELSE p.base->'$losers'->loser::text END;
        FOR k IN SELECT jsonb_object_keys(final) LOOP
          IF base ? k AND base->k IS DISTINCT FROM cur->k THEN
            conflicts := conflicts || jsonb_build_object('entity_id', loser, 'field', k, 'base', base->k, 'now', cur->k, 'proposed', final->k); END IF;
        END LOOP;
      END LOOP;
      IF conflicts <> '[]' THEN
        UPDATE proposal SET status = 'stale' WHERE id = p.id AND tenant_id = app_tenant_id();
        results := results || jsonb_build_object('id', p.id, 'outcome', 'stale', 'detail', 'These records have changed since you read them.', 'conflicts', conflicts); CONTINUE;
      END IF;
      v_set := nextval('change_set_id_seq');
      merges := merges || ROW(d.item, v_set, p.entity_type, v_id, ARRAY(SELECT x::bigint FROM jsonb_array_elements_text(p.data->'loser_ids') x), vals)::merge_op;
      FOR loser IN SELECT x::bigint FROM jsonb_array_elements_text(p.data->'loser_ids') x LOOP
        merged_away := merged_away || jsonb_build_object(p.entity_type || ':' || loser, v_id); END LOOP;
      dirty := dirty || jsonb_build_object(p.entity_type || ':' || v_id, (locked->(p.entity_type || ':' || v_id)) || vals);
    ELSE
      IF p.proposed_action = 'update' THEN
        v_id := p.entity_id; key := p.entity_type || ':' || v_id;
        IF merged_away ? key THEN
          results := results || jsonb_build_object('id', p.id, 'outcome', 'stale', 'detail', format('%s %s was merged into %s in this batch; read it again.', p.entity_type, v_id, merged_away->>key)); CONTINUE;
        END IF;
        cur := coalesce(dirty->key, locked_values(locked, p.entity_type, v_id));
        IF cur IS NULL OR cur->>'archived_at' IS NOT NULL THEN
          UPDATE proposal SET status = 'stale', status_reason = 'The record is gone.' WHERE id = p.id AND tenant_id = app_tenant_id();
          results := results || jsonb_build_object('id', p.id, 'outcome', 'stale', 'detail', 'The record was archived or deleted in the meantime.'); CONTINUE;
        END IF;
        vals := '{}';
        FOR k, v IN SELECT * FROM jsonb_each(final) LOOP
          IF cur->k IS NOT DISTINCT FROM v THEN confirmed := confirmed || k;
          ELSIF cur->k IS DISTINCT FROM p.base->k THEN conflicts := conflicts || jsonb_build_object('field', k, 'base', p.base->k, 'now', cur->k, 'proposed', v);
          ELSE vals := vals || jsonb_build_object(k, v); END IF;
        END LOOP;
      ELSE
        vals := final; v_id := NULL; cur := NULL;
        FOR ident IN SELECT * FROM jsonb_array_elements(coalesce(d.o->'identity', p.identity)) LOOP
          v_id := coalesce((named->>((ident->>'kind') || ':' || (ident->>'value')))::bigint, find_identity(ident->>'kind', ident->>'value'));
          IF v_id IS NOT NULL THEN linked := true; EXIT; END IF;
        END LOOP;
        IF v_id IS NULL THEN v_id := next_record_id(p.entity_type); END IF;
        FOR ident IN SELECT * FROM jsonb_array_elements(coalesce(d.o->'identity', p.identity)) LOOP
          named := named || jsonb_build_object((ident->>'kind') || ':' || (ident->>'value'), v_id); END LOOP;
      END IF;
      v_set := nextval('change_set_id_seq');
      FOR effect IN SELECT * FROM jsonb_array_elements(p.effects) LOOP
        v := follow_tombstones(resolve_values(effect->'values', v_id, final, made));
        IF effect->>'op' = 'main' THEN
          IF NOT linked THEN vals := vals || v; END IF;
        ELSIF effect->>'op' = 'insert' THEN
          IF effect ? 'unless_exists' AND (linked OR p.proposed_action = 'update') AND effect_exists(effect->>'entity_type', v, effect->'unless_exists') THEN CONTINUE; END IF;
          ops := ops || physical_ops(d.item, v_set, 'insert', effect->>'entity_type', next_record_id(effect->>'entity_type'), v, v_author, NULL);
        ELSE
          cur := locked_values(lock_records(ARRAY[effect->>'entity_type'], ARRAY[(effect->>'entity_id')::bigint]), effect->>'entity_type', (effect->>'entity_id')::bigint);
          FOR k IN SELECT jsonb_object_keys(coalesce(effect->'base', '{}')) LOOP
            IF cur->k IS DISTINCT FROM effect->'base'->k THEN
              conflicts := conflicts || jsonb_build_object('entity_type', effect->>'entity_type', 'entity_id', (effect->>'entity_id')::bigint, 'field', k, 'base', effect->'base'->k, 'now', cur->k, 'proposed', v->k); END IF;
          END LOOP;
          ops := ops || physical_ops(d.item, v_set, 'update', effect->>'entity_type', (effect->>'entity_id')::bigint, v, v_author, cur->>'type');
        END IF;
      END LOOP;
      IF conflicts <> '[]' THEN
        ops := ARRAY(SELECT o FROM unnest(ops) o WHERE o.item <> d.item);
        UPDATE proposal SET status = 'stale' WHERE id = p.id AND tenant_id = app_tenant_id();
        results := results || jsonb_build_object('id', p.id, 'outcome', 'stale', 'detail', 'The record has changed since you read it.', 'conflicts', conflicts,
          'entity_type', p.entity_type, 'entity_id', p.entity_id, 'content_hash', p.content_hash); CONTINUE;
      END IF;
      IF p.proposed_action = 'update' THEN
        IF vals <> '{}' THEN
          cur := coalesce(dirty->key, locked_values(locked, p.entity_type, v_id));
          ops := ops || physical_ops(d.item, v_set, 'update', p.entity_type, v_id, vals, v_author, cur->>'type');
          dirty := dirty || jsonb_build_object(key, cur || vals);
        END IF;
      ELSIF NOT linked THEN
        ops := ops || physical_ops(d.item, v_set, 'insert', p.entity_type, v_id, follow_tombstones(vals), v_author, NULL);
      END IF;
      made := made || jsonb_build_object(p.id, v_id);
    END IF;
    IF p.proposed_action = 'merge' THEN final := vals; END IF;
    seen := seen || jsonb_build_object(p.id, true);
    parents := parents || jsonb_build_object(p.id, jsonb_build_object('status', 'committed', 'id', v_id));
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
-- p_decisions: [{id, action: approve|reject, content_hash, fields?, reason?, note?, identity?}], at most 1,000. Answers one outcome per decision, in order.
CREATE FUNCTION decide_proposals(p_decisions jsonb, p_batch uuid DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE sorted jsonb; places int[];
BEGIN
  IF app_actor_kind() <> 'person' OR NOT role_allows(app_role(), 'decide') THEN
    RAISE EXCEPTION 'An agent may propose and can never decide, undo or import.' USING ERRCODE = 'GL403';
  END IF;
  PERFORM set_config('app.origin', 'proposal', true);
  -- Parents before children: whoever proposes a bundle names all ancestors, so their number is the depth.
  SELECT jsonb_agg(x.o ORDER BY coalesce(cardinality(p.parent_ids), 0), x.ord), array_agg(x.ord::int ORDER BY coalesce(cardinality(p.parent_ids), 0), x.ord) INTO sorted, places
  FROM jsonb_array_elements(p_decisions) WITH ORDINALITY x(o, ord)
  LEFT JOIN proposal p ON pg_input_is_valid(x.o->>'id', 'uuid') AND p.id = (x.o->>'id')::uuid AND p.tenant_id = app_tenant_id();
  RETURN (SELECT jsonb_agg(r ORDER BY places[ord]) FROM jsonb_array_elements(decide_halves(sorted, p_batch)) WITH ORDINALITY x(r, ord));
END $$;--> statement-breakpoint
ALTER FUNCTION decide_proposals(jsonb, uuid) OWNER TO greenlight_writer;--> statement-breakpoint
-- Who depends on a row, by the live foreign keys and by (entity_type, entity_id); rows named in p_except do not count.
CREATE FUNCTION dependants_of(p_type text, p_id bigint, p_except text[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE fk record; found_rows jsonb; result jsonb := '[]';
BEGIN
  FOR fk IN
    SELECT r.entity_type, lower(r.entity_type) AS tbl, a.attname AS col, '' AS extra
    FROM pg_constraint c JOIN record_type r ON lower(r.entity_type)::regclass = c.conrelid JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[2]
    WHERE c.contype = 'f' AND c.confrelid = lower(p_type)::regclass AND r.entity_type <> 'Lead_Status_Event' AND array_length(c.conkey, 1) = 2
    UNION ALL
    SELECT r.entity_type, lower(r.entity_type), 'entity_id', format('AND t.entity_type = %L', p_type)
    FROM record_type r JOIN pg_attribute a ON a.attrelid = lower(r.entity_type)::regclass AND a.attname = 'entity_type' WHERE r.entity_type <> 'Data_Provenance'
  LOOP
    EXECUTE format('SELECT jsonb_agg(jsonb_build_object(''entity_type'', %1$L, ''entity_id'', t.id)) FROM (SELECT * FROM %2$I t WHERE t.%3$I = $1 AND t.tenant_id = app_tenant_id() AND NOT (%1$L || '':'' || t.id) = ANY ($2) %4$s LIMIT 20) t',
      fk.entity_type, fk.tbl, fk.col, fk.extra) INTO found_rows USING p_id, p_except;
    result := result || coalesce(found_rows, '[]');
  END LOOP;
  RETURN result;
END $$;--> statement-breakpoint
-- Takes one change set back, field by field. Answers {outcome: undone|partly_undone|refused, change_set_id?, kept: [{entity_type, entity_id, field, reason}], dependants?}.
CREATE FUNCTION undo_change_set(p_set bigint, p_batch uuid, p_gone text[]) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  s change_set; c record; locked jsonb; cur jsonb; ops row_op[] := '{}'; kept jsonb := '[]'; v_undo bigint; own text[]; depends jsonb; later record; touched int := 0;
BEGIN
  SELECT * INTO s FROM change_set WHERE id = p_set AND tenant_id = app_tenant_id() FOR UPDATE;
  IF s.id IS NULL THEN RAISE EXCEPTION 'No such change.' USING ERRCODE = 'GL404'; END IF;
  IF s.undone_by_id IS NOT NULL THEN
    RETURN jsonb_build_object('outcome', 'refused', 'detail', 'This was already undone.', 'kept', '[]'::jsonb);
  END IF;
  SELECT lock_records(array_agg(x.entity_type), array_agg(x.entity_id)), array_agg(x.entity_type || ':' || x.entity_id) FILTER (WHERE x.made) INTO locked, own
  FROM (SELECT entity_type, entity_id, bool_or(op = 'insert') AS made FROM change WHERE change_set_id = p_set GROUP BY 1, 2) x;
  own := coalesce(own, '{}') || coalesce(p_gone, '{}');
  -- A later merge stands on top of this one: name it.
  SELECT l.entity_type, l.entity_id, l.after #>> '{}' AS into_id, l.change_set_id, cs.proposal_id INTO later
  FROM change mine JOIN change l ON l.tenant_id = mine.tenant_id AND l.entity_type = mine.entity_type AND l.entity_id = (mine.after #>> '{}')::bigint AND l.field_name = 'merged_into_id' AND l.id > mine.id
  JOIN change_set cs ON cs.id = l.change_set_id AND cs.undone_by_id IS NULL AND cs.undoes_id IS NULL
  WHERE mine.change_set_id = p_set AND mine.field_name = 'merged_into_id' AND mine.after <> 'null' AND l.after <> 'null'
    AND l.change_set_id <> p_set LIMIT 1;
  IF later.change_set_id IS NOT NULL THEN
    RETURN jsonb_build_object('outcome', 'refused', 'later_change_set_id', later.change_set_id, 'later_proposal_id', later.proposal_id,
      'detail', format('%s %s was merged into %s afterwards. Undo that merge first.', later.entity_type, later.entity_id, later.into_id),
      'kept', jsonb_build_array(jsonb_build_object('entity_type', later.entity_type, 'entity_id', later.entity_id, 'field', 'merged_into_id', 'reason', 'merged again afterwards')));
  END IF;
  -- What others now depend on stays, all of it.
  FOR c IN SELECT DISTINCT entity_type, entity_id FROM change WHERE change_set_id = p_set AND op = 'insert' AND field_name = 'id' LOOP
    CONTINUE WHEN NOT locked ? (c.entity_type || ':' || c.entity_id);
    depends := dependants_of(c.entity_type, c.entity_id, own);
    IF depends <> '[]' THEN
      RETURN jsonb_build_object('outcome', 'refused', 'detail', format('%s depend on %s.', CASE WHEN jsonb_array_length(depends) = 1 THEN 'Another record has come to' ELSE jsonb_array_length(depends) || ' other records have come to' END,
        record_name(c.entity_type, locked->(c.entity_type || ':' || c.entity_id))), 'dependants', depends,
        'kept', jsonb_build_array(jsonb_build_object('entity_type', c.entity_type, 'entity_id', c.entity_id, 'field', NULL, 'reason', 'others depend on it')));
    END IF;
    SELECT kept || coalesce(jsonb_agg(jsonb_build_object('entity_type', f.entity_type, 'entity_id', f.entity_id, 'field', f.field_name, 'reason', 'edited since')), '[]') INTO kept
    FROM change f WHERE f.change_set_id = p_set AND f.op = 'insert' AND f.entity_type = c.entity_type AND f.entity_id = c.entity_id
      AND locked->(c.entity_type || ':' || c.entity_id)->f.field_name IS DISTINCT FROM f.after;
  END LOOP;
  IF kept <> '[]' THEN
    RETURN jsonb_build_object('outcome', 'refused', 'detail', 'What was created has been edited since, so it stays.', 'kept', kept);
  END IF;
  v_undo := nextval('change_set_id_seq');
  FOR c IN SELECT x.* FROM change x WHERE x.change_set_id = p_set ORDER BY x.id DESC LOOP
    cur := coalesce((SELECT jsonb_object_agg(f.key, f.value) FROM unnest(ops) o, jsonb_each(o.vals) f WHERE o.entity_type = c.entity_type AND o.entity_id = c.entity_id AND o.op = 'update'), '{}');
    cur := (locked->(c.entity_type || ':' || c.entity_id)) || cur;
    IF c.op = 'update' THEN
      IF cur IS NULL THEN
        kept := kept || jsonb_build_object('entity_type', c.entity_type, 'entity_id', c.entity_id, 'field', c.field_name, 'reason', 'deleted since');
      ELSIF cur->c.field_name IS DISTINCT FROM c.after THEN
        kept := kept || jsonb_build_object('entity_type', c.entity_type, 'entity_id', c.entity_id, 'field', c.field_name, 'reason', 'edited since', 'value', cur->c.field_name);
      ELSE
        ops := ops || ROW(1, v_undo, 'update', c.entity_type, c.entity_id, jsonb_build_object(c.field_name, c.before), NULL)::row_op;
      END IF;
    ELSIF c.field_name = 'id' THEN
      IF c.op = 'insert' AND cur IS NOT NULL THEN
        IF c.entity_type = 'Lead' THEN DELETE FROM lead_status_event WHERE lead_id = c.entity_id AND tenant_id = app_tenant_id(); END IF;
        ops := ops || ROW(1, v_undo, 'delete', c.entity_type, c.entity_id, NULL, NULL)::row_op;
      ELSIF c.op = 'delete' AND cur IS NULL THEN
        ops := ops || ROW(1, v_undo, 'insert', c.entity_type, c.entity_id, (SELECT jsonb_object_agg(f.field_name, f.before) FROM change f
          WHERE f.change_set_id = p_set AND f.entity_type = c.entity_type AND f.entity_id = c.entity_id AND f.op = 'delete'), NULL)::row_op;
      END IF;
    END IF;
  END LOOP;
  IF cardinality(ops) = 0 AND kept <> '[]' THEN
    RETURN jsonb_build_object('outcome', 'refused', 'detail', 'Everything it changed has been edited since.', 'kept', kept);
  END IF;
  INSERT INTO change_set (id, origin, actor_kind, actor_user_id, surface, proposal_id, batch_id, undoes_id)
  VALUES (v_undo, 'undo', 'person', app_user_id(), app_surface(), s.proposal_id, p_batch, p_set);
  PERFORM write_rows(ops);
  UPDATE change_set SET undone_by_id = v_undo WHERE id = p_set AND tenant_id = app_tenant_id();
  UPDATE data_provenance d SET retracted_at = now() WHERE d.change_set_id = p_set AND d.tenant_id = app_tenant_id()
    AND NOT EXISTS (SELECT FROM jsonb_array_elements(kept) k WHERE k->>'entity_type' = d.entity_type AND (k->>'entity_id')::bigint = d.entity_id AND k->>'field' = d.field_name);
  IF s.undoes_id IS NULL THEN
    -- No is remembered: what was taken back is not asked again by itself.
    UPDATE proposal SET status = 'undone', status_reason = NULL WHERE id = s.proposal_id AND tenant_id = app_tenant_id();
    PERFORM remember_refusal(s.proposal_id, NULL, 'undone', NULL) WHERE s.proposal_id IS NOT NULL;
    UPDATE proposal p SET entity_id = (p.origin->>'retargeted_from')::bigint, status_reason = 'Back on its own record: the merge was undone.',
      base = (SELECT jsonb_object_agg(k, record_values(p.entity_type, (p.origin->>'retargeted_from')::bigint) -> k) FROM jsonb_object_keys(p.data) k),
      origin = p.origin - 'retargeted_from' - 'retargeted_by'
    WHERE p.tenant_id = app_tenant_id() AND p.status IN ('pending', 'stale') AND (p.origin->>'retargeted_by')::bigint = p_set;
  ELSE
    UPDATE change_set SET undone_by_id = NULL WHERE id = s.undoes_id AND tenant_id = app_tenant_id();
    UPDATE data_provenance SET retracted_at = NULL WHERE change_set_id = s.undoes_id AND tenant_id = app_tenant_id();
    UPDATE proposal SET status = 'committed' WHERE id = s.proposal_id AND status = 'undone' AND tenant_id = app_tenant_id();
    UPDATE refusal SET lifted_at = now(), lifted_by = app_user_id(), lifted_reason = 'The undo was undone.'
    WHERE proposal_id = s.proposal_id AND reason = 'undone' AND lifted_at IS NULL AND tenant_id = app_tenant_id();
  END IF;
  RETURN jsonb_build_object('outcome', CASE WHEN kept = '[]' THEN 'undone' ELSE 'partly_undone' END, 'change_set_id', v_undo, 'kept', kept);
END $$;--> statement-breakpoint
-- Undoes what a proposal, a batch, an import or one change set committed; a batch in reverse order.
--   p_kind: proposal | batch | import | change_set
CREATE FUNCTION undo_commit(p_kind text, p_id text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE ids bigint[]; v_set bigint; answer jsonb; answers jsonb := '[]'; v_batch uuid; gone text[]; v_undone int := 0; v_refused int := 0; kept jsonb := '[]'; last_status text; missing text;
BEGIN
  IF app_actor_kind() <> 'person' OR NOT role_allows(app_role(), 'decide') THEN
    RAISE EXCEPTION 'An agent may propose and can never decide, undo or import.' USING ERRCODE = 'GL403';
  END IF;
  PERFORM set_config('app.origin', 'undo', true);
  missing := CASE p_kind WHEN 'proposal' THEN 'No such proposal.' WHEN 'batch' THEN 'No such batch.' WHEN 'import' THEN 'No such import.' ELSE 'No such change.' END;
  IF NOT pg_input_is_valid(p_id, CASE WHEN p_kind = 'change_set' THEN 'bigint' ELSE 'uuid' END) THEN RAISE EXCEPTION '%', missing USING ERRCODE = 'GL404'; END IF;
  IF p_kind = 'proposal' THEN
    SELECT status INTO last_status FROM proposal WHERE id = p_id::uuid AND tenant_id = app_tenant_id() FOR UPDATE;
    IF last_status IS NULL THEN RAISE EXCEPTION '%', missing USING ERRCODE = 'GL404'; END IF;
    IF last_status <> 'committed' THEN
      RETURN jsonb_build_object('outcome', 'refused', 'detail', CASE WHEN last_status = 'undone' THEN 'This was already undone.' ELSE format('This proposal is %s; there is nothing to undo.', last_status) END, 'kept', '[]'::jsonb);
    END IF;
    SELECT ARRAY[change_set_id] INTO ids FROM proposal WHERE id = p_id::uuid AND tenant_id = app_tenant_id();
  ELSIF p_kind = 'change_set' THEN
    SELECT array_agg(id) INTO ids FROM change_set WHERE id = p_id::bigint AND tenant_id = app_tenant_id();
  ELSE
    SELECT array_agg(id ORDER BY id DESC) INTO ids FROM change_set
    WHERE tenant_id = app_tenant_id() AND undoes_id IS NULL AND CASE p_kind WHEN 'batch' THEN batch_id ELSE import_id END = p_id::uuid;
    v_batch := CASE WHEN p_kind = 'batch' THEN gen_random_uuid() END;
    -- Rows that this undo takes away itself are nobody's dependants.
    SELECT array_agg(DISTINCT entity_type || ':' || entity_id) INTO gone FROM change WHERE change_set_id = ANY (ids) AND op = 'insert' AND field_name = 'id';
  END IF;
  IF ids IS NULL THEN RAISE EXCEPTION '%', missing USING ERRCODE = 'GL404'; END IF;
  FOREACH v_set IN ARRAY ids LOOP
    answer := undo_change_set(v_set, v_batch, gone);
    answers := answers || (answer || jsonb_build_object('undoes', v_set));
    kept := kept || coalesce(answer->'kept', '[]');
    IF answer->>'outcome' = 'refused' THEN v_refused := v_refused + 1; ELSE v_undone := v_undone + 1; END IF;
  END LOOP;
  IF cardinality(ids) = 1 THEN RETURN answers->0; END IF;
  RETURN jsonb_build_object('outcome', CASE WHEN v_undone = 0 THEN 'refused' WHEN v_refused > 0 OR kept <> '[]' THEN 'partly_undone' ELSE 'undone' END,
    'batch_id', v_batch, 'kept', kept, 'results', answers);
END $$;--> statement-breakpoint
ALTER FUNCTION undo_commit(text, text) OWNER TO greenlight_writer;--> statement-breakpoint
-- Files drafts as proposals, one outcome per draft: created | existing | updated | refused | already_true | not_found | merged.
--   p_drafts: [{proposed_action, entity_type, entity_id?, data, link_to?, effects?, identity?, confidence?, source?, rationale?, evidence?, question_key?, risk?,
--     ref?, parents? [refs], bundle?, producer, origin?, run_id?, expires_at}]. Keyed by question: a replay adds nothing.
CREATE FUNCTION propose_changes(p_drafts jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  d record; results jsonb := '[]'; cur jsonb; data jsonb; base jsonb; k text; v jsonb; q text; v_refusal refusal; v_id bigint; pending proposal; new_id uuid; refs jsonb := '{}';
  bundles jsonb := '{}'; v_risk text; field_risk text; dropped jsonb; same text[]; parents uuid[]; actor text; evidence jsonb; effects jsonb; new_keys text[]; loser text; a bigint; b bigint; pair text;
BEGIN
  IF NOT role_allows(app_role(), 'propose') THEN RAISE EXCEPTION 'The role "%" may not propose.', app_role() USING ERRCODE = 'GL403'; END IF;
  actor := CASE app_actor_kind() WHEN 'person' THEN 'person' ELSE 'agent' END;
  FOR d IN SELECT ord::int, o FROM jsonb_array_elements(p_drafts) WITH ORDINALITY x(o, ord) ORDER BY ord LOOP
    data := d.o->'data'; base := NULL; dropped := '[]'; same := '{}'; v_refusal := NULL; pending := NULL; cur := NULL; v_risk := NULL;
    evidence := coalesce(d.o->'evidence', '{}'); v_id := (d.o->>'entity_id')::bigint; q := d.o->>'question_key'; effects := coalesce(d.o->'effects', '[]');
    IF d.o->>'proposed_action' = 'update' THEN
      cur := record_values(d.o->>'entity_type', v_id);
      IF cur->>'merged_into_id' IS NOT NULL THEN v_id := (cur->>'merged_into_id')::bigint; cur := record_values(d.o->>'entity_type', v_id); END IF;
      IF cur IS NULL OR cur->>'archived_at' IS NOT NULL THEN
        results := results || jsonb_build_object('outcome', 'not_found', 'detail', 'There is no such record to change.'); CONTINUE;
      END IF;
      base := '{}'; v_risk := 'fill';
      FOR k, v IN SELECT * FROM jsonb_each(d.o->'data') LOOP
        IF cur->k IS NOT DISTINCT FROM v OR cur->>k = v #>> '{}' THEN same := same || k; data := data - k; CONTINUE; END IF;
        SELECT * INTO v_refusal FROM refusal r WHERE r.tenant_id = app_tenant_id() AND r.lifted_at IS NULL AND r.question_key = format('update:%s:%s:%s', d.o->>'entity_type', v_id, k) ORDER BY r.id DESC LIMIT 1;
        IF v_refusal.id IS NOT NULL THEN
          new_keys := ARRAY(SELECT x FROM unnest(evidence_keys(evidence, k, true)) x WHERE NOT x = ANY (v_refusal.evidence_keys));
          IF cardinality(new_keys) = 0 THEN dropped := dropped || jsonb_build_object('field', k, 'refusal_id', v_refusal.id); data := data - k; CONTINUE; END IF;
          UPDATE refusal SET lifted_at = now(), lifted_reason = 'There is new evidence: ' || coalesce(evidence->k->'items'->0->>'url', 'another source')
          WHERE tenant_id = app_tenant_id() AND lifted_at IS NULL AND question_key = v_refusal.question_key;
        END IF;
        base := base || jsonb_build_object(k, cur->k);
        field_risk := CASE
          WHEN cur->>k IS NULL OR cur->>k = '' THEN 'fill'
          WHEN (SELECT p.actor_kind FROM data_provenance p WHERE p.tenant_id = app_tenant_id() AND p.entity_type = d.o->>'entity_type' AND p.entity_id = v_id
            AND p.field_name = k AND p.retracted_at IS NULL AND p.raw_value = cur->>k ORDER BY p.id DESC LIMIT 1) = 'agent' THEN 'replace_agent'
          ELSE 'replace_human' END;
        v_risk := CASE WHEN 'replace_human' IN (v_risk, field_risk) THEN 'replace_human' WHEN 'replace_agent' IN (v_risk, field_risk) THEN 'replace_agent' ELSE 'fill' END;
      END LOOP;
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
      q := coalesce(q, format('update:%s:%s:%s', d.o->>'entity_type', v_id, (SELECT string_agg(x, ',' ORDER BY x) FROM jsonb_object_keys(d.o->'data') x)));
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
        results := results || jsonb_build_object('outcome', 'refused', 'detail', 'A person has already said no to this.', 'refusal_id', v_refusal.id); CONTINUE;
      END IF;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(app_tenant_id() || ':' || q, 1));
    SELECT * INTO pending FROM proposal p WHERE p.tenant_id = app_tenant_id() AND p.question_key = q AND p.status IN ('pending', 'stale');
    IF pending.id IS NOT NULL AND pending.expires_at <= now() THEN
      UPDATE proposal SET status = 'expired', status_reason = 'Nobody decided in time.' WHERE id = pending.id AND tenant_id = app_tenant_id(); pending := NULL;
    END IF;
    IF d.o ? 'bundle' AND NOT bundles ? (d.o->>'bundle') THEN
      bundles := bundles || jsonb_build_object(d.o->>'bundle', coalesce(pending.bundle_id, gen_random_uuid())); END IF;
    IF pending.id IS NOT NULL THEN
      IF d.o ? 'ref' THEN refs := refs || jsonb_build_object(d.o->>'ref', pending.id); END IF;
      IF (pending.data <> data OR pending.evidence <> evidence) AND pending.producer_actor = actor AND pending.producer_key_id IS NOT DISTINCT FROM app_key_id() THEN
        UPDATE proposal SET data = data_new, evidence = evidence_new, base = base_new, status = 'pending', confidence = coalesce((d.o->>'confidence')::numeric, confidence), source = coalesce(d.o->>'source', source), rationale = coalesce(d.o->>'rationale', rationale)
        FROM (SELECT data AS data_new, evidence AS evidence_new, base AS base_new) n WHERE proposal.id = pending.id AND proposal.tenant_id = app_tenant_id();
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
    SELECT coalesce(array_agg((refs->>x)::uuid), '{}') INTO parents FROM jsonb_array_elements_text(coalesce(d.o->'parents', '[]')) x WHERE refs ? x;
    -- {"$draft": ref} in an effect becomes {"$proposal": id}.
    SELECT coalesce(jsonb_agg(e || jsonb_build_object('values', (SELECT coalesce(jsonb_object_agg(f.key, CASE WHEN jsonb_typeof(f.value) = 'object' AND f.value ? '$draft'
      THEN jsonb_build_object('$proposal', refs->>(f.value->>'$draft')) ELSE f.value END), '{}') FROM jsonb_each(e->'values') f))), '[]') INTO effects FROM jsonb_array_elements(effects) e;
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
-- How proposals of one kind have fared: the counts behind a measured confidence.
CREATE VIEW proposal_outcome WITH (security_invoker = true) AS
SELECT p.tenant_id, coalesce(p.evidence->f.key->'items'->0->>'kind', p.producer) AS source_kind, p.entity_type, f.key AS field_name,
  count(*) FILTER (WHERE p.status IN ('committed', 'undone') AND NOT coalesce(p.decision->'edited' ? f.key, false) AND NOT coalesce(p.decision->'fields'->>f.key = 'reject', false) AND p.status <> 'undone') AS accepted,
  count(*) FILTER (WHERE p.status = 'committed' AND p.decision->'edited' ? f.key) AS edited,
  count(*) FILTER (WHERE p.status IN ('rejected', 'undone') OR p.decision->'fields'->>f.key = 'reject') AS rejected
FROM proposal p, LATERAL jsonb_object_keys(CASE WHEN p.proposed_action = 'merge' THEN '{"merge": 1}'::jsonb ELSE p.data END) f(key)
WHERE p.decided_by IS NOT NULL GROUP BY 1, 2, 3, 4;--> statement-breakpoint
GRANT SELECT ON proposal_outcome TO greenlight_app;
