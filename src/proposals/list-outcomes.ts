import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { measuredConfidence } from '../evidence/measured-confidence.ts'

/** Per kind of source, entity type and field: how often people took a proposal at its word, with its Wilson interval. */
export async function listOutcomes(ctx: Context) {
  const { rows } = await ctx.db.run(
    'read',
    sql`select source_kind, entity_type, field_name, sum(accepted)::int as accepted, sum(edited)::int as edited, sum(rejected)::int as rejected from proposal_outcome
      where tenant_id = app_tenant_id() group by 1, 2, 3 having sum(accepted + edited + rejected) > 0
      order by sum(accepted + edited + rejected) desc, source_kind, entity_type, field_name limit 1000`,
  )
  return rows[0]!.map(({ source_kind, entity_type, field_name, accepted, edited, rejected }) => {
    const counts = { accepted: Number(accepted), edited: Number(edited), rejected: Number(rejected) }
    const measured = measuredConfidence(counts)
    const interval = measured.measured
      ? { low: measured.low, high: measured.high, share: measured.acceptedShare }
      : { low: null, high: null, share: null }
    return { source_kind, entity_type, field_name, ...counts, label: measured.label, ...interval }
  })
}
