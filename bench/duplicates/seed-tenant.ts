import type pg from 'pg'
import { type Random, seededRandom } from './random.ts'
import type { Company } from './world/companies/companies.ts'
import { type MadeOrganization, makeOrganizations } from './world/companies/make-organizations.ts'
import { type MadePerson, makePeople } from './world/people/make-people.ts'
import { createWorld } from './world/world.ts'

const ROWS_AT_ONCE = 5000

type Row = Record<string, string | number>

export interface SeededTenant {
  tenantId: number
  /** The true entity of every record, by table and id. */
  truth: { organization: Map<number, string>; individual: Map<number, string> }
}

/** A tenant of so many records, two of five organizations, and who works where, written with plain SQL. */
export async function seedTenant(admin: pg.Pool, records: number, seed: number): Promise<SeededTenant> {
  const random = seededRandom(seed)
  const world = createWorld(random)
  const { rows } = await admin.query(`insert into tenant (name) values ('Bench') returning id`)
  const tenantId = Number(rows[0].id)
  const insert = (table: string, made: readonly Row[]) => insertRows(admin, tenantId, table, made)

  const organizations = makeOrganizations(world, Math.round(records * 0.4))
  const organizationIds = await insert(
    'organization',
    organizations.map(({ row }) => row),
  )
  const idsOf = idsByCompany(organizations, organizationIds)
  const people = makePeople(world, [...idsOf.keys()], records - organizations.length)
  const individualIds = await insert(
    'individual',
    people.map(({ row }) => row),
  )
  await insert('contact', contactsOf(random, people, individualIds, idsOf))
  return {
    tenantId,
    truth: {
      organization: new Map([...idsOf.values()].flatMap((ids, company) => ids.map((id) => [id, `o${company}`]))),
      individual: new Map(people.map(({ person }, at) => [individualIds[at]!, `p${person}`])),
    },
  }
}

function idsByCompany(organizations: readonly MadeOrganization[], ids: readonly number[]): Map<Company, number[]> {
  const idsOf = new Map<Company, number[]>()
  for (const [at, { company }] of organizations.entries()) {
    const known = idsOf.get(company)
    if (known) known.push(ids[at]!)
    else idsOf.set(company, [ids[at]!])
  }
  return idsOf
}

/** Links of people to any of the records of the companies that their own records name. */
function contactsOf(
  random: Random,
  people: readonly MadePerson[],
  individualIds: readonly number[],
  idsOf: ReadonlyMap<Company, readonly number[]>,
): Row[] {
  return people.flatMap(({ employer }, at) =>
    employer ? { individual_id: individualIds[at]!, organization_id: random.pick(idsOf.get(employer)!) } : [],
  )
}

async function insertRows(admin: pg.Pool, tenantId: number, table: string, made: readonly Row[]): Promise<number[]> {
  const ids: number[] = []
  const columns = Object.keys(made[0] ?? {})
  const types = columns.map((name) => `${name} ${typeOf(name)}`).join(', ')
  for (let at = 0; at < made.length; at += ROWS_AT_ONCE) {
    const page = JSON.stringify(made.slice(at, at + ROWS_AT_ONCE), (_, value) => (value === '' ? null : value))
    const { rows } = await admin.query(
      `insert into ${table} (tenant_id, ${columns.join(', ')}) select $1, ${columns.join(', ')} from jsonb_to_recordset($2::jsonb) as r (${types}) returning id`,
      [tenantId, page],
    )
    for (const { id } of rows) ids.push(Number(id))
  }
  await admin.query(`analyze ${table}`)
  return ids
}

const typeOf = (column: string): string =>
  column === 'birth_date' ? 'date' : column.endsWith('_id') ? 'bigint' : 'text'
