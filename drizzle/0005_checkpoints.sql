-- LangGraph's checkpoints in the layout of @langchain/langgraph-checkpoint-postgres 1.0.5, so that its saver can open our
-- threads and ours its. The one thing added is tenant_id, filled by default: no statement of either saver names it.
CREATE TABLE checkpoint_migrations (v integer PRIMARY KEY);--> statement-breakpoint
-- The official setup() then finds nothing left to do.
INSERT INTO checkpoint_migrations (v) SELECT generate_series(0, 4);--> statement-breakpoint
CREATE TABLE checkpoints (
  thread_id text NOT NULL,
  checkpoint_ns text NOT NULL DEFAULT '',
  checkpoint_id text NOT NULL,
  parent_checkpoint_id text,
  type text,
  checkpoint jsonb NOT NULL,
  metadata jsonb NOT NULL DEFAULT '{}',
  tenant_id bigint DEFAULT app_tenant_id(),
  PRIMARY KEY (thread_id, checkpoint_ns, checkpoint_id)
);--> statement-breakpoint
CREATE TABLE checkpoint_blobs (
  thread_id text NOT NULL,
  checkpoint_ns text NOT NULL DEFAULT '',
  channel text NOT NULL,
  version text NOT NULL,
  type text NOT NULL,
  blob bytea,
  tenant_id bigint DEFAULT app_tenant_id(),
  PRIMARY KEY (thread_id, checkpoint_ns, channel, version)
);--> statement-breakpoint
CREATE TABLE checkpoint_writes (
  thread_id text NOT NULL,
  checkpoint_ns text NOT NULL DEFAULT '',
  checkpoint_id text NOT NULL,
  task_id text NOT NULL,
  idx integer NOT NULL,
  channel text NOT NULL,
  type text,
  blob bytea NOT NULL,
  tenant_id bigint DEFAULT app_tenant_id(),
  PRIMARY KEY (thread_id, checkpoint_ns, checkpoint_id, task_id, idx)
);--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['checkpoints', 'checkpoint_blobs', 'checkpoint_writes'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_isolation ON %I USING (tenant_id = app_tenant_id()) WITH CHECK (tenant_id = app_tenant_id())', t);
  END LOOP;
END $$;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON checkpoints, checkpoint_blobs, checkpoint_writes TO greenlight_app;--> statement-breakpoint
GRANT SELECT ON checkpoint_migrations TO greenlight_app;
