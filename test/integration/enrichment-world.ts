import { serveModel } from '../../local/model/serve-model.ts'
import { serveWeb } from '../../local/web/serve-web.ts'
import type { Context } from '../../src/context.ts'
import { ScopedDatabase } from '../../src/db/scoped-database.ts'
import { enrichContacts } from '../../src/enrichment/flow.ts'
import type { Model } from '../../src/platform/model.ts'
import { createOpenAiModel } from '../../src/platform/openai-model.ts'
import { decideProposals } from '../../src/proposals/decide-proposals.ts'
import { listRunEvents } from '../../src/runs/list-run-events.ts'
import { createWeb } from '../../src/web/create-web.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { openRunWorld } from '../support/open-run-world.ts'

export interface Filed {
  id: string
  action: string
  entity_id: number | null
  name: string
  data: Record<string, string>
  risk: string
  confidence: number
  rationale: string
  status: string
  question_key: string
  effects: { op: string; entity_type: string; entity_id?: number; values: Record<string, unknown> }[]
  identity: unknown[]
  link_to: { organization_id?: number } | null
  evidence: Record<
    string,
    {
      confidence: number
      items: { url: string; quote: string; quote_verified: boolean; method: string; kind: string }[]
    }
  >
}

/** What a run tells beside its proposals. */
export interface Report {
  organizations: { id: number; name: string; status: string; error: string | null }[]
  not_the_same: { name: string; url: string; reason: string }[]
  not_read: { url: string; reason: string }[]
  not_believed: { url: string; reason: string }[]
  instructions_ignored: { url: string; quote: string }[]
  guessed_addresses: { name: string; email: string; method: string }[]
}

export type EnrichmentWorld = Awaited<ReturnType<typeof openEnrichmentWorld>>

/** The bundled web and the model stand-in behind their wires, for one test file; each tenant of it is a world of its own. */
export async function openStandIns() {
  const [database, web, model] = await Promise.all([openTestDatabase(), serveWeb(), serveModel()])
  return {
    database,
    web,
    model,
    wired: createOpenAiModel({
      apiKey: 'key-of-a-test',
      baseUrl: model.url,
      model: 'gpt-5-mini',
      embeddingModel: 'text-embedding-3-small',
    }),
    close: async () => {
      await Promise.all([web.close(), model.close()])
      await database.close()
    },
  }
}

export type StandIns = Awaited<ReturnType<typeof openStandIns>>

/** A fresh tenant with nothing but what the test inserts by plain SQL. */
export async function openEnrichmentWorld(standIns: StandIns, model: Model = standIns.wired) {
  const { database, web } = standIns
  const pages = () =>
    createWeb({ serperApiKey: 'k', serperUrl: web.serperUrl, wikipediaUrl: web.wikipediaUrl, pagesUrl: web.url })
  const world = await openRunWorld({
    database: database as TestDatabase,
    work: { flows: { enrich_contacts: enrichContacts }, web: pages(), model },
  })
  const { tenantId } = world
  const insert = async (table: string, values: Record<string, unknown>): Promise<number> => {
    const names = ['tenant_id', ...Object.keys(values)]
    const marks = names.map((_, at) => `$${at + 1}`)
    const [row] = await world.query(
      `insert into ${table} (${names.join(', ')}) values (${marks.join(', ')}) returning id`,
      [tenantId, ...Object.values(values)],
    )
    return Number(row.id)
  }
  return {
    ...world,
    insert,
    /** An organization with a lead of that kind, as somebody's import leaves it. */
    async organization(name: string, website: string | null, leadType: string | null = 'Job') {
      const id = await insert('organization', { name, website })
      if (leadType)
        await insert('lead', { organization_id: id, type: leadType, title: `Lead at ${name}`, status: 'New' })
      return id
    },
    async person(values: Record<string, unknown>, organizationId?: number, employment: Record<string, unknown> = {}) {
      const id = await insert('individual', values)
      if (organizationId) {
        await insert('contact', { individual_id: id, organization_id: organizationId })
        await insert('employment', { individual_id: id, organization_id: organizationId, ...employment })
      }
      return id
    },
    /** Starts a run and waits until it has ended; the web forgets between two runs, as deliveries do. */
    async enrich(
      params: Record<string, unknown> = {},
      prompt = 'Research contacts at organizations linked to my job leads',
    ) {
      world.work.web = pages()
      const { id } = await world.start({ prompt, params })
      const run = await world.settled(id)
      const { data: events } = await listRunEvents(world.context(), id, { limit: 500 })
      const filed = await filedBy(id)
      return { id, run, events, filed, result: (run.result ?? {}) as unknown as Report }
    },
    filedBy,
    /** A person of the tenant who may decide. */
    async reviewer(role: 'reviewer' | 'admin' = 'reviewer'): Promise<Context> {
      const user = await insert('app_user', { email: `${role}@acme.example`, name: 'Rae', role })
      const hash = crypto.randomUUID()
      await insert('api_key', { name: role, role, user_id: user, key_hash: hash })
      const db = new ScopedDatabase(database.sql, { credential: { kind: 'api_key', value: hash }, surface: 'api' })
      return { ...world.context(), db }
    },
    async decide(ctx: Context, filed: Filed[], action: 'approve' | 'reject') {
      const rows = await world.query('select id, content_hash from proposal where id = any($1::uuid[])', [
        filed.map(({ id }) => id),
      ])
      const hashes = new Map(rows.map(({ id, content_hash }) => [id as string, content_hash as string]))
      const decisions = filed.map(({ id }) => ({ id, action, content_hash: hashes.get(id)! }))
      return decideProposals(ctx, decisions, null)
    },
  }

  async function filedBy(runId: string): Promise<Filed[]> {
    const rows = await world.query(
      `select id, proposed_action as action, entity_id, data, risk, confidence, rationale, status, question_key, effects, identity, link_to, evidence,
         coalesce(data->>'first_name' || ' ' || (data->>'last_name'),
           (select i.first_name || ' ' || i.last_name from individual i where i.id = proposal.entity_id)) as name
       from proposal where run_id = $1 order by created_at, id`,
      [runId],
    )
    return rows.map((row) => ({
      ...row,
      entity_id: row.entity_id && Number(row.entity_id),
      confidence: Number(row.confidence),
    }))
  }
}
