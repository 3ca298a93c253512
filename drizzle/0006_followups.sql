-- The clock of silence: lead.last_human_touch_at, kept from every path a person touches a lead by, never by agents or imports.
-- What a status means in a tenant that has not said so.
CREATE TABLE default_lead_status (name text PRIMARY KEY, category text NOT NULL, is_terminal boolean NOT NULL, on_hold boolean NOT NULL DEFAULT false);--> statement-breakpoint
INSERT INTO default_lead_status (name, category, is_terminal, on_hold) VALUES
  ('won', 'won', true, false), ('closed won', 'won', true, false), ('accepted', 'won', true, false), ('offer accepted', 'won', true, false), ('hired', 'won', true, false),
  ('signed', 'won', true, false), ('converted', 'won', true, false), ('completed', 'won', true, false),
  ('lost', 'lost', true, false), ('closed lost', 'lost', true, false), ('closed', 'lost', true, false), ('rejected', 'lost', true, false),
  ('declined', 'lost', true, false), ('offer declined', 'lost', true, false), ('withdrawn', 'lost', true, false), ('cancelled', 'lost', true, false), ('canceled', 'lost', true, false),
  ('disqualified', 'lost', true, false), ('unqualified', 'lost', true, false), ('not interested', 'lost', true, false), ('position filled', 'lost', true, false), ('filled', 'lost', true, false),
  ('expired', 'lost', true, false), ('dead', 'lost', true, false), ('abandoned', 'lost', true, false), ('terminated', 'lost', true, false),
  ('ended', 'lost', true, false), ('archived', 'lost', true, false), ('on hold', 'paused', false, true), ('paused', 'paused', false, true), ('parked', 'paused', false, true);--> statement-breakpoint
GRANT SELECT ON default_lead_status TO greenlight_app, greenlight_writer, greenlight_reader;--> statement-breakpoint
CREATE FUNCTION lead_types() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN ARRAY['Lead', 'Job', 'Opportunity', 'Partnership'];--> statement-breakpoint
-- Final or on hold, by the tenant's own word first: such a lead gets no follow-up.
CREATE FUNCTION is_quiet_status(p_tenant bigint, p_type text, p_status text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT s.is_terminal OR s.on_hold FROM lead_status s WHERE s.tenant_id = p_tenant AND s.archived_at IS NULL AND (s.lead_type = p_type OR s.lead_type IS NULL)
      AND lower(s.name) = lower(p_status) ORDER BY s.lead_type NULLS LAST LIMIT 1),
    (SELECT d.is_terminal OR d.on_hold FROM default_lead_status d WHERE d.name = lower(p_status)), false)
$$;--> statement-breakpoint
-- The name of a silence, as silenceKey() of src/followups/silence-key.ts writes it.
CREATE FUNCTION silence_key(p_lead bigint, p_since timestamptz) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN 'follow_up:lead:' || p_lead || ':silence:' || round(date_part('epoch', p_since) * 1000000)::bigint;--> statement-breakpoint
-- Touches that no row of their own tells of: a clock set by plain SQL, an edit by plain SQL.
CREATE TABLE lead_touch_given (
  tenant_id bigint NOT NULL DEFAULT app_tenant_id(), lead_id bigint NOT NULL, at timestamptz NOT NULL, by_user_id bigint,
  PRIMARY KEY (tenant_id, lead_id), FOREIGN KEY (tenant_id, lead_id) REFERENCES lead (tenant_id, id) ON DELETE CASCADE
);--> statement-breakpoint
ALTER TABLE lead_touch_given ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE lead_touch_given FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY tenant_isolation ON lead_touch_given USING (tenant_id = app_tenant_id()) WITH CHECK (tenant_id = app_tenant_id());--> statement-breakpoint
GRANT SELECT ON lead_touch_given TO greenlight_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON lead_touch_given TO greenlight_writer;--> statement-breakpoint
REVOKE ALL ON lead_touch_given FROM greenlight_reader;--> statement-breakpoint
CREATE FUNCTION is_imported(p_tenant bigint, p_type text, p_id bigint) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM change c JOIN change_set s ON s.id = c.change_set_id AND s.tenant_id = c.tenant_id
    WHERE c.tenant_id = p_tenant AND c.entity_type = p_type AND c.entity_id = p_id AND c.op = 'insert' AND s.origin = 'import');--> statement-breakpoint
