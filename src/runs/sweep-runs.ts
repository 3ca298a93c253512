import { sql } from 'drizzle-orm'
import { ScopedDatabase, toStatement } from '../db/scoped-database.ts'
import { messageOf } from './outbox.ts'
import { publishMessages } from './publish-messages.ts'
import type { RunWork } from './run-work.ts'

/** From when on the watchdog thinks that something is lost, in seconds. */
export interface SweepPatience {
  unpublished_seconds: number
  stalled_seconds: number
  job_seconds: number
  job_redispatches: number
  run_seconds: number
  confirm_seconds: number
}

export const defaultSweepPatience: SweepPatience = {
  unpublished_seconds: 30,
  stalled_seconds: 60,
  job_seconds: 120,
  job_redispatches: 3,
  run_seconds: 24 * 3600,
  confirm_seconds: 7 * 24 * 3600,
}

/** One look of the watchdog over all tenants: publishes what was left behind, calls again what went silent, ends what is over. */
export async function sweepRuns(
  work: RunWork,
  patience: Partial<SweepPatience> = {},
): Promise<{ tenants: number; published: number }> {
  const limits = { ...defaultSweepPatience, ...patience }
  const [, due] = await work.transport([{ text: 'select begin_directory()', params: [] }, dueTenants(limits)])
  let published = 0
  for (const { tenant_id } of due!) {
    try {
      published += await sweepTenant(work, String(tenant_id), limits)
    } catch (error) {
      // one tenant's trouble must not keep the watchdog from the others
      work.log('error', 'sweep_failed', { tenant_id, reason: String(error) })
    }
  }
  return { tenants: due!.length, published }
}

async function sweepTenant(work: RunWork, tenantId: string, limits: SweepPatience): Promise<number> {
  const db = new ScopedDatabase(work.transport, { credential: { kind: 'system', value: tenantId }, surface: 'cron' })
  const { rows } = await db.run('run', {
    text: 'select * from sweep_runs($1::jsonb)',
    params: [JSON.stringify(limits)],
  })
  const taken = await publishMessages(work, rows[0]!.map(messageOf))
  if (taken.length === 0) return 0
  await db.run('run', {
    text: 'update outbox set published_at = now() where tenant_id = app_tenant_id() and published_at is null and id = any ($1::uuid[])',
    params: [taken],
  })
  return taken.length
}

const dueTenants = ({ unpublished_seconds, stalled_seconds }: SweepPatience) =>
  toStatement(sql`
    select tenant_id from run where status in ('queued', 'running', 'waiting')
      and updated_at < now() - make_interval(secs => ${Math.min(stalled_seconds)})
    union
    select tenant_id from outbox where published_at is null and created_at < now() - make_interval(secs => ${unpublished_seconds})`)
