-- What records are compared by. `form` holds a record's normalised values, `blocks` the terms that bring it together with others,
-- `terms` those whose commonness says what agreeing on them is worth; all are computed outside and can be thrown away at any time.
CREATE TABLE duplicate_key (
  tenant_id bigint NOT NULL DEFAULT app_tenant_id() REFERENCES tenant (id), entity_type text NOT NULL, record_id bigint NOT NULL,
  blocks bigint[] NOT NULL, terms bigint[] NOT NULL, form jsonb NOT NULL,
  PRIMARY KEY (tenant_id, entity_type, record_id));--> statement-breakpoint
-- Without a cap on what waits to be sorted in, one look-up in a thousand would pay for all writes before it.
CREATE INDEX duplicate_key_blocks ON duplicate_key USING gin (blocks) WITH (gin_pending_list_limit = 1024);--> statement-breakpoint
-- Records written since they were last keyed, whoever wrote them. `mark` tells a change that came while a record was being keyed.
CREATE SEQUENCE duplicate_mark;--> statement-breakpoint
CREATE TABLE duplicate_unkeyed (
  tenant_id bigint NOT NULL DEFAULT app_tenant_id(), entity_type text NOT NULL, record_id bigint NOT NULL, mark bigint NOT NULL DEFAULT nextval('duplicate_mark'),
  PRIMARY KEY (tenant_id, entity_type, record_id));--> statement-breakpoint
-- How many records held a term at the last scan, where it was more than one.
CREATE TABLE duplicate_term (
  tenant_id bigint NOT NULL DEFAULT app_tenant_id() REFERENCES tenant (id), entity_type text NOT NULL, term bigint NOT NULL, records int NOT NULL,
  PRIMARY KEY (tenant_id, entity_type, term));--> statement-breakpoint
-- What the last scan learnt without labels: m and u of every level of every field.
CREATE TABLE duplicate_model (
  tenant_id bigint NOT NULL DEFAULT app_tenant_id() REFERENCES tenant (id), entity_type text NOT NULL, model jsonb NOT NULL, learnt_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, entity_type));--> statement-breakpoint
-- The blocks of a scan that is under way, the pairs it has found and the groups it will propose.
CREATE TABLE duplicate_block (
  tenant_id bigint NOT NULL DEFAULT app_tenant_id(), run_id uuid NOT NULL, entity_type text NOT NULL, term bigint NOT NULL, record_id bigint NOT NULL);--> statement-breakpoint
CREATE INDEX duplicate_block_term ON duplicate_block (tenant_id, run_id, entity_type, term);--> statement-breakpoint
CREATE TABLE duplicate_pair (
  tenant_id bigint NOT NULL DEFAULT app_tenant_id(), run_id uuid NOT NULL, entity_type text NOT NULL, left_id bigint NOT NULL, right_id bigint NOT NULL, weight real NOT NULL,
  PRIMARY KEY (tenant_id, run_id, entity_type, left_id, right_id));--> statement-breakpoint
CREATE TABLE duplicate_group (
  tenant_id bigint NOT NULL DEFAULT app_tenant_id(), run_id uuid NOT NULL, entity_type text NOT NULL, ordinal int NOT NULL, edges jsonb NOT NULL,
  PRIMARY KEY (tenant_id, run_id, ordinal));--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['duplicate_key', 'duplicate_unkeyed', 'duplicate_term', 'duplicate_model', 'duplicate_block', 'duplicate_pair', 'duplicate_group'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I USING (tenant_id = app_tenant_id()) WITH CHECK (tenant_id = app_tenant_id())', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO greenlight_app', t);
    EXECUTE format('REVOKE ALL ON %I FROM greenlight_reader', t);
  END LOOP;
