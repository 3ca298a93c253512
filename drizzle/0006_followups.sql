-- The clock of silence: lead.last_human_touch_at, kept from every path a person touches a lead by, never by agents or imports.
-- What a status means in a tenant that has not said so.
CREATE TABLE default_lead_status (name text PRIMARY KEY, category text NOT NULL, is_terminal boolean NOT NULL, on_hold boolean NOT NULL DEFAULT false);--> statement-breakpoint
INSERT INTO default_lead_status (name, category, is_terminal, on_hold) VALUES
  ('won', 'won', true, false), ('closed won', 'won', true, false), ('accepted', 'won', true, false), ('offer accepted', 'won', true, false), ('hired', 'won', true, false),
  ('signed', 'won', true, false), ('lost', 'lost', true, false), ('closed lost', 'lost', true, false), ('closed', 'lost', true, false), ('rejected', 'lost', true, false),
  ('declined', 'lost', true, false), ('withdrawn', 'lost', true, false), ('cancelled', 'lost', true, false), ('canceled', 'lost', true, false), ('disqualified', 'lost', true, false),
  ('ended', 'lost', true, false), ('archived', 'lost', true, false), ('on hold', 'paused', false, true), ('paused', 'paused', false, true), ('parked', 'paused', false, true);--> statement-breakpoint
GRANT SELECT ON default_lead_status TO greenlight_app, greenlight_writer, greenlight_reader;--> statement-breakpoint
CREATE FUNCTION lead_types() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN ARRAY['Lead', 'Job', 'Opportunity', 'Partnership'];--> statement-breakpoint
CREATE FUNCTION is_terminal_status(p_tenant bigint, p_type text, p_status text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT s.is_terminal FROM lead_status s WHERE s.tenant_id = p_tenant AND s.archived_at IS NULL AND (s.lead_type = p_type OR s.lead_type IS NULL)
      AND lower(s.name) = lower(p_status) ORDER BY s.lead_type NULLS LAST LIMIT 1),
    (SELECT d.is_terminal FROM default_lead_status d WHERE d.name = lower(p_status)), false)
