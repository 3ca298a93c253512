import type pg from 'pg'
import { enterTenant } from './enter-tenant.ts'
import { hashKey, type TenantKeys } from './issue-keys.ts'

/** The tenant that an earlier seeding made, also one that has been renamed since, as its keys tell. */
export async function findTenant(client: pg.Client, name: string, known: TenantKeys | undefined) {
  await client.query(`select set_config('app.directory', 'on', true)`)
  const { rows } = await client.query<{ id: string; name: string }>(
    `select t.id, t.name from (
      select id, name, exists (select from api_key k where k.tenant_id = tenant.id and k.key_hash = any ($2)) as is_known from tenant) t
    where t.is_known or t.name = $1 order by t.is_known desc, t.id limit 1`,
    [name, Object.values(known ?? {}).map(hashKey)],
  )
  const [found] = rows
  if (!found) return undefined
  await enterTenant(client, Number(found.id))
  return { id: Number(found.id), name: found.name }
}
