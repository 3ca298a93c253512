import type pg from 'pg'
import { conflict } from '../../src/errors.ts'
import { enterTenant } from './enter-tenant.ts'

export interface NewPerson {
  email: string
  name: string
  role: 'admin' | 'reviewer' | 'viewer'
  time_zone?: string
  is_active?: boolean
}

export interface NewTenant {
  name: string
  people: NewPerson[]
}

/** A tenant with its people and nothing else. Belongs into a transaction. @throws AppError conflict, when a name or an e-mail is taken */
export async function createTenant(
  client: pg.Client,
  { name, people }: NewTenant,
): Promise<{ id: number; name: string }> {
  await refuseTaken(client, name, people)
  // the id comes first: under row level security a tenant is written by itself only
  const { rows } = await client.query<{ id: string }>(`select nextval(pg_get_serial_sequence('tenant', 'id')) as id`)
  const id = Number(rows[0]!.id)
  await enterTenant(client, id)
  await client.query('insert into tenant (id, name) values ($1, $2)', [id, name])
  await client.query(
    `insert into app_user (tenant_id, email, name, role, time_zone, is_active)
    select $1, p.email, p.name, p.role, coalesce(p.time_zone, 'UTC'), coalesce(p.is_active, true)
    from rows from (jsonb_to_recordset($2) as (email text, name text, role text, time_zone text, is_active boolean)) with ordinality
      as p (email, name, role, time_zone, is_active, place)
    order by p.place`,
    [id, JSON.stringify(people)],
  )
  return { id, name }
}

async function refuseTaken(client: pg.Client, name: string, people: NewPerson[]) {
  await client.query(`select set_config('app.directory', 'on', true)`)
  const named = await client.query('select from tenant where lower(name) = lower($1)', [name])
  if (named.rowCount) throw conflict(`There is already a tenant named "${name}".`)
  for (const { email } of people) {
    // a browser session is told apart by its e-mail alone
    await client.query(`select set_config('app.sign_in_email', lower($1), true)`, [email])
    const held = await client.query('select from app_user where lower(email) = lower($1)', [email])
    if (held.rowCount) throw conflict(`${email} already belongs to a person of another tenant.`)
  }
}
