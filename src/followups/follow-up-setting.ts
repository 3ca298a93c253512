import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { DAILY_CAP } from './cap-by-owner.ts'
import { chooseAssignee, type Person } from './choose-assignee.ts'
import { localDay } from './working-days.ts'

/** Who and when: the people of the tenant, its holidays and wishes, and what was made today. */
export interface FollowUpSetting {
  people: Person[]
  /** ISO dates. */
  holidays: ReadonlySet<string>
  tenant: { fallbackOwnerId: number | null; timeZone: string | null; dailyCap: number }
  /** Follow-ups proposed on this day of their owner's calendar, whatever became of them, by owner. */
  madeToday: Map<number | null, number>
}

// what is set wrongly counts as not set
const Wishes = z.object({
  fallback_owner_id: z.int().positive().nullable().catch(null),
  daily_cap: z.int().min(0).max(500).catch(DAILY_CAP),
})

export const selectSetting = (now: SQL): SQL[] => [
  sql`select id, name, time_zone, is_active, role from app_user where tenant_id = app_tenant_id()`,
  sql`select distinct date::text as date from holiday where tenant_id = app_tenant_id() and archived_at is null`,
  sql`select settings->'follow_ups' as follow_ups, settings->>'time_zone' as time_zone from tenant where id = app_tenant_id()`,
  // a quarter of an hour is the finest step between two time zones
  sql`select (data->>'assigned_to')::bigint as owner, date_bin('15 minutes', created_at, '2000-01-01') as at, count(*)::int as n from proposal
    where tenant_id = app_tenant_id() and producer = 'follow_ups' and created_at > ${now} - interval '27 hours' and status <> 'superseded' group by 1, 2`,
]

/** The setting from the rows of `selectSetting`. @param now ISO, for the owners' today */
export function readSetting(
  [people, holidays, tenant, made]: Record<string, unknown>[][],
  now: string,
): FollowUpSetting {
  const wishes = Wishes.parse(tenant?.[0]?.follow_ups ?? {})
  const setting = {
    people: people!.map(toPerson),
    holidays: new Set(holidays!.map((row) => String(row.date))),
    tenant: {
      fallbackOwnerId: wishes.fallback_owner_id,
      timeZone: (tenant?.[0]?.time_zone as string | null) ?? null,
      dailyCap: wishes.daily_cap,
    },
    madeToday: new Map<number | null, number>(),
  }
  for (const row of made!) {
    const owner = row.owner === null ? null : Number(row.owner)
    const { timeZone } = chooseAssignee(owner, setting.people, setting.tenant)
    if (!localDay(String(row.at), timeZone).equals(localDay(now, timeZone))) continue
    setting.madeToday.set(owner, (setting.madeToday.get(owner) ?? 0) + Number(row.n))
  }
  return setting
}

const toPerson = (row: Record<string, unknown>): Person => ({
  id: Number(row.id),
  name: String(row.name),
  timeZone: row.time_zone as string | null,
  isActive: Boolean(row.is_active),
  role: String(row.role),
})
