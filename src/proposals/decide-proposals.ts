import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { AppError, type FieldError } from '../errors.ts'
import type { EntityType } from '../records/entity-type.ts'
import { parseRecordValues } from '../records/parse-record-values.ts'
import { identityOf } from './complete-draft.ts'
import type { Decision, Outcome } from './decision.ts'
import { isProposalId } from './proposal-id.ts'

interface Prepared extends Decision {
  identity?: { kind: string; value: string }[]
}

/**
 * Decides up to 1,000 proposals in one transaction and one round trip, with one outcome per decision in the same order;
 * decisions that edit a value cost one more, to know what kind of record the value has to be valid for.
 */
export async function decideProposals(ctx: Context, decisions: Decision[], batchId: string | null): Promise<Outcome[]> {
  const edits = decisions.filter((decision) => decision.action === 'approve' && hasEdits(decision))
  const { ready, refused } =
    edits.length > 0
      ? await validateEdits(ctx, decisions)
      : { ready: decisions as Prepared[], refused: new Map<number, Outcome>() }
  if (ready.length === 0) return decisions.map((_, at) => refused.get(at)!)
  const { rows } = await ctx.db.run(
    'decide',
    sql`select decide_proposals(${JSON.stringify(ready)}::jsonb, ${batchId}::uuid) as outcomes`,
  )
  const outcomes = (rows[0]![0]!.outcomes as (Outcome & { sqlstate?: string })[]).map(({ sqlstate, ...outcome }) => {
    if (sqlstate) ctx.log('warn', 'decision.not_written', { proposal_id: outcome.id, sqlstate })
    return outcome
  })
  let next = 0
  return decisions.map((_, at) => refused.get(at) ?? outcomes[next++]!)
}

const isEdit = (choice: unknown): choice is { edit: unknown } => typeof choice === 'object' && choice !== null
const hasEdits = (decision: Decision) => Object.values(decision.fields ?? {}).some(isEdit)

async function validateEdits(ctx: Context, decisions: Decision[]) {
  const ids = decisions.filter(hasEdits).flatMap(({ id }) => (isProposalId(id) ? [id] : []))
  const { rows } = await ctx.db.run(
    'decide',
    sql`select id, entity_type, data from proposal where tenant_id = app_tenant_id()
      and id in (select i::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) i)`,
  )
  const known = new Map(rows[0]!.map((row) => [String(row.id), row]))
  const refused = new Map<number, Outcome>()
  const ready: Prepared[] = []
  for (const [at, decision] of decisions.entries()) {
    const proposal = hasEdits(decision) ? known.get(decision.id.toLowerCase()) : undefined
    if (!proposal) {
      ready.push(decision)
      continue
    }
    const { prepared, errors } = withValidEdits(
      decision,
      proposal.entity_type as EntityType,
      proposal.data as Record<string, unknown>,
    )
    if (errors.length === 0) ready.push(prepared)
    else refused.set(at, { id: decision.id, outcome: 'invalid', detail: errors[0]!.message, errors })
  }
  return { ready, refused }
}

/** A value for a field of the proposal, or the record to link to where a parent in its bundle was not committed. */
function editedValue(entityType: EntityType, data: Record<string, unknown>, name: string, value: unknown): unknown {
  const isLink = !(name in data) && (name === 'organization_id' || name === 'individual_id')
  return parseRecordValues(isLink ? 'Contact' : entityType, 'change', { [name]: value }, ['fields'])[name]
}

function withValidEdits(decision: Decision, entityType: EntityType, data: Record<string, unknown>) {
  const errors: FieldError[] = []
  const fields = { ...decision.fields }
  for (const [name, choice] of Object.entries(fields)) {
    if (!isEdit(choice)) continue
    try {
      fields[name] = { edit: editedValue(entityType, data, name, choice.edit) as never }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      errors.push(...error.errors)
    }
  }
  const final = Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, isEdit(fields[name]) ? fields[name].edit : value]),
  )
  const prepared: Prepared = { ...decision, fields, identity: identityOf(entityType, final) }
  return { prepared, errors }
}
