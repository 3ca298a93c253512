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
TRUNCATE duplicate_key, duplicate_term, duplicate_model;
