import type pg from 'pg'
import { type Made, makeOrganizations } from './make-organizations.ts'
import { makePeople } from './make-people.ts'
import { seededRandom } from './random.ts'

const ROWS_AT_ONCE = 5000

export interface SeededTenant {
  tenantId: number
  /** The true entity of every record, by table and id. */
  truth: { organization: Map<number, string>; individual: Map<number, string> }
}

/** A tenant of so many records, two of five organizations, written with plain SQL. */
export async function seedTenant(admin: pg.Pool, records: number, seed: number): Promise<SeededTenant> {
  const random = seededRandom(seed)
  const { rows } = await admin.query(`insert into tenant (name) values ('Bench') returning id`)
  const tenantId = Number(rows[0].id)
  const organizations = makeOrganizations(random, Math.round(records * 0.4))
  const people = makePeople(random, records - organizations.length)
  return {
    tenantId,
    truth: {
      organization: await insert(admin, tenantId, 'organization', organizations),
      individual: await insert(admin, tenantId, 'individual', people),
    },
  }
}

async function insert(admin: pg.Pool, tenantId: number, table: 'organization' | 'individual', made: Made[]) {
  const truth = new Map<number, string>()
  const columns = Object.keys(made[0]!).filter((name) => name !== 'cluster')
  const types = columns.map((name) => `${name} ${name === 'birth_date' ? 'date' : 'text'}`).join(', ')
  for (let at = 0; at < made.length; at += ROWS_AT_ONCE) {
    const page = made.slice(at, at + ROWS_AT_ONCE)
    const { rows } = await admin.query(
      `insert into ${table} (tenant_id, ${columns.join(', ')}) select $1, ${columns.join(', ')} from jsonb_to_recordset($2::jsonb) as r (${types}) returning id`,
      [tenantId, JSON.stringify(page)],
    )
    for (const [index, { id }] of rows.entries()) truth.set(Number(id), page[index]!.cluster)
  }
  await admin.query(`analyze ${table}`)
  return truth
}
