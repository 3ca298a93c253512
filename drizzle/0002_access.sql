-- Row level security on every table of tenants, and the one statement that opens every request.
DO $$
DECLARE t record;
BEGIN
  FOR t IN
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t.relname);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t.relname);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I USING (tenant_id = app_tenant_id()) WITH CHECK (tenant_id = app_tenant_id())', t.relname);
  END LOOP;
END $$;--> statement-breakpoint
ALTER TABLE tenant ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE tenant FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY tenant_isolation ON tenant USING (id = app_tenant_id()) WITH CHECK (id = app_tenant_id());--> statement-breakpoint
-- Before the tenant is known, a credential may find exactly the rows that it names.
CREATE POLICY presented_key ON api_key FOR SELECT USING (key_hash = nullif(current_setting('app.credential', true), ''));--> statement-breakpoint
CREATE POLICY signed_in_person ON app_user FOR SELECT USING (lower(email) = nullif(current_setting('app.sign_in_email', true), ''));--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO greenlight_app, greenlight_writer, greenlight_reader;--> statement-breakpoint
GRANT SELECT ON ALL TABLES IN SCHEMA public TO greenlight_app, greenlight_writer;--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON tenant, app_user, api_key, run, research_job, run_event, outbox, queue_delivery, proposal, refusal, suppression, lead_status, holiday TO greenlight_app;--> statement-breakpoint
-- Records, their history and their provenance have one writer: the functions owned by this role.
GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO greenlight_writer;--> statement-breakpoint
REVOKE INSERT, UPDATE, DELETE ON tenant, app_user, api_key, reasoning FROM greenlight_writer;--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO greenlight_app, greenlight_writer;--> statement-breakpoint
-- Guarded SQL runs as greenlight_reader: the registry's tables, and what later migrations add beside them.
GRANT SELECT ON account, organization, individual, contact, deal, lead, job, opportunity, partnership, project, task, note, asset, document, data_provenance, employment, activity, lead_status, lead_status_event TO greenlight_reader;--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO greenlight_reader;--> statement-breakpoint
-- The cron asks which tenants exist and have work; nothing but that is readable across tenants.
CREATE POLICY directory ON tenant FOR SELECT USING (current_setting('app.directory', true) = 'on');--> statement-breakpoint
CREATE POLICY directory ON run FOR SELECT USING (current_setting('app.directory', true) = 'on');--> statement-breakpoint
CREATE POLICY directory ON outbox FOR SELECT USING (current_setting('app.directory', true) = 'on');--> statement-breakpoint
CREATE FUNCTION begin_directory() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('role', 'greenlight_app', true), set_config('TimeZone', 'UTC', true), set_config('app.tenant_id', '', true), set_config('app.directory', 'on', true);
END $$;--> statement-breakpoint
CREATE FUNCTION role_allows(role text, capability text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE capability
    WHEN 'read' THEN role IN ('viewer', 'agent', 'reviewer', 'admin', 'system')
    WHEN 'propose' THEN role IN ('agent', 'reviewer', 'admin', 'system')
    WHEN 'run' THEN role IN ('agent', 'reviewer', 'admin', 'system')
    WHEN 'decide' THEN role IN ('reviewer', 'admin')
    WHEN 'edit' THEN role IN ('reviewer', 'admin')
    WHEN 'administer' THEN role = 'admin'
    ELSE false
  END;--> statement-breakpoint
-- A product session is better-auth's row; only what a request needs to know of it is read here.
CREATE SCHEMA auth;--> statement-breakpoint
CREATE TABLE auth."user" (
  id text PRIMARY KEY, name text NOT NULL, email text NOT NULL UNIQUE, email_verified boolean NOT NULL DEFAULT false, image text,
  created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());--> statement-breakpoint
CREATE TABLE auth.session (
  id text PRIMARY KEY, expires_at timestamptz NOT NULL, token text NOT NULL UNIQUE, ip_address text, user_agent text,
  user_id text NOT NULL REFERENCES auth."user"(id) ON DELETE CASCADE, tenant_id bigint,
  created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());--> statement-breakpoint
CREATE TABLE auth.account (
  id text PRIMARY KEY, account_id text NOT NULL, provider_id text NOT NULL, user_id text NOT NULL REFERENCES auth."user"(id) ON DELETE CASCADE,
  access_token text, refresh_token text, id_token text, access_token_expires_at timestamptz, refresh_token_expires_at timestamptz, scope text, password text,
  created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());--> statement-breakpoint
CREATE TABLE auth.verification (
  id text PRIMARY KEY, identifier text NOT NULL, value text NOT NULL, expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());--> statement-breakpoint
CREATE INDEX ON auth.verification (identifier);--> statement-breakpoint
CREATE INDEX ON auth.session (user_id);--> statement-breakpoint
GRANT USAGE ON SCHEMA auth TO greenlight_app;--> statement-breakpoint
GRANT SELECT ON auth.session, auth."user" TO greenlight_app;--> statement-breakpoint
-- The first statement of every transaction: who asks, for which tenant, and may they. Raises GL401 or GL403 with a sentence.
--   kind 'api_key': credential is the SHA-256 of the key in hex; 'session': the session's token; 'system': the tenant's id;
--   'slack': "team:user", as a request signed by Slack names them.
CREATE FUNCTION begin_request(kind text, credential text, capability text, surface text)
RETURNS TABLE (tenant_id bigint, user_id bigint, key_id bigint, role text, actor_kind text, name text, time_zone text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_tenant bigint; v_user bigint; v_key bigint; v_role text; v_name text; v_zone text; v_kind text; v_email text; v_hint bigint; v_active boolean;
BEGIN
  PERFORM set_config('role', 'greenlight_app', true), set_config('TimeZone', 'UTC', true);
  IF kind = 'system' THEN
    v_tenant := credential::bigint; v_role := 'system'; v_kind := 'system'; v_name := 'Greenlight'; v_zone := 'UTC';
  ELSIF kind = 'api_key' THEN
    PERFORM set_config('app.credential', credential, true);
    SELECT k.tenant_id, k.user_id, k.id, k.role, k.name INTO v_tenant, v_user, v_key, v_role, v_name
    FROM api_key k WHERE k.key_hash = credential AND k.revoked_at IS NULL;
    IF v_tenant IS NULL THEN RAISE EXCEPTION 'This API key is not valid.' USING ERRCODE = 'GL401'; END IF;
    v_kind := CASE WHEN v_role = 'agent' THEN 'agent' ELSE 'person' END;
  ELSIF kind = 'session' THEN
    SELECT lower(u.email), s.tenant_id INTO v_email, v_hint
    FROM auth.session s JOIN auth."user" u ON u.id = s.user_id WHERE s.token = credential AND s.expires_at > now();
    IF v_email IS NULL THEN RAISE EXCEPTION 'Your session has ended. Please sign in again.' USING ERRCODE = 'GL401'; END IF;
    PERFORM set_config('app.sign_in_email', v_email, true);
    SELECT p.tenant_id, p.id, p.role, p.name INTO v_tenant, v_user, v_role, v_name
    FROM app_user p WHERE lower(p.email) = v_email AND p.is_active
    ORDER BY (p.tenant_id = v_hint) DESC NULLS LAST, p.tenant_id LIMIT 1;
    IF v_tenant IS NULL THEN RAISE EXCEPTION 'Nobody has invited this address yet.' USING ERRCODE = 'GL401'; END IF;
    v_kind := 'person';
  ELSIF kind = 'slack' THEN
    SELECT p.tenant_id, p.user_id, p.role INTO v_tenant, v_user, v_role FROM find_slack_person(credential) p;
    IF v_tenant IS NULL THEN RAISE EXCEPTION 'Your Slack account is not linked to a person here yet.' USING ERRCODE = 'GL401'; END IF;
    v_kind := 'person';
  ELSE
    RAISE EXCEPTION 'Please sign in or send an API key.' USING ERRCODE = 'GL401';
  END IF;
  PERFORM set_config('app.tenant_id', v_tenant::text, true), set_config('app.user_id', coalesce(v_user::text, ''), true),
    set_config('app.key_id', coalesce(v_key::text, ''), true), set_config('app.role', v_role, true),
    set_config('app.actor_kind', v_kind, true), set_config('app.surface', surface, true);
  IF v_user IS NOT NULL THEN
    SELECT p.name, p.time_zone, p.is_active INTO v_name, v_zone, v_active FROM app_user p WHERE p.id = v_user AND p.tenant_id = v_tenant;
    IF NOT coalesce(v_active, false) THEN RAISE EXCEPTION 'This person is no longer active.' USING ERRCODE = 'GL401'; END IF;
  END IF;
  IF NOT role_allows(v_role, capability) THEN
    RAISE EXCEPTION USING ERRCODE = 'GL403', MESSAGE = CASE
      WHEN v_role = 'agent' AND capability IN ('decide', 'edit', 'administer') THEN 'An agent may propose and can never decide, undo or import.'
      ELSE format('The role "%s" may not do this.', v_role) END;
  END IF;
  RETURN QUERY SELECT v_tenant, v_user, v_key, v_role, v_kind, v_name, coalesce(v_zone, 'UTC');
END $$;
