import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'

export interface HolidayView {
  id: number
  date: string
  name: string | null
}

/** The days on which nobody is expected to work, from the beginning of this year on. */
export async function listHolidays(ctx: Context): Promise<HolidayView[]> {
  const { rows } = await ctx.db.run(
    'read',
    sql`select id, date, name from holiday where tenant_id = app_tenant_id() and archived_at is null and date >= date_trunc('year', now()) order by date, id limit 1000`,
  )
  return rows[0] as unknown as HolidayView[]
}
