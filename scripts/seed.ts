import { parseArgs } from 'node:util'
import { seed } from '../seeds/seed.ts'
import { AppError, invalid } from '../src/errors.ts'

/** `npm run db:seed -- --no-demo --allow-remote`: the registry and two tenants into the database of DATABASE_URL. */
async function run(args: string[], databaseUrl: string | undefined) {
  const { demo, allowRemote } = parseOptions(args)
  if (!databaseUrl) throw invalid('DATABASE_URL is not set: it names the database to seed.')
  const { tenants } = await seed(databaseUrl, { demo, allowRemote })
  for (const { id, name, keys } of tenants) {
    console.log(`${name} (tenant ${id})`)
    const told = Object.entries(keys)
    for (const [role, key] of told) console.log(`  ${role.padEnd(9)} ${key}`)
    if (told.length === 0) console.log('  was there already, with the keys that were shown when it was made')
  }
}

function parseOptions(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: { 'no-demo': { type: 'boolean', default: false }, 'allow-remote': { type: 'boolean', default: false } },
    })
    return { demo: !values['no-demo'], allowRemote: values['allow-remote'] }
  } catch (error) {
    throw invalid(`${(error as Error).message.split('. ')[0]}. Usage: npm run db:seed -- [--no-demo] [--allow-remote]`)
  }
}

try {
  await run(process.argv.slice(2), process.env.DATABASE_URL)
} catch (error) {
  console.error(error instanceof AppError ? error.message : error)
  process.exitCode = 1
}
