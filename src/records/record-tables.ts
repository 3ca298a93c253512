import { type SQL, sql } from 'drizzle-orm'
import type { EntityType } from './entity-type.ts'

/** A record as json over its table `t`; a job, opportunity or partnership together with its lead. */
export function recordRows(type: EntityType): { from: SQL; name: SQL } {
  switch (type) {
    case 'Job':
    case 'Opportunity':
    case 'Partnership':
      return { from: sql`lead t`, name: sql`t.title` }
    case 'Individual':
      return { from: sql`individual t`, name: sql`coalesce(t.first_name, '') || ' ' || coalesce(t.last_name, '')` }
    case 'Contact':
      return { from: sql`contact t`, name: sql`coalesce(t.title, t.email)` }
    case 'Note':
      return { from: sql`note t`, name: sql`t.content` }
    case 'Document':
      return { from: sql`document t`, name: sql`t.filename` }
    case 'Lead':
    case 'Task':
      return { from: sql`${sql.raw(type.toLowerCase())} t`, name: sql`t.title` }
    default:
      return { from: sql`${sql.raw(type.toLowerCase())} t`, name: sql`t.name` }
  }
}

export const isLeadDetail = (type: EntityType): boolean => ['Job', 'Opportunity', 'Partnership'].includes(type)
