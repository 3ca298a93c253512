import { parseArgs } from 'node:util'
import * as z from 'zod'
import { seedRegistry } from '../seeds/registry/seed-registry.ts'
import { createTenant } from '../seeds/tenants/create-tenant.ts'
import { inTransaction } from '../seeds/tenants/in-transaction.ts'
import { issueKeys } from '../seeds/tenants/issue-keys.ts'
import { AppError, invalid } from '../src/errors.ts'

const USAGE = 'Usage: npm run tenant -- create NAME --email ADDRESS'

const Name = z.string().trim().min(1).max(200)
const Email = z.email()

/** A new tenant in the database of DATABASE_URL, with its first admin and four API keys, which are shown here and never again. */
async function run(args: string[], databaseUrl: string | undefined) {
  const { name, email } = parseCommand(args)
  if (!databaseUrl) throw invalid('DATABASE_URL is not set: it names the database that gets the tenant.')
  const { id, keys } = await inTransaction(databaseUrl, { allowRemote: true }, async (client) => {
    // a database that never had demo data has no registry yet, and no agent could read anything
    await seedRegistry(client)
    const person = { email, name: email.split('@')[0]!, role: 'admin' as const }
    const tenant = await createTenant(client, { name, people: [person] })
    return { id: tenant.id, keys: await issueKeys(client, tenant.id, { replaceLost: false }) }
  })
  console.log(`${name} (tenant ${id}): ${email} may sign in as its admin.`)
  console.log('API keys, shown only now:')
  for (const [role, key] of Object.entries(keys)) console.log(`  ${role.padEnd(9)} ${key}`)
}

function parseCommand(args: string[]) {
  const { positionals, values } = parseArguments(args)
  const [command, name, ...rest] = positionals
  if (command !== 'create')
    throw invalid(`${command ? `"${command}" is no command` : 'A command is missing'}. ${USAGE}`)
  if (rest.length > 0) throw invalid(`A name of several words wants quotation marks. ${USAGE}`)
  if (!Name.safeParse(name).success) throw invalid(`The tenant needs a name of 1 to 200 characters. ${USAGE}`)
  if (values.email === undefined) throw invalid(`The e-mail of its first admin is missing. ${USAGE}`)
  if (!Email.safeParse(values.email).success) throw invalid(`"${values.email}" is no e-mail address. ${USAGE}`)
  return { name: Name.parse(name), email: values.email }
}

function parseArguments(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { email: { type: 'string' } } })
  } catch (error) {
    throw invalid(`${(error as Error).message.split('. ')[0]}. ${USAGE}`)
  }
}

try {
  await run(process.argv.slice(2), process.env.DATABASE_URL)
} catch (error) {
  console.error(error instanceof AppError ? error.message : error)
  process.exitCode = 1
}
