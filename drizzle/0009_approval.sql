-- Revising and expiring what waits for a decision.
-- New content for a pending proposal (p_data), or the same content against the record as it is now (p_data null).
CREATE FUNCTION revise_proposal(p_id uuid, p_data jsonb, p_identity jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE p proposal; v_data jsonb; v_base jsonb; cur jsonb; v_loser bigint;
BEGIN
  SELECT * INTO p FROM proposal x WHERE x.id = p_id AND x.tenant_id = app_tenant_id() FOR UPDATE;
  IF p.id IS NULL THEN RAISE EXCEPTION 'No such proposal.' USING ERRCODE = 'GL404'; END IF;
  IF p.status NOT IN ('pending', 'stale') OR p.expires_at <= now() THEN
    RAISE EXCEPTION 'This proposal no longer waits for a decision.' USING ERRCODE = 'GL409'; END IF;
  IF app_actor_kind() = 'agent' AND (p.producer_actor <> 'agent' OR p.producer_key_id IS DISTINCT FROM app_key_id()) THEN
    RAISE EXCEPTION 'An agent may revise only what it has proposed itself.' USING ERRCODE = 'GL403'; END IF;
  v_data := coalesce(p_data, p.data);
  IF p.proposed_action = 'update' THEN
    cur := record_values(p.entity_type, p.entity_id);
    IF cur IS NULL OR cur->>'archived_at' IS NOT NULL THEN RAISE EXCEPTION 'The record is gone.' USING ERRCODE = 'GL409'; END IF;
    SELECT jsonb_object_agg(k, cur->k) INTO v_base FROM jsonb_object_keys(v_data) k;
    -- what the record says already is no longer a question
    IF p_data IS NULL THEN
      SELECT coalesce(jsonb_object_agg(f.key, f.value) FILTER (WHERE NOT same_value(cur->f.key, f.value)), '{}') INTO v_data FROM jsonb_each(v_data) f;
      IF v_data = '{}' AND p.effects = '[]' THEN
        UPDATE proposal SET status = 'superseded', status_reason = 'The record says so by now.' WHERE id = p.id AND tenant_id = app_tenant_id(); RETURN; END IF;
      SELECT coalesce(jsonb_object_agg(k, cur->k), '{}') INTO v_base FROM jsonb_object_keys(v_data) k;
    END IF;
  ELSIF p.proposed_action = 'merge' THEN
    v_base := '{}';
    FOR v_loser IN SELECT (v_data->>'survivor_id')::bigint UNION ALL SELECT l::bigint FROM jsonb_array_elements_text(v_data->'loser_ids') l LOOP
      cur := record_values(p.entity_type, v_loser);
      IF cur IS NULL OR cur->>'archived_at' IS NOT NULL THEN RAISE EXCEPTION '% % is not there to be merged.', p.entity_type, v_loser USING ERRCODE = 'GL409'; END IF;
      IF v_loser = (v_data->>'survivor_id')::bigint THEN
        v_base := v_base || coalesce((SELECT jsonb_object_agg(f, cur->f) FROM jsonb_object_keys(coalesce(v_data->'values', '{}')) f), '{}');
      ELSE
        v_base := v_base || jsonb_build_object('$losers', coalesce(v_base->'$losers', '{}') ||
          jsonb_build_object(v_loser::text, coalesce((SELECT jsonb_object_agg(f, cur->f) FROM jsonb_object_keys(coalesce(v_data->'values', '{}')) f), '{}')));
      END IF;
    END LOOP;
  END IF;
  UPDATE proposal SET data = v_data, base = v_base, status = 'pending', status_reason = NULL,
    identity = coalesce(p_identity, identity),
    entity_id = CASE WHEN p.proposed_action = 'merge' THEN (v_data->>'survivor_id')::bigint ELSE entity_id END,
    risk = CASE WHEN p.proposed_action = 'update' THEN risk_of(p.entity_type, p.entity_id, v_data) ELSE risk END,
    -- evidence speaks for the value it was found for
    evidence = (SELECT coalesce(jsonb_object_agg(e.key, e.value), '{}') FROM jsonb_each(p.evidence) e WHERE v_data->e.key IS NOT DISTINCT FROM p.data->e.key)
  WHERE id = p.id AND tenant_id = app_tenant_id();
END $$;--> statement-breakpoint
-- The cron closes what has lapsed, in every tenant, and nothing else. With its owner's rights, because a policy for it would be asked
-- about every proposal that anybody counts.
CREATE FUNCTION lapse_proposals() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH lapsed AS (
    UPDATE proposal SET status = 'expired', status_reason = 'Nobody decided in time.' WHERE status IN ('pending', 'stale') AND expires_at <= now() RETURNING 1)
  SELECT count(*) FROM lapsed
$$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION lapse_proposals FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION lapse_proposals TO greenlight_app;--> statement-breakpoint
CREATE INDEX proposal_lapsing ON proposal (expires_at) WHERE status IN ('pending', 'stale');--> statement-breakpoint
-- How many live rows of each kind hang on a record.
CREATE FUNCTION related_counts(p_type text, p_id bigint) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE counts text; answer jsonb;
BEGIN
  SELECT string_agg(format('SELECT %L AS kind, count(*) AS n FROM %I t WHERE t.tenant_id = app_tenant_id() AND t.archived_at IS NULL AND t.%I = $1 %s', x.entity_type, lower(x.entity_type), x.col, x.extra), ' UNION ALL ') INTO counts
  FROM (
    SELECT r.entity_type, a.attname AS col, '' AS extra
    FROM pg_constraint c JOIN record_type r ON lower(r.entity_type)::regclass = c.conrelid JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[2]
    WHERE c.contype = 'f' AND c.confrelid = lower(CASE WHEN p_type = ANY (lead_details()) THEN 'Lead' ELSE p_type END)::regclass AND array_length(c.conkey, 1) = 2
      AND r.entity_type <> 'Lead_Status_Event' AND r.entity_type <> ALL (lead_details()) AND a.attname <> 'merged_into_id'
    UNION ALL
    SELECT r.entity_type, 'entity_id', 'AND t.entity_type = ANY ($2)'
    FROM record_type r JOIN pg_attribute a ON a.attrelid = lower(r.entity_type)::regclass AND a.attname = 'entity_type' WHERE r.entity_type <> 'Data_Provenance') x;
  EXECUTE format('SELECT jsonb_object_agg(kind, n) FROM (SELECT kind, sum(n) AS n FROM (%s) c GROUP BY kind HAVING sum(n) > 0) x', counts) INTO answer USING p_id, kin_of(p_type);
  RETURN coalesce(answer, '{}');
END $$;
