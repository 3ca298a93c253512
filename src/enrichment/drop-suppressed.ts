import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { OrganizationFindings } from './person-finding.ts'
import { suppressionKeys } from './suppression-keys.ts'

/** Findings without those who asked to be forgotten: not even their names are kept with the job. At most one round trip. */
export async function dropSuppressed(
  ctx: Context,
  tenantId: number,
  findings: OrganizationFindings,
  organizationName: string,
): Promise<OrganizationFindings> {
  if (findings.people.length === 0) return findings
  const keysOf = await Promise.all(
    findings.people.map(async ({ first_name, last_name, fields }) =>
      (await suppressionKeys(tenantId, { first_name, last_name, email: fields.email?.value, organizationName })).map(
        ({ keyHash }) => keyHash,
      ),
    ),
  )
  const { rows } = await ctx.db.run(
    'read',
    sql`select key_hash from suppression where tenant_id = app_tenant_id() and key_hash in ${keysOf.flat()}`,
  )
  const suppressed = new Set(rows[0]!.map((row) => String(row.key_hash)))
  const people = findings.people.filter((_, at) => !keysOf[at]!.some((key) => suppressed.has(key)))
  const gone = new Set(findings.people.filter((person) => !people.includes(person)).map(({ name }) => name))
  return { ...findings, people, dropped: findings.dropped.filter(({ name }) => !gone.has(name)) }
}
