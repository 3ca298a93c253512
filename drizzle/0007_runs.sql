-- Durable runs: who may work on a run or a job right now, what a run waits for, what a day may cost, and the watchdog.
ALTER TABLE run
  ADD COLUMN waiting jsonb,
  ADD COLUMN confirmed jsonb,
  ADD COLUMN stopped_by text,
  ADD COLUMN attempt integer NOT NULL DEFAULT 0,
  ADD COLUMN retry_at timestamptz,
  ADD COLUMN begun_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN request_hash text,
  ADD COLUMN kept jsonb;--> statement-breakpoint
ALTER TABLE research_job
  ADD COLUMN wave integer NOT NULL DEFAULT 0,
  ADD COLUMN label text NOT NULL DEFAULT '',
  ADD COLUMN lease_id text,
  ADD COLUMN lease_until timestamptz,
  ADD COLUMN retry_at timestamptz,
  ADD COLUMN dispatched_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN redispatched integer NOT NULL DEFAULT 0,
  ADD COLUMN kept jsonb;--> statement-breakpoint
CREATE INDEX research_job_unfinished ON research_job (tenant_id, run_id) WHERE status IN ('pending', 'running');--> statement-breakpoint
ALTER TABLE outbox ADD COLUMN options jsonb NOT NULL DEFAULT '{}';--> statement-breakpoint
CREATE TABLE usage_day (
  tenant_id bigint NOT NULL DEFAULT app_tenant_id(),
  day date NOT NULL,
  model_calls integer NOT NULL DEFAULT 0,
  input_tokens bigint NOT NULL DEFAULT 0,
  output_tokens bigint NOT NULL DEFAULT 0,
  cost_usd numeric(12, 6) NOT NULL DEFAULT 0,
  searches integer NOT NULL DEFAULT 0,
  pages integer NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, day)
);--> statement-breakpoint
ALTER TABLE usage_day ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE usage_day FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY tenant_isolation ON usage_day USING (tenant_id = app_tenant_id()) WITH CHECK (tenant_id = app_tenant_id());--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON usage_day TO greenlight_app;--> statement-breakpoint
CREATE FUNCTION is_finished(status text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN status IN ('succeeded', 'failed', 'cancelled');--> statement-breakpoint
-- What one run or job is told before it starts: its brief, what is spent, and what may be.
CREATE FUNCTION run_brief(r run) RETURNS jsonb LANGUAGE sql STABLE
  RETURN jsonb_build_object(
    'id', r.id, 'tenant_id', r.tenant_id, 'use_case', r.use_case, 'prompt', r.prompt, 'params', r.params, 'reasoning_type', r.reasoning_type,
    'started_by_user_id', r.started_by_user_id, 'attempt', r.attempt, 'step', r.step, 'waiting', r.waiting, 'confirmed', r.confirmed, 'budget', r.budget,
    'used', jsonb_build_object('model_calls', r.model_calls, 'input_tokens', r.input_tokens, 'output_tokens', r.output_tokens, 'cost_usd', r.cost_usd,
      'searches', r.searches, 'pages', r.pages),
    'used_today', (SELECT to_jsonb(u) - 'tenant_id' - 'day' FROM usage_day u WHERE u.tenant_id = r.tenant_id AND u.day = (now() AT TIME ZONE 'UTC')::date),
    'settings', (SELECT t.settings FROM tenant t WHERE t.id = r.tenant_id));--> statement-breakpoint
CREATE FUNCTION seconds_until(at timestamptz) RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE
  RETURN greatest(1, ceil(extract(epoch FROM at - now())))::integer;--> statement-breakpoint
CREATE FUNCTION add_run_usage(p_run uuid, p_usage jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE u record;
BEGIN
  SELECT * INTO u FROM jsonb_to_record(p_usage) AS x(model_calls integer, input_tokens bigint, output_tokens bigint, cost_usd numeric, searches integer, pages integer);
  UPDATE run r SET model_calls = r.model_calls + u.model_calls, input_tokens = r.input_tokens + u.input_tokens, output_tokens = r.output_tokens + u.output_tokens,
    cost_usd = r.cost_usd + u.cost_usd, searches = r.searches + u.searches, pages = r.pages + u.pages
  WHERE r.id = p_run AND r.tenant_id = app_tenant_id();
  INSERT INTO usage_day AS d (tenant_id, day, model_calls, input_tokens, output_tokens, cost_usd, searches, pages)
  VALUES (app_tenant_id(), (now() AT TIME ZONE 'UTC')::date, u.model_calls, u.input_tokens, u.output_tokens, u.cost_usd, u.searches, u.pages)
  ON CONFLICT (tenant_id, day) DO UPDATE SET model_calls = d.model_calls + excluded.model_calls, input_tokens = d.input_tokens + excluded.input_tokens,
    output_tokens = d.output_tokens + excluded.output_tokens, cost_usd = d.cost_usd + excluded.cost_usd, searches = d.searches + excluded.searches, pages = d.pages + excluded.pages;
END $$;--> statement-breakpoint
CREATE FUNCTION add_run_events(p_run uuid, p_events jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO run_event (run_id, event_key, kind, message, detail, duration_ms, input_tokens, output_tokens, cost_usd)
  SELECT p_run, e.key, e.kind, e.message, coalesce(e.detail, '{}'), e.duration_ms, e.input_tokens, e.output_tokens, e.cost_usd
  FROM jsonb_to_recordset(p_events) AS e(key text, kind text, message text, detail jsonb, duration_ms integer, input_tokens integer, output_tokens integer, cost_usd numeric)
  ON CONFLICT (run_id, event_key) DO NOTHING
$$;--> statement-breakpoint
-- Everything a run has out is over with it; whoever still works on it finds no lease to commit under.
CREATE FUNCTION end_run(p_run uuid, p_status text, p_error text, p_event_kind text, p_message text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE run SET status = p_status, error = p_error, waiting = NULL, lease_id = NULL, lease_until = NULL, finished_at = now(), updated_at = now()
  WHERE id = p_run AND tenant_id = app_tenant_id() AND NOT is_finished(status);
  IF NOT FOUND THEN RETURN; END IF;
  UPDATE research_job SET status = 'skipped', error = p_message, finished_at = now(), lease_id = NULL, lease_until = NULL
  WHERE run_id = p_run AND tenant_id = app_tenant_id() AND status IN ('pending', 'running');
  INSERT INTO run_event (run_id, event_key, kind, message) VALUES (p_run, 'end:' || gen_random_uuid(), p_event_kind, p_message);
END $$;--> statement-breakpoint
-- One delivery of a step asks to work on its run. Answers a verdict: go | replayed | gone | finished | held | waiting | exhausted.
CREATE FUNCTION claim_step(p_run uuid, p_lease text, p_seconds numeric, p_message text, p_outbox uuid, p_max_attempts integer) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE r run;
BEGIN
  UPDATE outbox SET published_at = now() WHERE id = p_outbox AND tenant_id = app_tenant_id() AND published_at IS NULL;
  IF EXISTS (SELECT FROM queue_delivery q WHERE q.message_id = p_message AND q.tenant_id = app_tenant_id()) THEN RETURN '{"verdict": "replayed"}'; END IF;
  SELECT * INTO r FROM run WHERE id = p_run AND tenant_id = app_tenant_id() FOR UPDATE;
  IF NOT FOUND THEN RETURN '{"verdict": "gone"}'; END IF;
  IF is_finished(r.status) THEN RETURN '{"verdict": "finished"}'; END IF;
  IF r.lease_until > now() THEN RETURN jsonb_build_object('verdict', 'held', 'seconds', seconds_until(r.lease_until)); END IF;
  -- in parentheses: plpgsql ends a condition at the first THEN it meets outside of them
  IF r.status = 'waiting' AND (CASE r.waiting->>'kind'
      WHEN 'confirm' THEN r.confirmed IS NULL
      ELSE EXISTS (SELECT FROM research_job j WHERE j.run_id = r.id AND j.tenant_id = r.tenant_id AND j.status IN ('pending', 'running')) END)
  THEN RETURN '{"verdict": "waiting"}'; END IF;
  IF r.attempt >= p_max_attempts THEN
    PERFORM end_run(r.id, 'failed', format('This run was tried %s times without getting any further.', r.attempt), 'failed', 'Given up: the same step was tried again and again.');
    RETURN '{"verdict": "exhausted"}';
  END IF;
  UPDATE run SET status = 'running', lease_id = p_lease, lease_until = now() + make_interval(secs => p_seconds), step = step + 1, attempt = attempt + 1,
    retry_at = NULL, updated_at = now()
  WHERE id = r.id AND tenant_id = app_tenant_id() RETURNING * INTO r;
  RETURN run_brief(r) || jsonb_build_object('verdict', 'go', 'kept', r.kept);
END $$;--> statement-breakpoint
-- Sent after the write that committed an interrupt, in the same transaction. The run's row is locked by then, so that a job
-- either finished before and is seen here, or finishes after and sees the run waiting. Nobody waits for what has happened.
CREATE FUNCTION settle_wait(p_run uuid, p_lease text, p_message text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE r run; must_wait boolean;
BEGIN
  SELECT * INTO r FROM run WHERE id = p_run AND tenant_id = app_tenant_id() AND lease_id = p_lease FOR UPDATE;
  IF NOT FOUND THEN RETURN '{"verdict": "lost"}'; END IF;
  must_wait := CASE r.waiting->>'kind' WHEN 'confirm' THEN r.confirmed IS NULL
    ELSE EXISTS (SELECT FROM research_job j WHERE j.run_id = r.id AND j.tenant_id = r.tenant_id AND j.status IN ('pending', 'running')) END;
  IF must_wait THEN
    UPDATE run SET status = 'waiting', lease_id = NULL, lease_until = NULL, updated_at = now() WHERE id = r.id AND tenant_id = app_tenant_id();
    INSERT INTO queue_delivery (message_id) VALUES (p_message) ON CONFLICT DO NOTHING;
    RETURN '{"verdict": "waiting"}';
  END IF;
  RETURN jsonb_build_object('verdict', 'go', 'confirmed', r.confirmed);
END $$;--> statement-breakpoint
-- A delivery that writes outside the checkpointer's statement shows its lease first.
CREATE FUNCTION hold_lease(p_run uuid, p_lease text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM run WHERE id = p_run AND tenant_id = app_tenant_id() AND lease_id = p_lease AND NOT is_finished(status) FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'Another delivery has already moved this run on.' USING ERRCODE = 'GL409'; END IF;
END $$;--> statement-breakpoint
-- What the jobs that are out will spend: as much each as those that are over did, and one of what is counted by the piece.
-- Without it twenty jobs at once would all find room for the last call.
CREATE FUNCTION jobs_at_work(p_run uuid, p_key text) RETURNS jsonb LANGUAGE sql STABLE
  RETURN (SELECT jsonb_build_object('of_run', out.of_run, 'of_day', out.of_day, 'each', jsonb_build_object(
      'model_calls', greatest(spent.model_calls, 1), 'input_tokens', spent.input_tokens, 'output_tokens', spent.output_tokens, 'cost_usd', spent.cost_usd,
      'searches', greatest(spent.searches, 1), 'pages', greatest(spent.pages, 1)))
    FROM (SELECT count(*) FILTER (WHERE j.run_id = p_run) AS of_run, count(*) AS of_day FROM research_job j
      WHERE j.tenant_id = app_tenant_id() AND j.status = 'running' AND j.lease_until > now() AND NOT (j.run_id = p_run AND j.job_key = p_key)) out,
    (SELECT avg(j.model_calls) AS model_calls, coalesce(avg(j.input_tokens), 0) AS input_tokens, coalesce(avg(j.output_tokens), 0) AS output_tokens,
      coalesce(avg(j.cost_usd), 0) AS cost_usd, avg(j.searches) AS searches, avg(j.pages) AS pages
      FROM research_job j WHERE j.tenant_id = app_tenant_id() AND j.run_id = p_run AND j.status IN ('done', 'failed')) spent);--> statement-breakpoint
-- One delivery of a job asks to do it. Answers a verdict: go | replayed | gone | run_finished | finished | held | exhausted.
CREATE FUNCTION claim_research_job(p_run uuid, p_key text, p_lease text, p_seconds numeric, p_message text, p_outbox uuid, p_max_attempts integer) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE r run; j research_job; v_run jsonb; v_at_work jsonb;
BEGIN
  UPDATE outbox SET published_at = now() WHERE id = p_outbox AND tenant_id = app_tenant_id() AND published_at IS NULL;
  IF EXISTS (SELECT FROM queue_delivery q WHERE q.message_id = p_message AND q.tenant_id = app_tenant_id()) THEN RETURN '{"verdict": "replayed"}'; END IF;
  SELECT * INTO r FROM run WHERE id = p_run AND tenant_id = app_tenant_id();
  IF NOT FOUND THEN RETURN '{"verdict": "gone"}'; END IF;
  IF is_finished(r.status) THEN RETURN '{"verdict": "run_finished"}'; END IF;
  SELECT * INTO j FROM research_job WHERE run_id = p_run AND job_key = p_key AND tenant_id = app_tenant_id() FOR UPDATE;
  IF NOT FOUND THEN RETURN '{"verdict": "gone"}'; END IF;
  IF j.status NOT IN ('pending', 'running') THEN RETURN '{"verdict": "finished"}'; END IF;
  IF j.lease_until > now() THEN RETURN jsonb_build_object('verdict', 'held', 'seconds', seconds_until(j.lease_until)); END IF;
  IF j.attempts >= p_max_attempts THEN RETURN jsonb_build_object('verdict', 'exhausted', 'attempts', j.attempts, 'error', j.error); END IF;
  -- one after the other, so that each sees the ones before it at work
  PERFORM pg_advisory_xact_lock(hashtext('jobs at work'), hashtext(app_tenant_id()::text));
  UPDATE research_job SET status = 'running', attempts = attempts + 1, started_at = now(), retry_at = NULL, lease_id = p_lease, lease_until = now() + make_interval(secs => p_seconds)
  WHERE id = j.id AND tenant_id = app_tenant_id() RETURNING * INTO j;
  -- in one statement, hence one moment: a job that ends now is either at work or in what is used, and never in neither
  SELECT run_brief(x), jobs_at_work(p_run, p_key) INTO v_run, v_at_work FROM run x WHERE x.id = p_run AND x.tenant_id = app_tenant_id();
  RETURN v_run || jsonb_build_object('verdict', 'go', 'at_work', v_at_work, 'kept', j.kept,
    'job', jsonb_build_object('key', j.job_key, 'kind', j.kind, 'input', j.input, 'label', j.label, 'attempts', j.attempts));
END $$;--> statement-breakpoint
-- A job that could not be done yet gives its lease back, and keeps what it has paid for; the queue brings it again.
CREATE FUNCTION release_research_job(p_run uuid, p_key text, p_lease text, p_seconds numeric, p_error text, p_usage jsonb, p_events jsonb, p_kept jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM run WHERE id = p_run AND tenant_id = app_tenant_id() FOR UPDATE;
  UPDATE research_job SET status = 'pending', lease_id = NULL, lease_until = NULL, error = p_error, retry_at = now() + make_interval(secs => p_seconds), kept = p_kept,
    model_calls = model_calls + (p_usage->>'model_calls')::integer, input_tokens = input_tokens + (p_usage->>'input_tokens')::bigint, output_tokens = output_tokens + (p_usage->>'output_tokens')::bigint,
    cost_usd = cost_usd + (p_usage->>'cost_usd')::numeric, searches = searches + (p_usage->>'searches')::integer, pages = pages + (p_usage->>'pages')::integer
  WHERE run_id = p_run AND job_key = p_key AND tenant_id = app_tenant_id() AND lease_id = p_lease AND status = 'running';
  PERFORM add_run_usage(p_run, p_usage), add_run_events(p_run, p_events);
END $$;--> statement-breakpoint
-- Tells the run that some of its jobs are over; the last one writes the message that goes on. The caller holds the run's row,
-- and this statement starts after that lock: of several finishers exactly one sees nothing left.
CREATE FUNCTION note_finished_jobs(p_run uuid, p_outbox uuid) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE n_left integer; n_done integer; n_total integer;
BEGIN
  SELECT count(*) FILTER (WHERE status IN ('pending', 'running')), count(*) FILTER (WHERE status NOT IN ('pending', 'running')), count(*) INTO n_left, n_done, n_total
  FROM research_job WHERE run_id = p_run AND tenant_id = app_tenant_id();
  IF n_left = 0 AND EXISTS (SELECT FROM run WHERE id = p_run AND tenant_id = app_tenant_id() AND status = 'waiting' AND waiting->>'kind' = 'research') THEN
    INSERT INTO outbox (id, run_id, path, body) VALUES (p_outbox, p_run, '/qstash/steps', jsonb_build_object('tenant_id', app_tenant_id(), 'run_id', p_run, 'outbox_id', p_outbox))
    ON CONFLICT (id) DO NOTHING;
    UPDATE run SET queue_messages = queue_messages + 1 WHERE id = p_run AND tenant_id = app_tenant_id();
  END IF;
  UPDATE run SET done = n_done, total = n_total, updated_at = now() WHERE id = p_run AND tenant_id = app_tenant_id();
  RETURN n_left;
END $$;--> statement-breakpoint
-- A job's end, once. Without a lease (a dead letter, the watchdog) only a job that nobody is working on ends. The same call again
-- changes nothing. Answers {won, left, resume}: resume is the outbox row that goes on, where this was the last job.
CREATE FUNCTION finish_research_job(p_run uuid, p_key text, p_lease text, p_status text, p_result jsonb, p_error text, p_usage jsonb, p_events jsonb, p_message text, p_outbox uuid, p_kept jsonb DEFAULT NULL) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE r run; j research_job; n_left integer := 0;
BEGIN
  SELECT * INTO r FROM run WHERE id = p_run AND tenant_id = app_tenant_id() FOR UPDATE;
  IF NOT FOUND THEN RETURN '{"won": false, "resume": null}'; END IF;
  IF p_message IS NOT NULL THEN INSERT INTO queue_delivery (message_id) VALUES (p_message) ON CONFLICT DO NOTHING; END IF;
  SELECT * INTO j FROM research_job WHERE run_id = p_run AND job_key = p_key AND tenant_id = app_tenant_id();
  IF j.finished_at IS NOT NULL AND j.lease_id = p_lease THEN
    RETURN jsonb_build_object('won', true, 'resume', (SELECT o.id FROM outbox o WHERE o.id = p_outbox AND o.tenant_id = app_tenant_id()));
  END IF;
  PERFORM add_run_usage(p_run, p_usage);
  UPDATE research_job SET status = p_status, result = p_result, error = p_error, finished_at = now(), lease_until = NULL,
    kept = CASE WHEN p_status = 'done' THEN NULL ELSE coalesce(p_kept, kept) END,
    model_calls = model_calls + (p_usage->>'model_calls')::integer, input_tokens = input_tokens + (p_usage->>'input_tokens')::bigint, output_tokens = output_tokens + (p_usage->>'output_tokens')::bigint,
    cost_usd = cost_usd + (p_usage->>'cost_usd')::numeric, searches = searches + (p_usage->>'searches')::integer, pages = pages + (p_usage->>'pages')::integer
  WHERE run_id = p_run AND job_key = p_key AND tenant_id = app_tenant_id() AND status IN ('pending', 'running')
    AND CASE WHEN p_lease IS NULL THEN lease_until IS NULL OR lease_until <= now() ELSE lease_id = p_lease END;
  IF NOT FOUND THEN RETURN '{"won": false, "resume": null}'; END IF;
  PERFORM add_run_events(p_run, p_events);
  IF is_finished(r.status) THEN RETURN '{"won": true, "resume": null}'; END IF;
  n_left := note_finished_jobs(p_run, p_outbox);
  RETURN jsonb_build_object('won', true, 'left', n_left, 'resume', (SELECT o.id FROM outbox o WHERE o.id = p_outbox AND o.tenant_id = app_tenant_id()));
END $$;--> statement-breakpoint
-- The queue gave up on a step. A duplicate that only ever met a lease may end there while its run is well: a run fails only
-- where its last deliveries got nowhere. Anything else is the watchdog's.
CREATE FUNCTION fail_step(p_run uuid, p_error text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM run WHERE id = p_run AND tenant_id = app_tenant_id() AND status = 'running' AND attempt > 0 AND (lease_until IS NULL OR lease_until <= now()) FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM end_run(p_run, 'failed', p_error, 'failed', p_error);
  RETURN true;
END $$;--> statement-breakpoint
CREATE FUNCTION cancel_run(p_run uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE r run;
BEGIN
  SELECT * INTO r FROM run WHERE id = p_run AND tenant_id = app_tenant_id() FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'There is no such run.' USING ERRCODE = 'GL404'; END IF;
  IF app_role() = 'agent' AND r.started_by_key_id IS DISTINCT FROM app_key_id() THEN
    RAISE EXCEPTION 'An agent may cancel only the runs it started.' USING ERRCODE = 'GL403'; END IF;
  UPDATE run SET cancel_requested_at = now() WHERE id = p_run AND tenant_id = app_tenant_id() AND NOT is_finished(status);
  PERFORM end_run(p_run, 'cancelled', NULL, 'cancelled', 'The run was cancelled.');
END $$;--> statement-breakpoint
-- What a failed run had out is sent out again, as it was: the run waits for it as before. Answers how many there are.
CREATE FUNCTION reopen_ended_jobs(r run) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE v_options jsonb; n integer;
BEGIN
  SELECT o.options INTO v_options FROM outbox o WHERE o.tenant_id = app_tenant_id() AND o.run_id = r.id AND o.path = '/qstash/research' LIMIT 1;
  WITH again AS (
    UPDATE research_job j SET status = 'pending', error = NULL, finished_at = NULL, attempts = 0, redispatched = 0, dispatched_at = now()
    WHERE j.run_id = r.id AND j.tenant_id = app_tenant_id() AND j.status = 'skipped' AND j.finished_at = r.finished_at
    RETURNING j.job_key, gen_random_uuid() AS message)
  INSERT INTO outbox (id, run_id, path, body, options)
  SELECT again.message, r.id, '/qstash/research', jsonb_build_object('tenant_id', app_tenant_id(), 'run_id', r.id, 'job_key', again.job_key, 'outbox_id', again.message), coalesce(v_options, '{}')
  FROM again;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;--> statement-breakpoint
-- Lets a run go on: one that waits for a person's answer, that a budget stopped, or that failed. What was paid for stays.
CREATE FUNCTION resume_run(p_run uuid, p_budget jsonb, p_confirmed jsonb, p_outbox uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE r run; n_out integer := 0;
BEGIN
  SELECT * INTO r FROM run WHERE id = p_run AND tenant_id = app_tenant_id() FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'There is no such run.' USING ERRCODE = 'GL404'; END IF;
  IF app_role() = 'agent' AND r.started_by_key_id IS DISTINCT FROM app_key_id() THEN
    RAISE EXCEPTION 'An agent may resume only the runs it started.' USING ERRCODE = 'GL403'; END IF;
  IF r.status = 'waiting' AND r.waiting->>'kind' = 'confirm' THEN
    IF p_confirmed IS NULL THEN RAISE EXCEPTION 'This run waits for an answer: please send "confirmed".' USING ERRCODE = 'GL422'; END IF;
    UPDATE run SET confirmed = p_confirmed, budget = budget || coalesce(p_budget, '{}') WHERE id = p_run AND tenant_id = app_tenant_id();
  ELSIF (r.status = 'succeeded' AND r.stopped_by IS NOT NULL) OR r.status = 'failed' THEN
    IF r.status = 'failed' THEN n_out := reopen_ended_jobs(r); END IF;
    UPDATE run SET status = CASE WHEN n_out > 0 THEN 'waiting' ELSE 'queued' END, status_reason = NULL, stopped_by = NULL, error = NULL, finished_at = NULL, begun_at = now(), attempt = 0,
      waiting = CASE WHEN n_out > 0 THEN '{"kind": "research"}'::jsonb END, budget = budget || coalesce(p_budget, '{}')
    WHERE id = p_run AND tenant_id = app_tenant_id();
  ELSE
    RAISE EXCEPTION USING ERRCODE = 'GL409', MESSAGE = CASE WHEN is_finished(r.status) THEN format('This run has %s; there is nothing to go on with.', r.status)
      ELSE 'This run is still at work.' END;
  END IF;
  UPDATE run SET updated_at = now(), queue_messages = queue_messages + greatest(n_out, 1) WHERE id = p_run AND tenant_id = app_tenant_id();
  -- where jobs are out, the last of them sends the run on
  IF n_out = 0 THEN
    INSERT INTO outbox (id, run_id, path, body) VALUES (p_outbox, p_run, '/qstash/steps', jsonb_build_object('tenant_id', app_tenant_id(), 'run_id', p_run, 'outbox_id', p_outbox));
  END IF;
  INSERT INTO run_event (run_id, event_key, kind, message) VALUES (p_run, 'resume:' || p_outbox, 'resumed', CASE WHEN p_confirmed IS NULL THEN 'The run goes on.' ELSE 'A person answered; the run goes on.' END);
END $$;--> statement-breakpoint
-- The watchdog of one tenant: finds what a crash, a lost message or a dead worker left behind, and answers what to publish (again).
-- A lost message keeps its deduplication id, so that what was acknowledged and never came is sent as a new one.
CREATE FUNCTION sweep_runs(p jsonb) RETURNS TABLE (id uuid, run_id uuid, path text, body jsonb, delay_seconds integer, options jsonb) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE r run; j research_job; v_outbox uuid; v_moved boolean; v_newest timestamptz; n_open integer;
BEGIN
  DELETE FROM queue_delivery q WHERE q.tenant_id = app_tenant_id() AND q.received_at < now() - interval '1 day';
  DELETE FROM outbox o WHERE o.tenant_id = app_tenant_id() AND o.published_at < now() - interval '7 days';
  FOR r IN SELECT * FROM run x WHERE x.tenant_id = app_tenant_id() AND x.status IN ('queued', 'running', 'waiting')
    AND x.updated_at < now() - make_interval(secs => (p->>'stalled_seconds')::numeric) ORDER BY x.updated_at LIMIT 100 FOR UPDATE SKIP LOCKED
  LOOP
    IF r.waiting->>'kind' = 'confirm' AND r.status = 'waiting' AND r.confirmed IS NULL THEN
      IF r.updated_at < now() - make_interval(secs => (p->>'confirm_seconds')::numeric) THEN
        PERFORM end_run(r.id, 'failed', 'Nobody confirmed within seven days.', 'failed', 'The run waited for an answer that did not come.'); END IF;
      CONTINUE;
    END IF;
    IF r.begun_at < now() - make_interval(secs => (p->>'run_seconds')::numeric) THEN
      PERFORM end_run(r.id, 'failed', 'This run took too long and was ended.', 'failed', 'The run took too long and was ended.');
      CONTINUE;
    END IF;
    IF r.lease_until > now() OR r.retry_at > now() THEN CONTINUE; END IF;
    SELECT count(*) INTO n_open FROM research_job x WHERE x.tenant_id = app_tenant_id() AND x.run_id = r.id AND x.status IN ('pending', 'running');
    IF r.status = 'waiting' AND n_open > 0 THEN CONTINUE; END IF;
    v_outbox := gen_random_uuid();
    INSERT INTO outbox (id, run_id, path, body) VALUES (v_outbox, r.id, '/qstash/steps', jsonb_build_object('tenant_id', app_tenant_id(), 'run_id', r.id, 'outbox_id', v_outbox));
    UPDATE run x SET updated_at = now(), queue_messages = x.queue_messages + 1 WHERE x.id = r.id AND x.tenant_id = app_tenant_id();
    INSERT INTO run_event (run_id, event_key, kind, message) VALUES (r.id, 'watchdog:' || v_outbox, 'nudged', 'Nothing was heard of this run for a while; it was called again.');
  END LOOP;
  -- A tenant's jobs wait for each other under flow control: a job is missing when none of them moves, or when others that
  -- were sent out long after it have had their turn.
  SELECT bool_or(greatest(x.started_at, x.finished_at) > now() - make_interval(secs => (p->>'job_seconds')::numeric)), max(x.dispatched_at) FILTER (WHERE x.started_at > x.dispatched_at)
    INTO v_moved, v_newest FROM run y JOIN research_job x ON x.run_id = y.id AND x.tenant_id = y.tenant_id
    WHERE y.tenant_id = app_tenant_id() AND (y.finished_at IS NULL OR y.finished_at > now() - make_interval(secs => (p->>'job_seconds')::numeric));
  FOR j IN SELECT x.* FROM research_job x JOIN run y ON y.id = x.run_id AND y.tenant_id = x.tenant_id
    WHERE x.tenant_id = app_tenant_id() AND x.status IN ('pending', 'running') AND NOT is_finished(y.status) AND CASE
      WHEN x.status = 'running' THEN x.lease_until < now() - make_interval(secs => (p->>'stalled_seconds')::numeric)
      ELSE greatest(x.retry_at, x.dispatched_at) < CASE WHEN v_moved THEN v_newest ELSE now() END - make_interval(secs => (p->>'job_seconds')::numeric) END
    ORDER BY x.dispatched_at LIMIT 500
  LOOP
    -- the run first, as everybody else does; and a job may have come home since it was looked at
    PERFORM FROM run x WHERE x.id = j.run_id AND x.tenant_id = app_tenant_id() AND NOT is_finished(x.status) FOR UPDATE SKIP LOCKED;
    CONTINUE WHEN NOT FOUND;
    PERFORM FROM research_job x WHERE x.id = j.id AND x.tenant_id = app_tenant_id() AND x.status = j.status AND x.attempts = j.attempts AND x.dispatched_at = j.dispatched_at FOR UPDATE SKIP LOCKED;
    CONTINUE WHEN NOT FOUND;
    IF j.redispatched >= (p->>'job_redispatches')::integer THEN
      PERFORM finish_research_job(j.run_id, j.job_key, NULL, 'failed', NULL, coalesce(j.error, 'It was sent out several times and nothing came back.'), '{"model_calls":0,"input_tokens":0,"output_tokens":0,"cost_usd":0,"searches":0,"pages":0}',
        jsonb_build_array(jsonb_build_object('key', 'watchdog:' || j.id, 'kind', 'job_failed', 'message', format('Given up on %s: it was sent out several times and nothing came back.', j.label), 'detail', jsonb_build_object('job', j.job_key))), NULL, gen_random_uuid());
      CONTINUE;
    END IF;
    v_outbox := gen_random_uuid();
    UPDATE research_job x SET status = 'pending', lease_id = NULL, lease_until = NULL, redispatched = x.redispatched + 1, dispatched_at = now() WHERE x.id = j.id AND x.tenant_id = app_tenant_id();
    INSERT INTO outbox (id, run_id, path, body, options) VALUES (v_outbox, j.run_id, '/qstash/research',
      jsonb_build_object('tenant_id', app_tenant_id(), 'run_id', j.run_id, 'job_key', j.job_key, 'outbox_id', v_outbox),
      coalesce((SELECT o.options FROM outbox o WHERE o.tenant_id = app_tenant_id() AND o.run_id = j.run_id AND o.path = '/qstash/research' LIMIT 1), '{}'));
    UPDATE run x SET queue_messages = x.queue_messages + 1 WHERE x.id = j.run_id AND x.tenant_id = app_tenant_id();
  END LOOP;
  UPDATE outbox o SET published_at = now() FROM run y WHERE y.id = o.run_id AND o.tenant_id = app_tenant_id() AND y.tenant_id = app_tenant_id() AND o.published_at IS NULL AND is_finished(y.status);
  RETURN QUERY UPDATE outbox o SET attempts = o.attempts + 1 FROM (
      SELECT x.id FROM outbox x WHERE x.tenant_id = app_tenant_id() AND x.published_at IS NULL
        AND (x.created_at = now() OR x.created_at < now() - make_interval(secs => (p->>'unpublished_seconds')::numeric)) ORDER BY x.created_at LIMIT 500) due
    WHERE o.id = due.id AND o.tenant_id = app_tenant_id() RETURNING o.id, o.run_id, o.path, o.body, o.delay_seconds, o.options;
END $$;
