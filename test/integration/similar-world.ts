import { serveWeb } from '../../local/web/serve-web.ts'
import type { Context } from '../../src/context.ts'
import { ScopedDatabase } from '../../src/db/scoped-database.ts'
import { decideProposals } from '../../src/proposals/decide-proposals.ts'
import type { RunView } from '../../src/runs/run-view.ts'
import { similarLeads } from '../../src/similar/flow.ts'
import { createWeb } from '../../src/web/create-web.ts'
import { openRunWorld } from '../support/open-run-world.ts'
import { reader } from './similar-reader.ts'

export interface LeadRow {
  title: string
  organization?: OrganizationRow | number
  type?: 'Job' | 'Opportunity' | 'Partnership'
  source?: string
  /** Statuses in order, each an hour after the one before; the last is the present one. */
  history: string[]
  /** Minutes between the statuses instead. */
  minutes?: number[]
  location?: string
  remote?: boolean
  description?: string
  posting_url?: string
  partnership_type?: string
}

export interface OrganizationRow {
  name: string
  website?: string
  industry?: string
  employee_count?: number
  city?: string
  country?: string
}

export interface ProposalRow {
  id: string
  bundle_id: string | null
  entity_type: string
  data: Record<string, unknown>
  link_to: Record<string, unknown> | null
  effects: { op: string; values: Record<string, unknown> }[]
  evidence: Record<string, { confidence: number; items: { url: string; quote: string; quote_verified: boolean }[] }>
  rationale: string
  origin: Record<string, unknown>
  parent_ids: string[]
  content_hash: string
  confidence: number
}

export type SimilarWorld = Awaited<ReturnType<typeof openSimilarWorld>>

/** A run world whose web is the bundled one and whose rows are put in by plain SQL. */
export async function openSimilarWorld() {
  const web = await serveWeb({ slowMs: 0 })
  const model = reader()
  const createBundledWeb = () =>
    createWeb({ serperApiKey: 'a-key', serperUrl: web.url, wikipediaUrl: web.url, pagesUrl: web.url })
  const world = await openRunWorld({
    work: { flows: { similar_leads: similarLeads }, model, web: createBundledWeb() },
  })
  const { tenantId, query } = world

  const insert = async (table: string, values: Record<string, unknown>) => {
    const row = Object.entries({ tenant_id: tenantId, ...values }).filter(([, value]) => value !== undefined)
    const [names, given] = [row.map(([name]) => name), row.map(([, value]) => value)]
    const text = `insert into ${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')}) returning id`
    return Number((await query(text, given))[0].id)
  }
  const insertLead = async (lead: LeadRow) => {
    const { organization, type = 'Job', history, minutes, location, remote, description, posting_url, ...own } = lead
    const organization_id =
      typeof organization === 'object' ? await insert('organization', { ...organization }) : organization
    const { partnership_type, ...row } = own
    const id = await insert('lead', { ...row, type, organization_id, status: history.at(-1) })
    if (type === 'Job') await insert('job', { id, location, remote, description, posting_url })
    if (type === 'Opportunity') await insert('opportunity', { id })
    if (type === 'Partnership') await insert('partnership', { id, partnership_type })
    let at = Date.parse('2026-03-02T09:00:00Z')
    await query('delete from lead_status_event where lead_id = $1', [id])
    for (const [step, to_status] of history.entries()) {
      if (step > 0) at += (minutes?.[step - 1] ?? 60) * 60_000
      const event = { lead_id: id, from_status: history[step - 1] ?? null, to_status, at: new Date(at).toISOString() }
      await insert('lead_status_event', event)
    }
    return id
  }
  const startSimilar = async (
    params: Record<string, unknown>,
    rest: Record<string, unknown> = {},
  ): Promise<RunView> => {
    const { id } = await world.start({ use_case: 'similar_leads', params, ...rest })
    return world.settled(id)
  }

  const insertStatuses = async (
    type: string | null,
    names: [name: string, category: string, isTerminal?: boolean][],
  ) => {
    for (const [position, [name, category, is_terminal = false]] of names.entries())
      await insert('lead_status', { lead_type: type, name, category, position, is_terminal })
  }
  const reviewer = await insert('app_user', { email: 'rey@acme.example', name: 'Rey', role: 'reviewer' })
  await insert('api_key', { name: 'Rey', role: 'reviewer', user_id: reviewer, key_hash: 'hash-of-rey' })
  const asReviewer: Context = {
    db: new ScopedDatabase(world.database.sql, {
      credential: { kind: 'api_key', value: 'hash-of-rey' },
      surface: 'api',
    }),
    now: new Date(),
    log: () => {},
  }

  return {
    ...world,
    web,
    reader: model,
    createBundledWeb,
    insert,
    insertLead,
    startSimilar,
    /** A person decides: parents before what hangs on them. */
    decide: (action: 'approve' | 'reject', proposals: ProposalRow[]) =>
      decideProposals(
        asReviewer,
        [...proposals]
          .sort((a, b) => a.parent_ids.length - b.parent_ids.length)
          .map(({ id, content_hash }) => ({ id, action, content_hash })),
        crypto.randomUUID(),
      ),
    insertJobLeads: async () => {
      await insertStatuses('Job', jobStatuses)
      for (const lead of jobLeads) await insertLead(lead)
    },
    insertStatuses,
    proposalsOf: async (runId: string): Promise<ProposalRow[]> =>
      query('select * from proposal where run_id = $1 order by created_at, id', [runId]) as Promise<ProposalRow[]>,
    eventsOf: async (runId: string) =>
      query('select kind, message, detail from run_event where run_id = $1 order by id', [runId]) as Promise<
        { kind: string; message: string; detail: Record<string, unknown> | null }[]
      >,
    /** Of the fields that were proposed, how many have a quote that its page really holds; the page is fetched anew. */
    async countQuotes(proposals: ProposalRow[]) {
      const pages = new Map<string, string>()
      let [fields, found] = [0, 0]
      for (const { data, evidence } of proposals)
        for (const field of Object.keys(data)) {
          fields += 1
          const [item] = evidence[field]?.items ?? []
          if (!item?.url || !item.quote || !item.quote_verified) continue
          if (!pages.has(item.url)) pages.set(item.url, plainText(await (await fetch(item.url)).text()))
          if (pages.get(item.url)!.includes(plainText(item.quote))) found += 1
        }
      return { fields, found }
    },
    async close() {
      await world.close()
      await web.close()
    },
  }
}

