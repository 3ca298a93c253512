import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { conflict } from '../errors.ts'
import { parseInput } from './parse-input.ts'
import { PersonInput } from './person.ts'

/** Lets somebody in, who then signs in by a link to that address. @throws AppError invalid | conflict | forbidden */
export async function invitePerson(ctx: Context, input: unknown): Promise<number> {
  const { email, name, role, time_zone } = parseInput(PersonInput, input)
  const { rows } = await ctx.db.run(
    'administer',
    sql`insert into app_user (email, name, role, time_zone) select ${email}, ${name}, ${role}, ${time_zone}
      where not exists (select from app_user where tenant_id = app_tenant_id() and lower(email) = lower(${email})) returning id`,
  )
  const [made] = rows[0]!
  if (!made) throw conflict('Somebody with this address is here already.')
  return Number(made.id)
}