$$;--> statement-breakpoint
-- One row that a person touched a lead by.
CREATE TYPE lead_touch AS (tenant_id bigint, lead_id bigint, at timestamptz, says text);--> statement-breakpoint
-- The name of a silence, as silenceKey() of src/followups/silence-key.ts writes it.
CREATE FUNCTION silence_key(p_lead bigint, p_since timestamptz) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN format('follow_up:lead:%s:silence:%s', p_lead, (extract(epoch FROM p_since) * 1000000)::bigint);--> statement-breakpoint
-- The one function that moves the clock, forwards only; what waits about the silence that has ended is withdrawn, a "no" to it lifted.
CREATE FUNCTION touch_leads(touches lead_touch[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(cardinality(touches), 0) = 0 THEN RETURN; END IF;
  WITH latest AS (
    SELECT DISTINCT ON (t.tenant_id, t.lead_id) t.* FROM unnest(touches) t WHERE t.at <= now() ORDER BY t.tenant_id, t.lead_id, t.at DESC),
  moved AS (
    UPDATE lead l SET last_human_touch_at = t.at FROM latest t
    WHERE l.id = t.lead_id AND l.tenant_id = t.tenant_id AND (l.last_human_touch_at IS NULL OR l.last_human_touch_at < t.at)
    RETURNING l.tenant_id, l.id, t.at, t.says),
  withdrawn AS (
    UPDATE proposal p SET status = 'superseded', status_reason = format('Withdrawn: %s.', m.says) FROM moved m
    WHERE p.tenant_id = m.tenant_id AND p.producer = 'follow_ups' AND p.status IN ('pending', 'stale') AND (p.data->>'entity_id')::bigint = m.id
      AND p.question_key LIKE 'follow_up:lead:%' AND p.question_key <> silence_key(m.id, m.at)
      AND split_part(p.question_key, ':', 5)::bigint < (extract(epoch FROM m.at) * 1000000)::bigint)
  UPDATE refusal r SET lifted_at = now(), lifted_reason = format('There is new activity: %s.', m.says) FROM moved m
  WHERE r.tenant_id = m.tenant_id AND r.lifted_at IS NULL AND starts_with(r.question_key, format('follow_up:lead:%s:silence:', m.id))
    AND split_part(r.question_key, ':', 5)::bigint < (extract(epoch FROM m.at) * 1000000)::bigint;
END $$;--> statement-breakpoint
-- Winds the clock back to what is left after a touch was taken away: removed, archived or undone.
CREATE FUNCTION rewind_leads(touches lead_touch[]) RETURNS void LANGUAGE sql AS $$
  UPDATE lead l SET last_human_touch_at = (
    SELECT max(x.at) FROM (
      SELECT n.created_at AS at FROM note n WHERE n.tenant_id = l.tenant_id AND n.entity_id = l.id AND n.entity_type = ANY (lead_types()) AND n.created_by IS NOT NULL AND n.archived_at IS NULL
      UNION ALL SELECT a.at FROM activity a WHERE a.tenant_id = l.tenant_id AND a.entity_id = l.id AND a.entity_type = ANY (lead_types()) AND a.archived_at IS NULL
        AND a.at <= now() AND (a.by_user_id IS NOT NULL OR a.direction = 'in')
      UNION ALL SELECT e.at FROM lead_status_event e WHERE e.tenant_id = l.tenant_id AND e.lead_id = l.id AND e.by_user_id IS NOT NULL
      UNION ALL SELECT coalesce(k.completed_at, k.updated_at) FROM task k WHERE k.tenant_id = l.tenant_id AND k.entity_id = l.id AND k.entity_type = ANY (lead_types())
        AND k.status IN ('done', 'cancelled') AND k.archived_at IS NULL
      UNION ALL SELECT s.at FROM change c JOIN change_set s ON s.id = c.change_set_id WHERE c.tenant_id = l.tenant_id AND c.entity_id = l.id AND c.entity_type = ANY (lead_types())
        AND s.origin = 'edit' AND s.actor_kind = 'person' AND s.undone_by_id IS NULL) x)
  FROM (SELECT DISTINCT tenant_id, lead_id, max(at) AS at FROM unnest(touches) GROUP BY 1, 2) t
  WHERE l.id = t.lead_id AND l.tenant_id = t.tenant_id AND l.last_human_touch_at = t.at
$$;--> statement-breakpoint
CREATE FUNCTION by_hand(p_author bigint) RETURNS boolean LANGUAGE sql STABLE
  RETURN p_author IS NOT NULL AND coalesce(current_setting('app.origin', true), '') NOT IN ('import', 'undo');--> statement-breakpoint
-- Touches among the rows of a statement, by table.
CREATE FUNCTION note_touched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM rewind_leads(array_agg(ROW(o.tenant_id, o.entity_id, o.created_at, '')::lead_touch)) FROM gone o WHERE o.entity_type = ANY (lead_types());
  ELSE
    PERFORM touch_leads(array_agg(ROW(n.tenant_id, n.entity_id, n.created_at, 'somebody wrote a note')::lead_touch))
    FROM come n WHERE n.entity_type = ANY (lead_types()) AND by_hand(n.created_by) AND n.archived_at IS NULL;
    IF TG_OP = 'UPDATE' THEN
      PERFORM rewind_leads(array_agg(ROW(o.tenant_id, o.entity_id, o.created_at, '')::lead_touch)) FROM gone o JOIN come n USING (id)
      WHERE o.entity_type = ANY (lead_types()) AND (n.archived_at IS NOT NULL OR n.entity_id IS DISTINCT FROM o.entity_id OR n.created_at <> o.created_at);
    END IF;
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION activity_touched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM rewind_leads(array_agg(ROW(o.tenant_id, o.entity_id, o.at, '')::lead_touch)) FROM gone o WHERE o.entity_type = ANY (lead_types());
  END IF;
  IF TG_OP <> 'DELETE' THEN
    PERFORM touch_leads(array_agg(ROW(n.tenant_id, n.entity_id, n.at, CASE WHEN n.direction = 'in' THEN 'an answer came in' ELSE 'somebody was in touch' END)::lead_touch))
    FROM come n WHERE n.entity_type = ANY (lead_types()) AND n.archived_at IS NULL AND (by_hand(n.by_user_id) OR n.direction = 'in');
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION task_touched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM rewind_leads(array_agg(ROW(o.tenant_id, o.entity_id, coalesce(o.completed_at, o.updated_at), '')::lead_touch)) FROM gone o
    WHERE o.entity_type = ANY (lead_types()) AND o.status IN ('done', 'cancelled');
  END IF;
  IF TG_OP <> 'DELETE' AND coalesce(current_setting('app.origin', true), '') NOT IN ('import', 'undo') THEN
    -- an approved proposal of an agent has no author; a task that anything else finishes was finished by somebody
    PERFORM touch_leads(array_agg(ROW(n.tenant_id, n.entity_id, coalesce(n.completed_at, n.updated_at), CASE n.status WHEN 'done' THEN 'a task was done' ELSE 'a task was cancelled' END)::lead_touch))
    FROM come n WHERE n.entity_type = ANY (lead_types()) AND n.status IN ('done', 'cancelled') AND n.archived_at IS NULL
      AND (current_setting('app.origin', true) IS DISTINCT FROM 'proposal' OR n.updated_by IS NOT NULL);
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION status_touched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM rewind_leads(array_agg(ROW(o.tenant_id, o.lead_id, o.at, '')::lead_touch)) FROM gone o;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    PERFORM touch_leads(array_agg(ROW(n.tenant_id, n.lead_id, n.at, 'the stage was changed')::lead_touch)) FROM come n WHERE by_hand(n.by_user_id);
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
-- A person's edit of the lead or of its job, opportunity or partnership. A moved clock alone changes no row_version.
CREATE FUNCTION lead_edited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM touch_leads(array_agg(ROW(n.tenant_id, n.id, n.updated_at, 'somebody edited the lead')::lead_touch))
  FROM come n JOIN gone o USING (id) WHERE n.row_version <> o.row_version AND by_hand(n.updated_by)
    AND (current_setting('app.origin', true) IN ('edit', 'proposal') OR n.updated_by IS DISTINCT FROM o.updated_by);
  RETURN NULL;
END $$;--> statement-breakpoint
-- A lead that is over needs no follow-up.
CREATE FUNCTION lead_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE proposal p SET status = 'superseded',
    status_reason = CASE WHEN NEW.archived_at IS NOT NULL THEN 'Withdrawn: the lead was archived.' ELSE format('Withdrawn: the lead is %s.', NEW.status) END
  WHERE p.tenant_id = NEW.tenant_id AND p.producer = 'follow_ups' AND p.status IN ('pending', 'stale') AND (p.data->>'entity_id')::bigint = NEW.id
    AND (NEW.archived_at IS NOT NULL OR is_terminal_status(NEW.tenant_id, NEW.type, NEW.status));
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER lead_closed AFTER UPDATE OF status, archived_at ON lead FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status OR OLD.archived_at IS DISTINCT FROM NEW.archived_at) EXECUTE FUNCTION lead_closed();--> statement-breakpoint
DO $$
DECLARE t text; f text;
BEGIN
  FOR t, f IN VALUES ('note', 'note_touched'), ('activity', 'activity_touched'), ('task', 'task_touched'), ('lead_status_event', 'status_touched') LOOP
    EXECUTE format('CREATE TRIGGER touch_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION %I()', t, f);
    EXECUTE format('CREATE TRIGGER touch_update AFTER UPDATE ON %I REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION %I()', t, f);
    EXECUTE format('CREATE TRIGGER touch_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION %I()', t, f);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['lead', 'job', 'opportunity', 'partnership'] LOOP
    EXECUTE format('CREATE TRIGGER touch_edit AFTER UPDATE ON %I REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION lead_edited()', t);
  END LOOP;
END $$;--> statement-breakpoint
-- A finished task knows when, also one finished by plain SQL.
CREATE FUNCTION stamp_completion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.completed_at := CASE WHEN NEW.status IN ('done', 'cancelled') THEN coalesce(NEW.completed_at, now()) END;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER stamp_completion BEFORE INSERT OR UPDATE OF status, completed_at ON task FOR EACH ROW EXECUTE FUNCTION stamp_completion();--> statement-breakpoint
CREATE INDEX lead_silence ON lead (tenant_id, (coalesce(last_human_touch_at, created_at))) WHERE archived_at IS NULL;--> statement-breakpoint
CREATE INDEX task_open_subject ON task (tenant_id, entity_id) WHERE status IN ('open', 'in_progress') AND archived_at IS NULL;--> statement-breakpoint
CREATE INDEX activity_ahead ON activity (tenant_id, at);--> statement-breakpoint
CREATE INDEX proposal_follow_up ON proposal (tenant_id, ((data->>'entity_id')::bigint)) WHERE producer = 'follow_ups' AND status IN ('pending', 'stale');--> statement-breakpoint
CREATE INDEX proposal_follow_up_key ON proposal (tenant_id, question_key) WHERE producer = 'follow_ups';--> statement-breakpoint
-- The cron: one run for each tenant that has leads, once a day; what exists already is left alone. Answers the messages to publish.
CREATE POLICY directory_insert ON run FOR INSERT WITH CHECK (current_setting('app.directory', true) = 'on');--> statement-breakpoint
CREATE POLICY directory_insert ON outbox FOR INSERT WITH CHECK (current_setting('app.directory', true) = 'on');--> statement-breakpoint
CREATE POLICY directory_publish ON outbox FOR UPDATE USING (current_setting('app.directory', true) = 'on') WITH CHECK (current_setting('app.directory', true) = 'on');--> statement-breakpoint
CREATE FUNCTION start_follow_up_runs(p_slot text) RETURNS TABLE (tenant_id bigint, run_id uuid, outbox_id uuid) LANGUAGE sql AS $$
  WITH started AS (
    INSERT INTO run (tenant_id, use_case, prompt, idempotency_key, started_by_kind, surface, queue_messages)
    SELECT t.id, 'follow_ups', NULL, 'cron:follow_ups:' || p_slot, 'system', 'cron', 1 FROM tenant t
    WHERE coalesce((t.settings->'follow_ups'->>'enabled')::boolean, true)
    ON CONFLICT (tenant_id, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING RETURNING id, run.tenant_id),
  named AS (SELECT s.id, s.tenant_id, gen_random_uuid() AS outbox FROM started s)
  INSERT INTO outbox (id, tenant_id, run_id, path, body)
  SELECT n.outbox, n.tenant_id, n.id, '/qstash/steps', jsonb_build_object('tenant_id', n.tenant_id, 'run_id', n.id, 'outbox_id', n.outbox) FROM named n
  RETURNING outbox.tenant_id, outbox.run_id, outbox.id
$$;