END $$;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON duplicate_unkeyed TO greenlight_writer;--> statement-breakpoint
GRANT USAGE ON SEQUENCE duplicate_mark TO greenlight_app, greenlight_writer;--> statement-breakpoint
-- Tenants that know the same companies would otherwise read each other's postings only to drop them. The kind of a term stays as it is;
-- the sign tells a term that records are brought together by from one that is only counted.
CREATE FUNCTION salt_terms(terms bigint[]) RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN ARRAY(SELECT -(t # (hashint8extended(app_tenant_id(), 47) & 140737488355327)) FROM unnest(terms) t);--> statement-breakpoint
CREATE FUNCTION mark_unkeyed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO duplicate_unkeyed (tenant_id, entity_type, record_id) SELECT tenant_id, TG_ARGV[0], id FROM come
  ON CONFLICT (tenant_id, entity_type, record_id) DO UPDATE SET mark = excluded.mark;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION mark_organizations_unkeyed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO duplicate_unkeyed (tenant_id, entity_type, record_id)
  SELECT n.tenant_id, 'Organization', n.id FROM come n JOIN gone o ON o.id = n.id
  WHERE (n.name, n.website, n.industry, n.phone, n.email, n.street, n.city, n.region, n.postal_code, n.country, n.linkedin_url, n.merged_into_id, n.archived_at IS NULL)
    IS DISTINCT FROM (o.name, o.website, o.industry, o.phone, o.email, o.street, o.city, o.region, o.postal_code, o.country, o.linkedin_url, o.merged_into_id, o.archived_at IS NULL)
  ON CONFLICT (tenant_id, entity_type, record_id) DO UPDATE SET mark = excluded.mark;
  -- people are compared by where they work, too
  INSERT INTO duplicate_unkeyed (tenant_id, entity_type, record_id)
  SELECT DISTINCT c.tenant_id, 'Individual', c.individual_id FROM come n JOIN gone o ON o.id = n.id JOIN contact c ON c.tenant_id = n.tenant_id AND c.organization_id = n.id
  WHERE n.name <> o.name AND c.individual_id IS NOT NULL
  ON CONFLICT (tenant_id, entity_type, record_id) DO UPDATE SET mark = excluded.mark;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION mark_individuals_unkeyed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO duplicate_unkeyed (tenant_id, entity_type, record_id)
  SELECT n.tenant_id, 'Individual', n.id FROM come n JOIN gone o ON o.id = n.id
  WHERE (n.first_name, n.last_name, n.email, n.phone, n.title, n.linkedin_url, n.street, n.city, n.region, n.postal_code, n.country, n.birth_date, n.merged_into_id, n.archived_at IS NULL)
    IS DISTINCT FROM (o.first_name, o.last_name, o.email, o.phone, o.title, o.linkedin_url, o.street, o.city, o.region, o.postal_code, o.country, o.birth_date, o.merged_into_id, o.archived_at IS NULL)
  ON CONFLICT (tenant_id, entity_type, record_id) DO UPDATE SET mark = excluded.mark;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION mark_contacts_people_unkeyed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO duplicate_unkeyed (tenant_id, entity_type, record_id)
  SELECT DISTINCT tenant_id, 'Individual', individual_id FROM come WHERE individual_id IS NOT NULL
  ON CONFLICT (tenant_id, entity_type, record_id) DO UPDATE SET mark = excluded.mark;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER mark_unkeyed_new AFTER INSERT ON organization REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION mark_unkeyed('Organization');--> statement-breakpoint
CREATE TRIGGER mark_unkeyed_gone AFTER DELETE ON organization REFERENCING OLD TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION mark_unkeyed('Organization');--> statement-breakpoint
CREATE TRIGGER mark_unkeyed_changed AFTER UPDATE ON organization REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION mark_organizations_unkeyed();--> statement-breakpoint
CREATE TRIGGER mark_unkeyed_new AFTER INSERT ON individual REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION mark_unkeyed('Individual');--> statement-breakpoint
CREATE TRIGGER mark_unkeyed_gone AFTER DELETE ON individual REFERENCING OLD TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION mark_unkeyed('Individual');--> statement-breakpoint
CREATE TRIGGER mark_unkeyed_changed AFTER UPDATE ON individual REFERENCING OLD TABLE AS gone NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION mark_individuals_unkeyed();--> statement-breakpoint
CREATE TRIGGER mark_unkeyed_new AFTER INSERT ON contact REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION mark_contacts_people_unkeyed();--> statement-breakpoint
CREATE TRIGGER mark_unkeyed_changed AFTER UPDATE ON contact REFERENCING NEW TABLE AS come FOR EACH STATEMENT EXECUTE FUNCTION mark_contacts_people_unkeyed();
