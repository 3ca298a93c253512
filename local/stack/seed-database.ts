import { AppError } from '../../src/errors.ts'
import { StackFailure } from './stack-failure.ts'
import type { Tenant } from './stack-files.ts'

/** Seeds the registry and the tenants; keys known from an earlier start stay what they were. @throws StackFailure where it may not */
export async function seedDatabase(
  databaseUrl: string,
  options: { demo: boolean; allowRemote: boolean; known: Tenant[] },
): Promise<Tenant[]> {
  const { seed } = await import('../../seeds/seed.ts')
  try {
    const { tenants } = await seed(databaseUrl, options)
    return tenants
  } catch (error) {
    if (error instanceof AppError) throw new StackFailure(error.message, { cause: error })
    throw error
  }
}