-- Who closed a task, as far as the change log knows: an import and an approved proposal of an agent are nobody.
CREATE FUNCTION is_closed_by_hand(k task) RETURNS boolean LANGUAGE sql STABLE
  RETURN coalesce((SELECT c.after IS DISTINCT FROM to_jsonb(k.status) OR s.origin NOT IN ('import', 'proposal') OR (s.origin = 'proposal' AND k.updated_by IS NOT NULL)
    FROM change c JOIN change_set s ON s.id = c.change_set_id AND s.tenant_id = c.tenant_id
    WHERE c.tenant_id = k.tenant_id AND c.entity_type = 'Task' AND c.entity_id = k.id AND c.field_name = 'status' ORDER BY c.id DESC LIMIT 1), true);--> statement-breakpoint
-- Everything a person did about a lead, on the lead itself or on its job, opportunity or partnership; what was undone never happened.
CREATE VIEW lead_touch WITH (security_invoker = true) AS
SELECT n.tenant_id, n.entity_id AS lead_id, n.created_at AS at, 'note' AS kind, n.created_by AS user_id, NULL::text AS direction, left(n.content, 200) AS about
FROM note n WHERE n.entity_type IN ('Lead', 'Job', 'Opportunity', 'Partnership') AND n.created_by IS NOT NULL AND n.archived_at IS NULL
UNION ALL
SELECT a.tenant_id, a.entity_id, a.at, a.kind, coalesce(a.by_user_id, a.created_by), a.direction, left(a.subject, 200)
FROM activity a WHERE a.entity_type IN ('Lead', 'Job', 'Opportunity', 'Partnership') AND a.archived_at IS NULL
  AND (a.by_user_id IS NOT NULL OR a.created_by IS NOT NULL OR a.direction = 'in') AND NOT is_imported(a.tenant_id, 'Activity', a.id)
UNION ALL
SELECT e.tenant_id, e.lead_id, e.at, 'stage_change', e.by_user_id, NULL, e.to_status
FROM lead_status_event e WHERE e.by_user_id IS NOT NULL AND e.archived_at IS NULL AND NOT EXISTS (
  SELECT FROM change_set s JOIN change c ON c.change_set_id = s.id AND c.tenant_id = s.tenant_id AND c.field_name = 'status' AND c.entity_id = e.lead_id
  WHERE s.tenant_id = e.tenant_id AND s.at = e.at AND s.undone_by_id IS NOT NULL)
UNION ALL
SELECT k.tenant_id, k.entity_id, coalesce(k.completed_at, k.updated_at), 'done_task', coalesce(k.updated_by, k.assigned_to), NULL, left(k.title, 200)
FROM task k WHERE k.entity_type IN ('Lead', 'Job', 'Opportunity', 'Partnership') AND k.status IN ('done', 'cancelled') AND k.archived_at IS NULL AND is_closed_by_hand(k)
UNION ALL
SELECT c.tenant_id, c.entity_id, s.at, 'edit', coalesce(p.producer_user_id, s.actor_user_id), NULL, NULL
FROM change c JOIN change_set s ON s.id = c.change_set_id AND s.tenant_id = c.tenant_id
LEFT JOIN proposal p ON p.id = s.proposal_id AND p.tenant_id = s.tenant_id
WHERE c.entity_type IN ('Lead', 'Job', 'Opportunity', 'Partnership') AND c.op = 'update' AND s.undone_by_id IS NULL AND s.actor_kind = 'person'
  AND (s.origin = 'edit' OR (s.origin = 'proposal' AND p.producer_actor = 'person' AND p.producer_user_id IS NOT NULL))
