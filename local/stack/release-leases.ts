import pg from 'pg'

/**
 * Lets runs go on at once that a killed Worker was working on. Only for a database of our own: the directory's lock says
 * that no other Worker is at work on it, so that nobody still holds what the leases say.
 */
export async function releaseLeases(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(`update run set lease_until = now() where lease_until > now()`)
    await client.query(`update research_job set lease_until = now() where lease_until > now()`)
  } finally {
    await client.end()
  }
}
