import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'

const FOLDER = fileURLToPath(new URL('../drizzle', import.meta.url))

/** Applies the migrations of drizzle/ that the database has not had yet, all in one transaction. */
export async function migrate(databaseUrl: string): Promise<void> {
  if (!existsSync(`${FOLDER}/meta/_journal.json`)) return
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await applyMigrations(drizzle(client), { migrationsFolder: FOLDER })
  } finally {
    await client.end()
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const databaseUrl = process.env.DATABASE_URL
  if (!databaseUrl) {
    console.error('DATABASE_URL is not set: it names the database to migrate.')
    process.exit(1)
  }
  await migrate(databaseUrl)
  console.log('The database is up to date.')
}
