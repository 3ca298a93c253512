import type pg from 'pg'
import type { Decision } from '../../src/proposals/decision.ts'
import type { Draft } from '../../src/proposals/draft.ts'

export const UPDATES = 500
export const CREATES = 350
export const MERGES = 150

const evidence = (n: number, quote: string) => ({
  confidence: 0.9,
  items: [
    {
      url: `https://company-${n}.example/team`,
      title: 'Our team',
      quote,
      retrieved_at: '2026-11-20T08:00:00Z',
      quote_verified: true,
      kind: 'company_team_page',
    },
  ],
})

/** Organizations with a person each; some twice, so that they can be merged. */
export async function seedRecords(admin: pg.Pool, tenantId: number) {
  await admin.query(
    `insert into organization (tenant_id, name, website, industry, city, country)
     select $1, 'Company ' || n, 'https://www.company-' || n || '.example', 'Energy', 'Leeds', 'GB' from generate_series(1, 20000) n`,
    [tenantId],
  )
  await admin.query(
    `insert into individual (tenant_id, first_name, last_name, email, title)
     select $1, 'Person', 'Number ' || n, 'person' || n || '@company-' || n || '.example', 'Engineer' from generate_series(1, 20000) n`,
    [tenantId],
  )
  await admin.query(
    `insert into contact (tenant_id, individual_id, organization_id, title)
     select $1, i.id, o.id, i.title from individual i join organization o on website_host(o.website) = split_part(i.email, '@', 2) and o.tenant_id = i.tenant_id where i.tenant_id = $1`,
    [tenantId],
  )
  await admin.query(
    `insert into note (tenant_id, content, entity_type, entity_id) select $1, 'A note', 'Organization', id from organization where tenant_id = $1`,
    [tenantId],
  )
  await admin.query('analyze')
}

/** A thousand drafts: values for people, new people with their links, merges of organizations with what hangs on them. */
export function benchDrafts(firstOrganization: number, firstIndividual: number): Draft[] {
  const updates = Array.from(
    { length: UPDATES },
    (_, n): Draft => ({
      proposed_action: 'update',
      entity_type: 'Individual',
      entity_id: firstIndividual + n,
      data: { title: `Head of Data ${n}`, phone: `+44 20 7946 ${1000 + n}`, city: 'London' },
      confidence: 0.9,
      evidence: { title: evidence(n, `Person Number ${n}, Head of Data ${n}`), phone: evidence(n, `+44 20 ${n}`) },
      producer: 'enrich_contacts',
    }),
  )
  const creates = Array.from(
    { length: CREATES },
    (_, n): Draft => ({
      proposed_action: 'create',
      entity_type: 'Individual',
      data: { first_name: 'New', last_name: `Person ${n}`, email: `new${n}@fresh-${n}.example`, title: 'CTO' },
      link_to: { organization_id: firstOrganization + 10_000 + n },
      confidence: 0.8,
      evidence: { title: evidence(n, 'CTO'), last_name: evidence(n, `New Person ${n}`) },
      producer: 'enrich_contacts',
    }),
  )
  const merges = Array.from(
    { length: MERGES },
    (_, n): Draft => ({
      proposed_action: 'merge',
      entity_type: 'Organization',
      data: {
        survivor_id: firstOrganization + 15_000 + 2 * n,
        loser_ids: [firstOrganization + 15_001 + 2 * n],
        values: { industry: `Energy storage ${n}` },
      },
      producer: 'find_duplicates',
    }),
  )
  return interleave(updates, creates, merges)
}

/** Mixed as an inbox mixes them, the same in every run. */
function interleave(...lists: Draft[][]): Draft[] {
  return lists
    .flatMap((list) => list.map((draft, at) => ({ draft, place: (at + 0.5) / list.length })))
    .toSorted((a, b) => a.place - b.place)
    .map(({ draft }) => draft)
}

export async function readDecisions(admin: pg.Pool): Promise<Decision[]> {
  const { rows } = await admin.query(
    `select id, content_hash from proposal where status = 'pending' order by md5(id::text)`,
  )
  return rows.map(({ id, content_hash }) => ({ id, content_hash, action: 'approve' }))
}
