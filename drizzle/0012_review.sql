-- What the pages show beside a proposal, so that whoever decides sees what a decision means.
-- Who wrote what a record holds: {"title": "person", "phone": "agent", "email": "import"}; blanks are left out. Nobody said who: a person did.
CREATE FUNCTION written_by(p_type text, p_id bigint, p_fields text[]) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_object_agg(k, coalesce((
      SELECT CASE WHEN p.actor_kind = 'agent' THEN 'agent' WHEN p.source = 'import' THEN 'import' ELSE 'person' END FROM data_provenance p
      WHERE p.tenant_id = app_tenant_id() AND p.entity_type = ANY (kin_of(p_type)) AND p.entity_id = p_id AND p.field_name = k AND p.kind = 'value'
        AND p.retracted_at IS NULL AND same_value(v.cur->k, to_jsonb(p.raw_value)) ORDER BY p.id DESC LIMIT 1), 'person')), '{}')
  FROM (SELECT record_values(p_type, p_id) AS cur) v, unnest(p_fields) k WHERE coalesce(v.cur->>k, '') <> ''
$$;--> statement-breakpoint
-- The names behind the ids in some values: {"organization_id": {"entity_type": "Organization", "id": 5, "name": "Acme"}}.
CREATE FUNCTION names_of(p_values jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_object_agg(f.key, jsonb_build_object('entity_type', t.type, 'id', f.value, 'name', CASE t.type
      WHEN 'User' THEN (SELECT u.name FROM app_user u WHERE u.tenant_id = app_tenant_id() AND u.id = (f.value)::bigint)
      ELSE record_name(t.type, record_values(t.type, (f.value)::bigint)) END)), '{}')
  FROM jsonb_each(p_values) f JOIN (VALUES ('organization_id', 'Organization'), ('parent_id', 'Organization'), ('individual_id', 'Individual'), ('reports_to_id', 'Individual'),
    ('account_id', 'Account'), ('deal_id', 'Deal'), ('asset_id', 'Asset'), ('owner_id', 'User'), ('assigned_to', 'User'), ('by_user_id', 'User'), ('entity_id', p_values->>'entity_type')) t(key, type)
    ON t.key = f.key AND t.type IS NOT NULL
  WHERE jsonb_typeof(f.value) = 'number'
$$;--> statement-breakpoint
-- How many rows of each kind a merge would point at the survivor, by the list that the merge itself goes through.
CREATE FUNCTION moved_by_merge(p_type text, p_losers bigint[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE counts text; answer jsonb;
BEGIN
  SELECT string_agg(format('SELECT %L AS kind, count(*) AS n FROM %I t WHERE t.tenant_id = app_tenant_id() AND t.archived_at IS NULL AND t.%I = ANY ($1) %s',
      (SELECT entity_type FROM record_type WHERE lower(entity_type) = r.table_name), r.table_name, r.column_name,
      CASE WHEN r.polymorphic THEN format('AND t.entity_type = %L', r.target) ELSE '' END), ' UNION ALL ') INTO counts
  FROM record_reference r WHERE r.target = p_type AND r.column_name <> 'merged_into_id';
  EXECUTE format('SELECT jsonb_object_agg(kind, n) FROM (SELECT kind, sum(n) AS n FROM (%s) c GROUP BY kind HAVING sum(n) > 0) x', counts) INTO answer USING p_losers;
  RETURN coalesce(answer, '{}');
END $$;--> statement-breakpoint
-- The outcome of a decision with every change it would write, by carrying it out and taking it back: the preview is the commit's own code.
CREATE FUNCTION preview_decision(p_decision jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE outcome jsonb; changes jsonb;
BEGIN
  BEGIN
    outcome := decide_proposals(jsonb_build_array(p_decision), NULL) -> 0;
    SELECT jsonb_agg(jsonb_build_object('entity_type', c.entity_type, 'entity_id', c.entity_id, 'name', record_name(c.entity_type, record_values(c.entity_type, c.entity_id)),
        'op', c.op, 'field', c.field_name, 'before', c.before, 'after', c.after) ORDER BY c.id) INTO changes
    FROM (SELECT * FROM change WHERE tenant_id = app_tenant_id() AND change_set_id = (outcome->>'change_set_id')::bigint ORDER BY id LIMIT 500) c;
    RAISE EXCEPTION USING ERRCODE = 'GL000', MESSAGE = 'A preview leaves nothing behind.';
  EXCEPTION WHEN SQLSTATE 'GL000' THEN NULL;
  END;
  RETURN jsonb_build_object('outcome', outcome->>'outcome', 'detail', outcome->'detail', 'changes', coalesce(changes, '[]'));
END $$;--> statement-breakpoint
ALTER FUNCTION preview_decision(jsonb) OWNER TO greenlight_writer;--> statement-breakpoint
-- Takes a "no" back: the proposal waits again and the question may be asked. Answers how many did.
CREATE FUNCTION reopen_rejected(p_ids uuid[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE reopened uuid[];
BEGIN
  IF app_actor_kind() <> 'person' OR NOT role_allows(app_role(), 'decide') THEN
    RAISE EXCEPTION 'An agent may propose and can never decide, undo or import.' USING ERRCODE = 'GL403'; END IF;
  PERFORM 1 FROM proposal p WHERE p.tenant_id = app_tenant_id() AND p.id = ANY (p_ids) ORDER BY p.id FOR UPDATE;
  WITH back AS (
    UPDATE proposal p SET status = 'pending', status_reason = NULL, decided_by = NULL, decided_at = NULL, surface = NULL, decision = NULL
    WHERE p.tenant_id = app_tenant_id() AND p.id = ANY (p_ids) AND p.status = 'rejected' AND p.expires_at > now()
      AND NOT EXISTS (SELECT FROM proposal o WHERE o.tenant_id = p.tenant_id AND o.question_key = p.question_key AND o.status IN ('pending', 'stale')) RETURNING p.id)
  SELECT coalesce(array_agg(id), '{}') INTO reopened FROM back;
  UPDATE refusal r SET lifted_at = now(), lifted_by = app_user_id(), lifted_reason = 'The rejection was taken back.'
  WHERE r.tenant_id = app_tenant_id() AND r.proposal_id = ANY (reopened) AND r.lifted_at IS NULL;
  UPDATE proposal c SET status_reason = NULL WHERE c.tenant_id = app_tenant_id() AND c.status IN ('pending', 'stale') AND c.parent_ids && reopened
    AND NOT EXISTS (SELECT FROM proposal p WHERE p.tenant_id = c.tenant_id AND p.id = ANY (c.parent_ids) AND p.status = 'rejected' AND p.id <> ALL (reopened));
  RETURN cardinality(reopened);
END $$;--> statement-breakpoint
ALTER FUNCTION reopen_rejected(uuid[]) OWNER TO greenlight_writer;--> statement-breakpoint
-- What was decided, by when it was.
CREATE INDEX proposal_decided ON proposal (tenant_id, decided_at DESC, id DESC) WHERE decided_at IS NOT NULL;
