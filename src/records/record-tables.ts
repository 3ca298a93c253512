import { type SQL, sql } from 'drizzle-orm'
import type { EntityType } from './entity-type.ts'

export const isLeadDetail = (type: EntityType): boolean => ['Job', 'Opportunity', 'Partnership'].includes(type)

/** The table a kind of record is listed from; a job, opportunity or partnership from its lead's. */
export const recordTable = (type: EntityType): SQL =>
  sql`${sql.identifier(isLeadDetail(type) ? 'lead' : type.toLowerCase())}`
