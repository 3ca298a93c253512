import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { invalid, notFound } from '../errors.ts'
import { type Suppressible, suppressionKeys } from './suppression-keys.ts'

export type SuppressPerson = ({ individual_id: number } | { person: Suppressible }) & { reason?: string }

/**
 * Puts somebody on the list of those who are not to be looked for or proposed again, by hashes only: of their mailboxes, and
 * of their name at each organization they are known at. Two round trips; says how many hashes are new.
 * @throws AppError not_found; invalid where nothing is known to recognise them by
 */
export async function suppressPerson(ctx: Context, input: SuppressPerson): Promise<{ added: number }> {
  const { actor, rows } = await ctx.db.run(
    'administer',
    selectForms('individual_id' in input ? input.individual_id : 0),
  )
  if ('individual_id' in input && rows[0]!.length === 0) throw notFound('There is no such person.')
  const forms = 'person' in input ? [input.person] : rows[0]!.map((row) => row as Suppressible)
  const keys = (await Promise.all(forms.map((form) => suppressionKeys(actor.tenantId, form)))).flat()
  if (keys.length === 0) throw invalid('Give an e-mail address, or a name with an organization.')
  const { rows: written } = await ctx.db.run(
    'administer',
    sql`insert into suppression (kind, key_hash, reason, created_by)
      select k.kind, k.key_hash, ${input.reason ?? null}, app_user_id()
      from jsonb_to_recordset(${JSON.stringify(keys.map(({ kind, keyHash }) => ({ kind, key_hash: keyHash })))}::jsonb) k(kind text, key_hash text)
      on conflict (tenant_id, key_hash) do nothing returning id`,
  )
  return { added: written[0]!.length }
}

/** The person in every form in which a page may name them: with each mailbox, and at each organization. */
const selectForms = (id: number) => sql`
  select i.first_name, i.last_name, i.email, null as "organizationName" from individual i where i.tenant_id = app_tenant_id() and i.id = ${id}
  union select i.first_name, i.last_name, c.email, o.name from individual i join contact c on c.tenant_id = i.tenant_id and c.individual_id = i.id
    left join organization o on o.tenant_id = i.tenant_id and o.id = c.organization_id where i.tenant_id = app_tenant_id() and i.id = ${id}
  union select i.first_name, i.last_name, null, o.name from individual i join employment e on e.tenant_id = i.tenant_id and e.individual_id = i.id
    join organization o on o.tenant_id = i.tenant_id and o.id = e.organization_id where i.tenant_id = app_tenant_id() and i.id = ${id}`
