-- Blocks lie by the first of their records instead of by their term: what a record shares with others is compared in one slice,
-- and blocks of the same records are one. All of it is derived: a scan that is under way begins again.
DROP TABLE duplicate_block;--> statement-breakpoint
CREATE TABLE duplicate_block (
  tenant_id bigint NOT NULL DEFAULT app_tenant_id(), run_id uuid NOT NULL, entity_type text NOT NULL, first_id bigint NOT NULL, term bigint NOT NULL, record_id bigint NOT NULL);--> statement-breakpoint
CREATE INDEX duplicate_block_first ON duplicate_block (tenant_id, run_id, entity_type, first_id, term);--> statement-breakpoint
ALTER TABLE duplicate_block ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE duplicate_block FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY tenant_isolation ON duplicate_block USING (tenant_id = app_tenant_id()) WITH CHECK (tenant_id = app_tenant_id());--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON duplicate_block TO greenlight_app;--> statement-breakpoint
REVOKE ALL ON duplicate_block FROM greenlight_reader;--> statement-breakpoint
-- Records are normalised and learnt from in another way than before; the next look-up or scan does it again.
TRUNCATE duplicate_key, duplicate_term, duplicate_model;--> statement-breakpoint
-- Which records of the tenant are blocked by one of the terms. It answers ids and nothing else, and has its owner's rights for the
-- same reason as search_records: under row level security no overlap of arrays may use an index. The overlap is found first, as
-- nobody may have counted the table yet, and a planner that guesses would read all keys of the tenant.
CREATE FUNCTION find_sharing(p_entity_type text, p_terms bigint[]) RETURNS TABLE (record_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
  WITH sharing AS MATERIALIZED (SELECT k.tenant_id, k.entity_type, k.record_id FROM duplicate_key k WHERE k.blocks && p_terms)
  SELECT s.record_id FROM sharing s WHERE s.tenant_id = app_tenant_id() AND s.entity_type = p_entity_type
$$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION find_sharing FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION find_sharing TO greenlight_app;--> statement-breakpoint
GRANT SELECT ON duplicate_key TO greenlight_finder;--> statement-breakpoint
CREATE POLICY search_of_one_tenant ON duplicate_key FOR SELECT TO greenlight_finder USING (true);--> statement-breakpoint
GRANT USAGE, CREATE ON SCHEMA public TO greenlight_finder;--> statement-breakpoint
ALTER FUNCTION find_sharing(text, bigint[]) OWNER TO greenlight_finder;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM greenlight_finder;
