import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { LOCK_FILE } from './lock-directory.ts'
import { StackFailure } from './stack-failure.ts'

const Tenant = z.object({
  id: z.number(),
  name: z.string(),
  keys: z.object({ admin: z.string(), reviewer: z.string(), viewer: z.string(), agent: z.string() }),
})
export type Tenant = z.infer<typeof Tenant>

/** What `.local/stack.json` tells other programs about the stack. */
const StackFile = z.object({
  url: z.string(),
  database_url: z.string(),
  neon_url: z.string(),
  qstash_url: z.string(),
  model_url: z.string(),
  web_url: z.string(),
  /** The stand-in's page; absent beside the real Slack. */
  slack_url: z.string().optional(),
  tenants: z.array(Tenant),
})
export type StackFile = z.infer<typeof StackFile>

/** What the stack itself remembers between starts and nobody else needs. */
const Memory = z.object({
  ports: z.record(z.string(), z.number()),
  secrets: z.object({
    qstashToken: z.string(),
    currentSigningKey: z.string(),
    nextSigningKey: z.string(),
    session: z.string(),
  }),
})
export type Memory = z.infer<typeof Memory>

export const readStackFile = (dir: string) => readJson(dir, 'stack.json', StackFile)
export const writeStackFile = (dir: string, file: StackFile) => writeJson(dir, 'stack.json', file)
export const writeMemory = (dir: string, memory: Memory) => writeJson(dir, 'memory.json', memory)

/** What an earlier start remembered, or fresh secrets and no ports. */
export async function readMemory(dir: string): Promise<Memory> {
  return (await readJson(dir, 'memory.json', Memory)) ?? { ports: {}, secrets: createSecrets() }
}

function createSecrets(): Memory['secrets'] {
  const secret = (prefix: string) => `${prefix}${randomBytes(24).toString('base64url')}`
  return {
    qstashToken: secret('local_'),
    currentSigningKey: secret('sig_'),
    nextSigningKey: secret('sig_'),
    session: secret(''),
  }
}

/** @throws StackFailure when the directory cannot be there. */
export async function createDirectory(dir: string) {
  try {
    await mkdir(dir, { recursive: true })
  } catch (error) {
    throw new StackFailure(`${dir} cannot be used for local data (${(error as NodeJS.ErrnoException).code}).`)
  }
}

/** Forgets everything but the lock of the start that asks for it. */
export async function emptyDirectory(dir: string) {
  for (const name of await readdir(dir)) {
    if (name !== LOCK_FILE) await rm(join(dir, name), { recursive: true, force: true })
  }
}

async function readJson<T>(dir: string, name: string, shape: z.ZodType<T>): Promise<T | undefined> {
  const path = join(dir, name)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw damaged(path)
  }
  try {
    return shape.parse(JSON.parse(text))
  } catch {
    throw damaged(path)
  }
}

const damaged = (path: string) =>
  new StackFailure(`${path} is damaged: start over with "npm start -- --fresh", which forgets the local data.`)

async function writeJson(dir: string, name: string, value: unknown) {
  const path = join(dir, name)
  // a reader never sees half a file
  await writeFile(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  await rename(`${path}.new`, path)
}
