-- Who of the tenant's people may be meant by somebody found on the web: by name, mailbox, profile, or where they are known to be.
-- It answers ids and nothing else, which the caller joins under row level security, and has its owner's rights for the same
-- reason as search_records: under row level security no pattern may use an index, and a run asks about hundreds of people.
--   names: patterns for search_text(person_name(...)); emails and profiles: folded to lower case
CREATE FUNCTION find_possible_people(names text[], emails text[], profiles text[], organizations bigint[]) RETURNS TABLE (id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  -- one pattern at a time, as that is how an index of trigrams is searched
  SELECT i.id FROM unnest(names) n(pattern) CROSS JOIN LATERAL (
    SELECT p.id FROM individual p WHERE p.tenant_id = app_tenant_id() AND search_text(person_name(p.first_name, p.last_name)) LIKE n.pattern LIMIT 200) i
  UNION SELECT i.id FROM individual i WHERE i.tenant_id = app_tenant_id() AND lower(i.email) = ANY (emails)
  UNION SELECT i.id FROM individual i WHERE i.tenant_id = app_tenant_id() AND lower(i.linkedin_url) = ANY (profiles)
  UNION SELECT c.individual_id FROM contact c WHERE c.tenant_id = app_tenant_id() AND lower(c.email) = ANY (emails)
  UNION SELECT c.individual_id FROM contact c WHERE c.tenant_id = app_tenant_id() AND c.organization_id = ANY (organizations)
  UNION SELECT e.individual_id FROM employment e WHERE e.tenant_id = app_tenant_id() AND e.organization_id = ANY (organizations)
$$;--> statement-breakpoint
CREATE INDEX individual_profile ON individual (tenant_id, lower(linkedin_url)) WHERE linkedin_url IS NOT NULL;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION find_possible_people FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION find_possible_people TO greenlight_app;--> statement-breakpoint
GRANT SELECT ON contact, employment, individual TO greenlight_finder;--> statement-breakpoint
GRANT USAGE, CREATE ON SCHEMA public TO greenlight_finder;--> statement-breakpoint
ALTER FUNCTION find_possible_people(text[], text[], text[], bigint[]) OWNER TO greenlight_finder;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM greenlight_finder;
