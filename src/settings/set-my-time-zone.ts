import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { parseInput } from './parse-input.ts'
import { PersonInput } from './person.ts'

/** The zone in which the caller reads times. @throws AppError invalid */
export async function setMyTimeZone(ctx: Context, input: unknown): Promise<void> {
  const { time_zone } = parseInput(PersonInput.pick({ time_zone: true }), input)
  await ctx.db.run(
    'read',
    sql`update app_user set time_zone = ${time_zone} where tenant_id = app_tenant_id() and id = app_user_id()`,
  )
}