UNION ALL
SELECT g.tenant_id, g.lead_id, g.at, CASE WHEN g.by_user_id IS NULL THEN 'unknown' ELSE 'edit' END, g.by_user_id, NULL, NULL FROM lead_touch_given g;--> statement-breakpoint
GRANT SELECT ON lead_touch TO greenlight_app, greenlight_writer;--> statement-breakpoint
REVOKE ALL ON lead_touch FROM greenlight_reader;--> statement-breakpoint
CREATE TYPE lead_moment AS (tenant_id bigint, lead_id bigint, at timestamptz);--> statement-breakpoint
-- The one function that moves the clock: forwards to what came, back to what is left where the touch it shows was taken away.
CREATE FUNCTION touch_leads(came lead_moment[], went lead_moment[] DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.clock', 'on', true);
  IF went IS NOT NULL THEN
    UPDATE lead l SET last_human_touch_at = x.at
    FROM (SELECT DISTINCT m.tenant_id, m.lead_id, m.at FROM unnest(went) m) w
    JOIN lead o ON o.id = w.lead_id AND o.tenant_id = w.tenant_id AND o.last_human_touch_at = w.at
    CROSS JOIN LATERAL (SELECT max(v.at) AS at FROM lead_touch v WHERE v.tenant_id = o.tenant_id AND v.lead_id = o.id AND v.at <= now()) x
    WHERE l.id = o.id AND l.tenant_id = o.tenant_id AND l.last_human_touch_at = w.at AND x.at IS DISTINCT FROM w.at;
  END IF;
  IF came IS NOT NULL THEN
    UPDATE lead l SET last_human_touch_at = t.at
    FROM (SELECT m.tenant_id, m.lead_id, max(m.at) AS at FROM unnest(came) m WHERE m.at <= now() GROUP BY 1, 2) t
    WHERE l.id = t.lead_id AND l.tenant_id = t.tenant_id AND (l.last_human_touch_at IS NULL OR l.last_human_touch_at < t.at);
  END IF;
  PERFORM set_config('app.clock', '', true);
END $$;--> statement-breakpoint
CREATE FUNCTION app_origin() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('app.origin', true), '');--> statement-breakpoint
-- Withdraws the follow-ups that wait about these leads.
CREATE FUNCTION withdraw_follow_ups(p_tenant bigint, p_leads bigint[], p_reason text) RETURNS void LANGUAGE sql AS $$
  -- materialized, as an index under row level security takes no function of a row
  WITH waiting AS MATERIALIZED (SELECT silence_key(l.id, coalesce(l.last_human_touch_at, l.created_at)) AS key FROM lead l WHERE l.tenant_id = p_tenant AND l.id = ANY (p_leads))
  UPDATE proposal p SET status = 'superseded', status_reason = p_reason FROM waiting w
  WHERE p.tenant_id = p_tenant AND p.status IN ('pending', 'stale') AND p.producer = 'follow_ups' AND p.question_key = w.key
$$;--> statement-breakpoint
-- Touches among the rows of a statement, by table.
CREATE FUNCTION note_touched() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE came lead_moment[]; went lead_moment[];
BEGIN
  IF TG_OP <> 'INSERT' THEN
    SELECT array_agg(ROW(o.tenant_id, o.entity_id, o.created_at)::lead_moment) INTO went FROM gone o WHERE o.entity_type = ANY (lead_types()) AND o.created_by IS NOT NULL;
  END IF;
  IF TG_OP <> 'DELETE' AND app_origin() <> 'import' THEN
    SELECT array_agg(ROW(n.tenant_id, n.entity_id, n.created_at)::lead_moment) INTO came
    FROM come n WHERE n.entity_type = ANY (lead_types()) AND n.created_by IS NOT NULL AND n.archived_at IS NULL;
  END IF;
  IF came IS NOT NULL OR went IS NOT NULL THEN PERFORM touch_leads(came, went); END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION activity_touched() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE came lead_moment[]; went lead_moment[];
