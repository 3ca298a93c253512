import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'

const holders = { admin: 'Admin', reviewer: 'Reviewer', viewer: 'Viewer', agent: 'Agent' } as const

export type KeyRole = keyof typeof holders
export type TenantKeys = Record<KeyRole, string>

export interface IssueOptions {
  /** Keys that an earlier call answered: they stay what they are, also in a database that has not seen them. */
  known?: TenantKeys | undefined
  /** Whether a key that nobody knows any more gets a new value, or stays and is left out of the answer. */
  replaceLost: boolean
}

/** The form in which a key is kept, as functions/access.ts computes it of the key it is shown. */
export const hashKey = (key: string) => createHash('sha256').update(key).digest('hex')

/** One API key for each role; a person's keys belong to the first active person who may as much. */
export async function issueKeys(client: pg.Client, tenantId: number, { known, replaceLost }: IssueOptions) {
  const keys: Partial<TenantKeys> = {}
  for (const role of Object.keys(holders) as KeyRole[]) {
    const key = await issueKey(client, tenantId, role, known?.[role], replaceLost)
    if (key !== undefined) keys[role] = key
  }
  return keys
}

async function issueKey(
  client: pg.Client,
  tenantId: number,
  role: KeyRole,
  known: string | undefined,
  replaceLost: boolean,
) {
  const { rows } = await client.query<{ id: string; key_hash: string; is_live: boolean }>(
    'select id, key_hash, revoked_at is null as is_live from api_key where tenant_id = $1 and name = $2 and role = $3 order by id',
    [tenantId, holders[role], role],
  )
  const held = rows.find((row) => known !== undefined && row.key_hash === hashKey(known))
  if (held?.is_live) return known
  if (rows.length > 0 && !replaceLost) return undefined
  // a revoked key stays revoked
  const key = known && !held ? known : `gl_${role}_${randomBytes(24).toString('base64url')}`
  const lost = rows.find((row) => row.is_live)
  if (lost) await client.query('update api_key set key_hash = $2 where id = $1', [lost.id, hashKey(key)])
  else
    await client.query('insert into api_key (tenant_id, name, role, user_id, key_hash) values ($1, $2, $3, $4, $5)', [
      tenantId,
      holders[role],
      role,
      role === 'agent' ? null : await findHolder(client, tenantId, role),
      hashKey(key),
    ])
  return key
}

/** Whoever has just this role, or else an admin. */
async function findHolder(client: pg.Client, tenantId: number, role: KeyRole) {
  const { rows } = await client.query<{ id: string }>(
    `select id from app_user where tenant_id = $1 and is_active and role in ($2, 'admin') order by role = $2 desc, id limit 1`,
    [tenantId, role],
  )
  return rows[0]?.id ?? null
}
