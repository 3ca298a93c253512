import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { hashText } from '../hash-text.ts'
import { parseInput } from './parse-input.ts'

const KeyInput = z.strictObject({
  name: z.string().trim().min(1, 'A name is needed, to know the key again.').max(100),
  role: z.enum(['viewer', 'agent', 'reviewer', 'admin'], 'Choose a role.'),
})

const SECRET_BYTES = 24

/**
 * Makes an API key and answers it, once: only its SHA-256 is kept. What a person's key does, that person did; an agent's key
 * belongs to nobody. @throws AppError invalid | forbidden
 */
export async function createKey(ctx: Context, input: unknown): Promise<string> {
  const { name, role } = parseInput(KeyInput, input)
  const secret = btoa(String.fromCodePoint(...crypto.getRandomValues(new Uint8Array(SECRET_BYTES))))
  const key = `gl_${role}_${secret.replaceAll('+', '-').replaceAll('/', '_')}`
  const hash = await hashText(key)
  await ctx.db.run(
    'administer',
    sql`insert into api_key (name, role, user_id, key_hash) values (${name}, ${role}, case when ${role} <> 'agent' then app_user_id() end, ${hash})`,
  )
  return key
}
