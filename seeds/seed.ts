import type pg from 'pg'
import { story } from './demo/story.ts'
import { seedRegistry } from './registry/seed-registry.ts'
import { loadStory } from './story/load-story.ts'
import { createTenant, type NewTenant } from './tenants/create-tenant.ts'
import { findTenant } from './tenants/find-tenant.ts'
import { inTransaction } from './tenants/in-transaction.ts'
import { issueKeys, type TenantKeys } from './tenants/issue-keys.ts'
import { untoldTenant } from './tenants/untold-tenant.ts'

interface Seeded<Keys> {
  /** The demo tenant first, then the empty one. */
  tenants: { id: number; name: string; keys: Keys }[]
}

interface SeedOptions {
  /** Whether the first tenant gets the demo story. */
  demo: boolean
  /** Seeds a database on another machine, too. */
  allowRemote?: boolean
  /** The tenants that an earlier seeding answered. A key that is not among them is lost and gets replaced. */
  known?: { keys: TenantKeys }[]
}

// "seed" in ASCII: two seedings of one database wait for each other
const SEED_LOCK = 0x73656564

/**
 * Writes the registry and two tenants with their people and API keys, all or nothing; what is there already stays as it
 * is. Without `known` no key is replaced, and only new keys are told. @throws AppError forbidden for a remote database
 */
export async function seed(
  databaseUrl: string,
  options: SeedOptions & { known: { keys: TenantKeys }[] },
): Promise<Seeded<TenantKeys>>
export async function seed(databaseUrl: string, options: SeedOptions): Promise<Seeded<Partial<TenantKeys>>>
export async function seed(databaseUrl: string, options: SeedOptions): Promise<Seeded<Partial<TenantKeys>>> {
  const { demo, allowRemote = false } = options
  return inTransaction(databaseUrl, { allowRemote }, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [SEED_LOCK])
    await seedRegistry(client)
    const told = await seedTenant(client, { name: story.tenant.name, people: story.users }, 0, options)
    if (demo) await loadStory(client, told.id, story)
    const untold = await seedTenant(client, untoldTenant, 1, options)
    return { tenants: [told, untold] }
  })
}

async function seedTenant(client: pg.Client, asked: NewTenant, place: number, { known }: SeedOptions) {
  const keys = known?.[place]?.keys
  const { id, name } = (await findTenant(client, asked.name, keys)) ?? (await createTenant(client, asked))
  return { id, name, keys: await issueKeys(client, id, { known: keys, replaceLost: known !== undefined }) }
}
