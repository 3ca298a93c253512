import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../db/statement.ts'
import { measuredConfidence } from '../evidence/measured-confidence.ts'
import type { Evidence } from './draft.ts'
import type { Proposal, ProposedField } from './proposal.ts'

// asked first, because the function costs more than the question
const withMoneyAsText = (values: SQL, type: SQL) =>
  sql`case when ${type} in ('Deal', 'Lead', 'Opportunity') then money_as_text(${values}) else ${values} end`

/** The columns every surface reads, with what the record holds now and how such proposals have fared. */
export const proposalColumns: SQL = sql`
  p.id, p.run_id, p.bundle_id, p.proposed_action, p.entity_type, p.entity_id, p.data, ${withMoneyAsText(sql`p.base`, sql`p.entity_type`)} as base, p.link_to, p.confidence, p.source, p.rationale,
  p.evidence, p.risk, p.status, p.status_reason, p.content_hash, p.expires_at, p.snoozed_until, p.decided_by, p.decided_at, p.surface,
  p.change_set_id, p.committed_id, p.parent_ids, p.producer, p.origin, p.created_at,
  case when p.decided_by is not null then (select u.name from app_user u where u.tenant_id = p.tenant_id and u.id = p.decided_by) end as decided_by_name,
  case when p.proposed_action = 'create' then null
    else (select ${withMoneyAsText(sql`r.held`, sql`p.entity_type`)}
      from (select jsonb_strip_nulls(record_values(p.entity_type, coalesce(p.entity_id, (p.data->>'survivor_id')::bigint))) as held offset 0) r) end as current`

/** How each field of the selected proposals has fared, by the kind of source behind it. */
export const outcomesOf = (selected: SQL): SQL => sql`
  select o.source_kind, o.entity_type, o.field_name, sum(o.accepted)::int as accepted, sum(o.edited)::int as edited, sum(o.rejected)::int as rejected
  from proposal_outcome o where o.tenant_id = app_tenant_id() and o.entity_type in (select distinct s.entity_type from (${selected}) s) group by 1, 2, 3`

interface Fared {
  accepted: number
  edited: number
  rejected: number
}

/** @param rows of `proposalColumns` @param outcomes of `outcomesOf` */
export function presentProposals(rows: Row[], outcomes: Row[]): Proposal[] {
  const fared = new Map(
    outcomes.map((o) => [`${o.source_kind}|${o.entity_type}|${o.field_name}`, o as unknown as Fared]),
  )
  return rows.map((row) => presentProposal(row, fared))
}

function presentProposal(row: Row, fared: Map<string, Fared>): Proposal {
  const { base, current, evidence, confidence, data, ...rest } = row
  const now = current as Record<string, unknown> | null
  const isMerge = row.proposed_action === 'merge'
  const values = (isMerge ? ((data as Row).values ?? {}) : data) as Record<string, unknown>
  const before = base as Record<string, unknown> | null
  const supports = (evidence ?? {}) as Record<string, { confidence?: number; items?: Evidence[] }>
  const overall = confidence === null ? null : Number(confidence)
  const fields = Object.entries(values).map(([name, after]): ProposedField => {
    const items = supports[name]?.items ?? []
    const kind = items[0]?.kind ?? row.producer
    const counts = fared.get(`${kind}|${row.entity_type}|${isMerge ? 'merge' : name}`) ?? {
      accepted: 0,
      edited: 0,
      rejected: 0,
    }
    return {
      name,
      before: before?.[name] ?? null,
      after,
      now: now?.[name] ?? null,
      confidence: supports[name]?.confidence ?? overall,
      evidence: items,
      measured: measured(counts),
    }
  })
  return {
    ...(rest as unknown as Proposal),
    data: data as Row,
    confidence: overall,
    name: nameOf(row, now ?? (values as Row)),
    fields,
  }
}

function measured(counts: Fared) {
  const found = measuredConfidence(counts)
  const interval = found.measured ? { low: found.low, high: found.high } : { low: null, high: null }
  return { ...counts, label: found.label, ...interval }
}

function nameOf(row: Row, values: Row): string {
  const person = [values.first_name, values.last_name].filter(Boolean).join(' ')
  const called = person || values.name || values.title || values.filename || values.content || values.email
  return String(called || `${row.entity_type}${row.entity_id ? ` ${row.entity_id}` : ''}`).slice(0, 200)
}
