import type { Tenant } from './stack-files.ts'

/** Seeds the registry and the tenants; keys known from an earlier start stay what they were. */
export async function seedDatabase(databaseUrl: string, demo: boolean, known: Tenant[]): Promise<Tenant[]> {
  const { seed } = await import('../../seeds/seed.ts')
  const { tenants } = await seed(databaseUrl, { demo, known })
  return tenants
}
