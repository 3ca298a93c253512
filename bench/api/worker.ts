/** What one would write without the product: a Hono handler with one Neon query, for each of the three routes that are measured. */
import { neon, neonConfig } from '@neondatabase/serverless'
import { Hono } from 'hono'

interface Bindings {
  DATABASE_URL: string
  NEON_FETCH_ENDPOINT: string
  TENANT_ID: string
  USER_ID: string
}

const app = new Hono<{ Bindings: Bindings }>()

function connect({ DATABASE_URL, NEON_FETCH_ENDPOINT }: Bindings) {
  neonConfig.fetchEndpoint = NEON_FETCH_ENDPOINT
  return neon(DATABASE_URL)
}

app.get('/healthz', (c) => c.json({ status: 'ok' }))

app.get('/v1/proposals', async (c) => {
  const rows = await connect(c.env).query(
    `select * from proposal where tenant_id = $1 and status = 'pending' order by created_at desc nulls last, id desc nulls last limit 50`,
    [c.env.TENANT_ID],
  )
  return c.json({ data: rows })
})

app.get('/v1/runs/:id', async (c) => {
  const [run] = await connect(c.env).query(
    `select r.*, (select count(*)::int from proposal p where p.tenant_id = r.tenant_id and p.run_id = r.id) as proposal_count
     from run r where r.tenant_id = $1 and r.id = $2`,
    [c.env.TENANT_ID, c.req.param('id')],
  )
  return run ? c.json(run) : c.notFound()
})

// the rows that an approval writes, for a change of one person; nothing else is checked or looked up
const APPROVE = `
  with decided as (
    update proposal set status = 'committed', decided_by = $3, decided_at = now(), surface = 'api'
    where id = $1 and tenant_id = $2 and status = 'pending' and content_hash = $4 returning *),
  logged as (
    insert into change_set (tenant_id, origin, actor_kind, actor_user_id, surface, proposal_id)
    select tenant_id, 'proposal', 'person', $3, 'api', id from decided returning id, proposal_id),
  before as (select i.* from individual i join decided d on i.id = d.entity_id and i.tenant_id = d.tenant_id for update of i),
  written as (
    update individual i set title = d.data->>'title', city = d.data->>'city' from decided d where i.id = d.entity_id and i.tenant_id = d.tenant_id returning i.id, i.row_version),
  changed as (
    insert into change (tenant_id, change_set_id, entity_type, entity_id, op, field_name, before, after, row_version)
    select $2, l.id, 'Individual', w.id, 'update', f.key, to_jsonb(b)->f.key, f.value, w.row_version
    from decided d, logged l, before b, written w, jsonb_each(d.data) f),
  proven as (
    insert into data_provenance (tenant_id, entity_type, entity_id, field_name, actor_kind, source, source_url, quote, confidence, raw_value, proposal_id, change_set_id, verified_by, verified_at)
    select $2, 'Individual', d.entity_id, f.key, 'agent', d.producer, d.evidence->f.key->'items'->0->>'url', d.evidence->f.key->'items'->0->>'quote', d.confidence, f.value #>> '{}', d.id, l.id, $3, now()
    from decided d, logged l, jsonb_each(d.data) f)
  select id, 'committed' as outcome from decided`

app.post('/v1/proposals/:id/approve', async (c) => {
  const { content_hash } = await c.req.json<{ content_hash: string }>()
  const [done] = await connect(c.env).query(APPROVE, [c.req.param('id'), c.env.TENANT_ID, c.env.USER_ID, content_hash])
  return done ? c.json(done) : c.json({ outcome: 'already_decided' }, 409)
})

export default app
