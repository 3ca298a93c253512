-- Extensions, the roles the product works under, and the functions that tell whose request this is.
CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS unaccent;--> statement-breakpoint
-- Roles belong to the whole cluster: two databases may be migrated at once, hence the exception.
DO $$
DECLARE r text;
BEGIN
  FOREACH r IN ARRAY ARRAY['greenlight_app', 'greenlight_writer', 'greenlight_reader'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOBYPASSRLS', r);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    BEGIN
      EXECUTE format('GRANT %I TO CURRENT_USER', r);
    EXCEPTION WHEN unique_violation OR invalid_grant_operation OR internal_error THEN NULL;
    END;
  END LOOP;
END $$;--> statement-breakpoint
-- A custom setting reads as '' and not null once any transaction on the connection has set it, hence nullif.
CREATE FUNCTION app_tenant_id() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.tenant_id', true), '')::bigint;--> statement-breakpoint
CREATE FUNCTION app_user_id() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.user_id', true), '')::bigint;--> statement-breakpoint
CREATE FUNCTION app_key_id() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.key_id', true), '')::bigint;--> statement-breakpoint
CREATE FUNCTION app_role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.role', true), '');--> statement-breakpoint
-- person | agent | system
CREATE FUNCTION app_actor_kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(nullif(current_setting('app.actor_kind', true), ''), 'system');--> statement-breakpoint
-- web | api | slack | cron | run
CREATE FUNCTION app_surface() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.surface', true), '');
--> statement-breakpoint
-- The host of a web address without www, port and path; null for what is no address.
CREATE FUNCTION website_host(website text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN nullif(regexp_replace(regexp_replace(lower(trim(website)), '^[a-z]+://', ''), '^www\.|[/:?#].*$', '', 'g'), '');
