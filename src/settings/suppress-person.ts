import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { suppressionKeys } from '../enrichment/suppression-keys.ts'
import { invalid } from '../errors.ts'
import { parseInput } from './parse-input.ts'

const text = z.string().trim().max(300)
const Forgotten = z.strictObject({
  first_name: text.default(''),
  last_name: text.default(''),
  organization: text.default(''),
  email: text.default(''),
  reason: text.default(''),
})

/**
 * Never proposes somebody again: by mailbox, or by name together with the organization. Nothing is kept but hashes, so it
 * cannot be read who it is. Answers how many keys were new. @throws AppError invalid | forbidden
 */
export async function suppressPerson(ctx: Context, input: unknown): Promise<number> {
  const { first_name, last_name, organization, email, reason } = parseInput(Forgotten, input)
  const { actor } = await ctx.db.run('administer')
  const keys = await suppressionKeys(actor.tenantId, { first_name, last_name, email, organizationName: organization })
  if (keys.length === 0)
    throw invalid('Give an e-mail address, or a name together with the organization.', [
      { path: 'email', message: 'Needed where there is no name and organization.' },
    ])
  const { rows } = await ctx.db.run(
    'administer',
    sql`insert into suppression (kind, key_hash, reason, created_by)
      select k.kind, k."keyHash", nullif(${reason}, ''), app_user_id() from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) k(kind text, "keyHash" text)
      on conflict do nothing returning id`,
  )
  return rows[0]!.length
}