BEGIN
  IF TG_OP <> 'INSERT' THEN
    SELECT array_agg(ROW(o.tenant_id, o.entity_id, o.at)::lead_moment) INTO went FROM gone o WHERE o.entity_type = ANY (lead_types());
  END IF;
  IF TG_OP <> 'DELETE' AND app_origin() <> 'import' THEN
    SELECT array_agg(ROW(n.tenant_id, n.entity_id, n.at)::lead_moment) INTO came FROM come n
    WHERE n.entity_type = ANY (lead_types()) AND n.archived_at IS NULL AND (n.by_user_id IS NOT NULL OR n.created_by IS NOT NULL OR n.direction = 'in');
  END IF;
  IF came IS NOT NULL OR went IS NOT NULL THEN PERFORM touch_leads(came, went); END IF;
  IF TG_OP <> 'DELETE' THEN
    PERFORM withdraw_follow_ups(n.tenant_id, array_agg(n.entity_id), 'Withdrawn: something is scheduled by now.') FROM come n
    WHERE n.entity_type = ANY (lead_types()) AND n.archived_at IS NULL AND n.at > now() GROUP BY n.tenant_id;
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION task_touched() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE came lead_moment[]; went lead_moment[];
BEGIN
  IF TG_OP <> 'INSERT' THEN
    SELECT array_agg(ROW(o.tenant_id, o.entity_id, coalesce(o.completed_at, o.updated_at))::lead_moment) INTO went FROM gone o
    WHERE o.entity_type = ANY (lead_types()) AND o.status IN ('done', 'cancelled');
  END IF;
  IF TG_OP <> 'DELETE' AND app_origin() <> 'import' THEN
    -- an approved proposal of an agent has no author; a task that anything else closes was closed by somebody
    SELECT array_agg(ROW(n.tenant_id, n.entity_id, coalesce(n.completed_at, n.updated_at))::lead_moment) INTO came FROM come n
    WHERE n.entity_type = ANY (lead_types()) AND n.status IN ('done', 'cancelled') AND n.archived_at IS NULL AND (app_origin() <> 'proposal' OR n.updated_by IS NOT NULL);
  END IF;
  IF came IS NOT NULL OR went IS NOT NULL THEN PERFORM touch_leads(came, went); END IF;
  -- the task of an approved follow-up is no reason to withdraw that follow-up
  IF TG_OP <> 'DELETE' AND app_origin() <> 'proposal' THEN
    PERFORM withdraw_follow_ups(n.tenant_id, array_agg(n.entity_id), 'Withdrawn: a task is open by now.') FROM come n
    WHERE n.entity_type = ANY (lead_types()) AND n.archived_at IS NULL AND n.status IN ('open', 'in_progress') GROUP BY n.tenant_id;
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION status_touched() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE came lead_moment[]; went lead_moment[];
BEGIN
  IF TG_OP <> 'INSERT' THEN
    SELECT array_agg(ROW(o.tenant_id, o.lead_id, o.at)::lead_moment) INTO went FROM gone o WHERE o.by_user_id IS NOT NULL;
  END IF;
  IF TG_OP <> 'DELETE' AND app_origin() <> 'import' THEN
    SELECT array_agg(ROW(n.tenant_id, n.lead_id, n.at)::lead_moment) INTO came FROM come n WHERE n.by_user_id IS NOT NULL AND n.archived_at IS NULL;
  END IF;
  IF came IS NOT NULL OR went IS NOT NULL THEN PERFORM touch_leads(came, went); END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
-- A person's edit of the lead or of its job, opportunity or partnership. A moved clock alone changes no row_version.
CREATE FUNCTION lead_edited() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE came lead_moment[];
BEGIN
  IF app_origin() IN ('import', 'undo') THEN RETURN NULL; END IF;
  IF app_origin() = '' THEN
    INSERT INTO lead_touch_given (tenant_id, lead_id, at, by_user_id)
    SELECT n.tenant_id, n.id, n.updated_at, n.updated_by FROM come n JOIN gone o USING (id)
    WHERE n.row_version <> o.row_version AND n.updated_by IS NOT NULL AND n.updated_by IS DISTINCT FROM o.updated_by
    ON CONFLICT (tenant_id, lead_id) DO UPDATE SET at = excluded.at, by_user_id = excluded.by_user_id WHERE lead_touch_given.at <= excluded.at;
  END IF;
  -- plain SQL says who it was by a new updated_by
  SELECT array_agg(ROW(n.tenant_id, n.id, n.updated_at)::lead_moment) INTO came FROM come n JOIN gone o USING (id)
  WHERE n.row_version <> o.row_version AND n.updated_by IS NOT NULL AND (app_origin() <> '' OR n.updated_by IS DISTINCT FROM o.updated_by);
  IF came IS NOT NULL THEN PERFORM touch_leads(came); END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
