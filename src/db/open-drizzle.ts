import { neon, neonConfig } from '@neondatabase/serverless'
import { drizzle } from 'drizzle-orm/neon-http'

/** drizzle over Neon's HTTP endpoint, for a library that brings its own queries; ours go through ScopedDatabase. */
export function openDrizzle<S extends Record<string, unknown>>(
  databaseUrl: string,
  fetchEndpoint: string | undefined,
  schema: S,
) {
  if (fetchEndpoint) neonConfig.fetchEndpoint = fetchEndpoint
  return drizzle(neon(databaseUrl), { schema })
}