const plainText = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, '')
    .toLowerCase()

/** The host and path that a page of the bundled web stands for. */
export const pageOf = (url: unknown): string => String(url).replace(/^https?:\/\/[^/]+\/p\/(?:www\.)?/, '')

export const jobStatuses: [name: string, category: string, isTerminal?: boolean][] = [
  ['New', 'open'],
  ['Applied', 'open'],
  ['Interviewing', 'open'],
  ['Offer', 'open'],
  ['Accepted', 'won', true],
  ['Rejected', 'lost', true],
]

const reached = ['New', 'Applied', 'Interviewing', 'Rejected']
const rejected = ['New', 'Applied', 'Rejected']

const energy = (name: string, city: string, industry = 'Renewable energy'): OrganizationRow => ({
  name,
  industry,
  city,
  employee_count: 140,
})

/** Six leads that were interviewed and five that were not: energy data against banks and bets. */
export const jobLeads: LeadRow[] = [
  {
    title: 'Senior Data Platform Engineer',
    organization: energy('Alderpoint Energy Ltd', 'Edinburgh'),
    source: 'Referral',
    history: reached,
    location: 'Edinburgh',
    remote: true,
    description: 'Turbine telemetry into Postgres, Kafka and dbt; Python and TypeScript services.',
    posting_url: 'https://www.alderpoint.example/careers/senior-data-platform-engineer',
  },
  {
    title: 'Staff Data Engineer',
    organization: energy('Kittiwake Grid Ltd', 'London', 'Energy software'),
    source: 'LinkedIn',
    history: reached,
    location: 'London',
    remote: true,
    description: 'Sensor streams from 40,000 meters. Kafka, Flink, Postgres, Python.',
  },
  {
    title: 'Senior Data Engineer',
    organization: energy('Solbruck GmbH', 'Berlin'),
    source: 'Company site',
    history: ['New', 'Applied', 'Interviewing', 'Offer', 'Accepted'],
    location: 'Berlin',
    remote: true,
    description: 'Solar forecasts. Python, Postgres, Kafka, Kubernetes.',
  },
  {
    title: 'Principal Data Engineer',
    organization: energy('Nordvik Offshore ApS', 'Aarhus'),
    source: 'LinkedIn',
    history: ['New', 'Applied', 'Interviewing'],
    location: 'Aarhus',
    remote: true,
    description: 'Offshore wind farm data: time series, Postgres, Kafka, Rust or TypeScript.',
  },
  {
    title: 'Lead Data Engineer',
    organization: energy('Tynewater Ltd', 'Newcastle', 'Water technology'),
    source: 'Referral',
    history: reached,
    location: 'Newcastle upon Tyne',
    remote: true,
    description: 'Leakage sensors: Kafka, Postgres, dbt, Terraform.',
  },
  {
    title: 'Senior Data Engineer',
    organization: energy('Harbour Freightworks Ltd', 'Glasgow', 'Logistics software'),
    source: 'Referral',
    history: reached,
    location: 'Glasgow',
    remote: true,
    description: 'Container events: Kafka, Postgres, Python.',
  },
  {
    title: 'Data Engineer',
    organization: energy('Pemberton Bank plc', 'London', 'Banking'),
    source: 'Job board',
    history: rejected,
    location: 'London',
    remote: false,
    description: 'Oracle, Informatica and regulatory reporting.',
  },
  {
    title: 'BI Developer',
    organization: energy('Wagerly Ltd', 'Leeds', 'Online gambling'),
    source: 'Job board',
    history: rejected,
    location: 'Leeds',
    remote: false,
    description: 'Power BI and SQL Server reports.',
  },
  {
    title: 'ETL Developer',
    organization: energy('Castle Assurance plc', 'Manchester', 'Insurance'),
    source: 'Job board',
    history: rejected,
    location: 'Manchester',
    remote: false,
    description: 'SSIS and Informatica.',
  },
  {
    title: 'Ad Platform Engineer',
    organization: energy('Bidwise Ltd', 'Dublin', 'Advertising technology'),
    source: 'Recruiter',
    history: rejected,
    location: 'Dublin',
    remote: false,
    description: 'Java, Scala and Hadoop.',
  },
  {
    title: 'Data Engineer',
    organization: energy('Oddsmaker Ltd', 'Leeds', 'Online gambling'),
    source: 'Recruiter',
    history: rejected,
    location: 'Leeds',
    remote: false,
    description: 'Hadoop and Scala.',
  },
]