-- What taking an edit back, or making it again, does to the clock; the rows it made are handled by their own tables.
CREATE FUNCTION change_set_undone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE edits lead_moment[];
BEGIN
  SELECT array_agg(DISTINCT ROW(NEW.tenant_id, c.entity_id, NEW.at)::lead_moment) INTO edits FROM change c
  WHERE c.tenant_id = NEW.tenant_id AND c.change_set_id = NEW.id AND c.entity_type = ANY (lead_types()) AND c.op = 'update'
    AND EXISTS (SELECT FROM lead_touch v WHERE v.tenant_id = c.tenant_id AND v.lead_id = c.entity_id AND v.at = NEW.at) = (NEW.undone_by_id IS NULL);
  IF edits IS NULL THEN RETURN NULL; END IF;
  IF NEW.undone_by_id IS NULL THEN PERFORM touch_leads(edits); ELSE PERFORM touch_leads(NULL, edits); END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER change_set_undone AFTER UPDATE OF undone_by_id ON change_set FOR EACH ROW
  WHEN (OLD.undone_by_id IS DISTINCT FROM NEW.undone_by_id AND NEW.origin IN ('edit', 'proposal')) EXECUTE FUNCTION change_set_undone();--> statement-breakpoint
-- In words, for whoever wonders where a proposal went.
CREATE FUNCTION touch_sentence(p_tenant bigint, p_lead bigint, p_at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce((
    SELECT CASE WHEN v.direction = 'in' THEN 'an answer came in' ELSE coalesce(u.name, 'somebody') || CASE v.kind
      WHEN 'note' THEN ' wrote a note' WHEN 'email' THEN ' sent an e-mail' WHEN 'call' THEN ' called' WHEN 'meeting' THEN ' had a meeting' WHEN 'message' THEN ' sent a message'
      WHEN 'stage_change' THEN ' moved the lead to ' || v.about WHEN 'done_task' THEN ' closed a task' ELSE ' edited the lead' END END
    FROM lead_touch v LEFT JOIN app_user u ON u.id = v.user_id AND u.tenant_id = v.tenant_id
    WHERE v.tenant_id = p_tenant AND v.lead_id = p_lead AND v.at = p_at ORDER BY (v.kind = 'edit') LIMIT 1), 'somebody edited the lead')
$$;--> statement-breakpoint
-- What a new silence means for the old one: its follow-up is withdrawn, a "no" to it lifted, and given again where the clock goes back.
CREATE FUNCTION lead_clock_moved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE m record;
BEGIN
  IF coalesce(current_setting('app.clock', true), '') <> 'on' THEN
    DELETE FROM lead_touch_given g USING come n JOIN gone o USING (id)
    WHERE n.last_human_touch_at IS DISTINCT FROM o.last_human_touch_at AND g.tenant_id = n.tenant_id AND g.lead_id = n.id;
    INSERT INTO lead_touch_given (tenant_id, lead_id, at) SELECT n.tenant_id, n.id, n.last_human_touch_at FROM come n JOIN gone o USING (id)
    WHERE n.last_human_touch_at IS DISTINCT FROM o.last_human_touch_at AND n.last_human_touch_at IS NOT NULL;
  END IF;
  FOR m IN
    SELECT n.tenant_id, n.id, coalesce(o.last_human_touch_at, o.created_at) AS old_since, coalesce(n.last_human_touch_at, n.created_at) AS new_since,
      silence_key(n.id, coalesce(o.last_human_touch_at, o.created_at)) AS old_key, silence_key(n.id, coalesce(n.last_human_touch_at, n.created_at)) AS new_key
    FROM come n JOIN gone o USING (id)
    WHERE coalesce(n.last_human_touch_at, n.created_at) <> coalesce(o.last_human_touch_at, o.created_at)
  LOOP
    UPDATE proposal p SET status = 'superseded', status_reason = CASE WHEN m.new_since > m.old_since
        THEN format('Withdrawn: %s.', touch_sentence(m.tenant_id, m.id, m.new_since)) ELSE 'Withdrawn: the touch it counted from was taken back.' END
    WHERE p.tenant_id = m.tenant_id AND p.status IN ('pending', 'stale') AND p.question_key = m.old_key AND p.producer = 'follow_ups';
    IF m.new_since > m.old_since THEN
      UPDATE refusal r SET lifted_at = now(), lifted_reason = format('There is new activity: %s.', touch_sentence(m.tenant_id, m.id, m.new_since))
      WHERE r.tenant_id = m.tenant_id AND r.lifted_at IS NULL AND r.question_key = m.old_key;
    ELSE
      UPDATE refusal r SET lifted_at = NULL, lifted_reason = NULL FROM proposal p
      WHERE p.tenant_id = m.tenant_id AND p.producer = 'follow_ups' AND p.question_key = m.new_key AND r.tenant_id = p.tenant_id AND r.proposal_id = p.id
        AND r.question_key = m.new_key AND r.lifted_by IS NULL AND r.lifted_reason LIKE 'There is new activity%';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION lead_clock_given() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO lead_touch_given (tenant_id, lead_id, at) SELECT n.tenant_id, n.id, n.last_human_touch_at FROM come n WHERE n.last_human_touch_at IS NOT NULL;
  RETURN NULL;
END $$;--> statement-breakpoint
-- A lead that is over or on hold needs no follow-up.
CREATE FUNCTION lead_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.archived_at IS NOT NULL THEN PERFORM withdraw_follow_ups(NEW.tenant_id, ARRAY[NEW.id], 'Withdrawn: the lead was archived.');
  ELSIF is_quiet_status(NEW.tenant_id, NEW.type, NEW.status) THEN PERFORM withdraw_follow_ups(NEW.tenant_id, ARRAY[NEW.id], format('Withdrawn: the lead is %s.', NEW.status));
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
-- named so that it fires before the status event of the same change moves the clock: the lead's end is the better reason
CREATE TRIGGER closed AFTER UPDATE OF status, archived_at ON lead FOR EACH ROW
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
CREATE TRIGGER clock_moved AFTER UPDATE ON lead REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION lead_clock_moved();--> statement-breakpoint
CREATE TRIGGER clock_given AFTER INSERT ON lead REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION lead_clock_given();--> statement-breakpoint
-- A finished task knows when, also one finished by plain SQL.
CREATE FUNCTION stamp_completion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.completed_at := CASE WHEN NEW.status IN ('done', 'cancelled') THEN coalesce(NEW.completed_at, now()) END;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER stamp_completion BEFORE INSERT OR UPDATE OF status, completed_at ON task FOR EACH ROW EXECUTE FUNCTION stamp_completion();--> statement-breakpoint
-- What was scheduled and has come about by now is a touch, though no statement said so at that moment. A month back is more than any outage of the cron.
CREATE FUNCTION settle_lead_clocks() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE came lead_moment[];
BEGIN
  SELECT array_agg(ROW(a.tenant_id, a.entity_id, a.at)::lead_moment) INTO came FROM activity a JOIN lead l ON l.id = a.entity_id AND l.tenant_id = a.tenant_id
  WHERE a.tenant_id = app_tenant_id() AND a.at > a.created_at AND a.archived_at IS NULL AND a.at <= now() AND a.at > now() - interval '31 days' AND a.entity_type = ANY (lead_types())
    AND (a.by_user_id IS NOT NULL OR a.created_by IS NOT NULL OR a.direction = 'in') AND (l.last_human_touch_at IS NULL OR l.last_human_touch_at < a.at)
    AND NOT is_imported(a.tenant_id, 'Activity', a.id);
  IF came IS NOT NULL THEN PERFORM touch_leads(came); END IF;
END $$;--> statement-breakpoint
ALTER FUNCTION settle_lead_clocks() OWNER TO greenlight_writer;--> statement-breakpoint
CREATE INDEX activity_scheduled ON activity (tenant_id, at) WHERE at > created_at AND archived_at IS NULL;--> statement-breakpoint
-- Silent leads are found by hopping through the open statuses, so that neither the closed leads nor the busy ones cost anything.
-- CASE and not coalesce(): under row level security the planner trusts the one with an index and not the other.
CREATE INDEX lead_silence ON lead (tenant_id, type, status, (CASE WHEN last_human_touch_at IS NULL THEN created_at ELSE last_human_touch_at END)) WHERE archived_at IS NULL;--> statement-breakpoint
CREATE INDEX activity_ahead ON activity (tenant_id, at) WHERE archived_at IS NULL AND entity_type = ANY (lead_types());--> statement-breakpoint
CREATE INDEX task_open_subject ON task (tenant_id, entity_id) WHERE status IN ('open', 'in_progress') AND archived_at IS NULL;--> statement-breakpoint
CREATE INDEX proposal_follow_up_key ON proposal (tenant_id, question_key) WHERE producer = 'follow_ups';--> statement-breakpoint
CREATE INDEX proposal_follow_up_made ON proposal (tenant_id, created_at) WHERE producer = 'follow_ups';--> statement-breakpoint
-- Why a follow-up that was planned must not be filed any more; null where nothing speaks against it. The lock makes a touch wait, or be seen.
CREATE FUNCTION follow_up_withheld(p_key text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE l lead;
BEGIN
  SELECT * INTO l FROM lead x WHERE x.tenant_id = app_tenant_id() AND x.id = split_part(p_key, ':', 3)::bigint FOR SHARE;
  RETURN CASE
    WHEN l.id IS NULL THEN 'The lead is gone.'
    WHEN p_key <> silence_key(l.id, coalesce(l.last_human_touch_at, l.created_at)) THEN 'The lead was touched in the meantime.'
    WHEN l.archived_at IS NOT NULL THEN 'The lead was archived.'
    WHEN is_quiet_status(l.tenant_id, l.type, l.status) THEN format('The lead is %s.', l.status)
    WHEN EXISTS (SELECT FROM proposal p WHERE p.tenant_id = l.tenant_id AND p.producer = 'follow_ups' AND p.question_key = p_key AND p.status = 'committed') THEN 'This silence already had its task.'
    WHEN EXISTS (SELECT FROM task k WHERE k.tenant_id = l.tenant_id AND k.entity_id = l.id AND k.entity_type = ANY (lead_types()) AND k.status IN ('open', 'in_progress') AND k.archived_at IS NULL)
      THEN 'A task is open by now.'
  END;
END $$;--> statement-breakpoint
-- The cron: one run for each tenant that has leads, once per slot; what exists already is left alone. Answers the messages to publish.
CREATE POLICY directory_insert ON run FOR INSERT WITH CHECK (current_setting('app.directory', true) = 'on');--> statement-breakpoint
CREATE POLICY directory_insert ON run_event FOR INSERT WITH CHECK (current_setting('app.directory', true) = 'on');--> statement-breakpoint
CREATE POLICY directory_insert ON outbox FOR INSERT WITH CHECK (current_setting('app.directory', true) = 'on');--> statement-breakpoint
CREATE POLICY directory_publish ON outbox FOR UPDATE USING (current_setting('app.directory', true) = 'on') WITH CHECK (current_setting('app.directory', true) = 'on');--> statement-breakpoint
CREATE FUNCTION has_leads(p_tenant bigint) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  -- row level security shows one tenant at a time
  PERFORM set_config('app.tenant_id', p_tenant::text, true);
  RETURN EXISTS (SELECT FROM lead l WHERE l.tenant_id = p_tenant AND l.archived_at IS NULL);
END $$;--> statement-breakpoint
CREATE FUNCTION start_follow_up_runs(p_slot text) RETURNS TABLE (tenant_id bigint, run_id uuid, outbox_id uuid) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE v_key text := 'cron:follow_ups:' || p_slot; v_tenants bigint[];
BEGIN
  SELECT array_agg(t.id) INTO v_tenants FROM (
    SELECT t.id FROM tenant t WHERE t.settings->'follow_ups'->'enabled' IS DISTINCT FROM 'false'
      AND NOT EXISTS (SELECT FROM run r WHERE r.tenant_id = t.id AND r.idempotency_key = v_key) OFFSET 0) t WHERE has_leads(t.id);
  PERFORM set_config('app.tenant_id', '', true);
  RETURN QUERY
  WITH started AS (
    INSERT INTO run (tenant_id, use_case, idempotency_key, started_by_kind, surface, queue_messages)
    SELECT t, 'follow_ups', v_key, 'system', 'cron', 1 FROM unnest(v_tenants) t
    ON CONFLICT (tenant_id, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING RETURNING id, run.tenant_id),
  noted AS (INSERT INTO run_event (tenant_id, run_id, event_key, kind, message) SELECT s.tenant_id, s.id, 'start', 'started', 'The run was started by the clock.' FROM started s),
  named AS MATERIALIZED (SELECT s.id, s.tenant_id, gen_random_uuid() AS outbox FROM started s)
  INSERT INTO outbox (id, tenant_id, run_id, path, body)
  SELECT n.outbox, n.tenant_id, n.id, '/qstash/steps', jsonb_build_object('tenant_id', n.tenant_id, 'run_id', n.id, 'outbox_id', n.outbox) FROM named n
  RETURNING outbox.tenant_id, outbox.run_id, outbox.id;
END $$;
