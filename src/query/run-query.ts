import type { Context } from '../context.ts'
import { AppError, invalid } from '../errors.ts'
import { getReasoningSchema } from '../registry/get-reasoning-schema.ts'
import type { ReasoningTable } from '../registry/reasoning-table.ts'
import { databaseCode, explainFailure } from './explain-failure.ts'
import { guardQuery } from './guard-query.ts'
import { QUERY_LIMITS, type QueryLimits } from './query-limits.ts'
import { type QueryResult, runGuarded } from './run-guarded.ts'

export interface QueryRequest {
  query: string
  /** What the query is to find out, in a sentence: whoever cannot say it should not ask. */
  reasoning: string
  /** Which part of the reasoning registry may be read. */
  reasoningType?: string
}

// What this isolate last saw of the registry, by type. It is only ever a guess: the database compares it with the
// registry and the catalogue in the transaction that reads the rows, and what fails or is refused is checked again.
const lastSeen = new Map<string, ReasoningTable[]>()

/**
 * Runs one SELECT of a person or a model over their tenant's rows; one round trip once the registry was seen.
 * @throws AppError invalid, with what was refused and why; unauthenticated | forbidden | unavailable
 */
export async function runQuery(
  ctx: Context,
  request: QueryRequest,
  tighter: Partial<QueryLimits> = {},
): Promise<QueryResult> {
  const limits = { ...QUERY_LIMITS, ...tighter }
  if (request.reasoning.trim() === '')
    throw invalid('Say what the query is to find out.', [{ path: 'reasoning', message: 'This may not be empty.' }])
  const type = request.reasoningType ?? 'crm'
  const seen = lastSeen.get(type)
  const hasty = seen && (await attempt(ctx, request.query, type, seen, limits))
  if (hasty && !isSeenAgain(hasty)) return settle(hasty)
  // also on the way to a refusal: it tells of the registry's tables, so who asks has to be known first
  const registry = await getReasoningSchema(ctx, type)
  lastSeen.set(type, registry)
  return settle(await attempt(ctx, request.query, type, registry, limits))
}

type Attempt =
  | { outcome: 'answered'; result: QueryResult }
  | { outcome: 'refused'; reason: string }
  | { outcome: 'failed'; error: unknown }

async function attempt(
  ctx: Context,
  query: string,
  type: string,
  registry: ReasoningTable[],
  limits: QueryLimits,
): Promise<Attempt> {
  const guarded = await guardQuery(query, { registry, limits })
  if (!guarded.ok) return { outcome: 'refused', reason: guarded.reason }
  try {
    return { outcome: 'answered', result: await runGuarded(ctx, guarded, type, limits) }
  } catch (error) {
    return { outcome: 'failed', error }
  }
}

/** A refusal, a moved registry, and a name the database does not know may come from what was seen too long ago. */
function isSeenAgain(attempt: Attempt): boolean {
  if (attempt.outcome !== 'failed') return attempt.outcome === 'refused'
  const { error } = attempt
  return (error instanceof AppError && error.code === 'conflict') || databaseCode(error)?.startsWith('42') === true
}

function settle(attempt: Attempt): QueryResult {
  switch (attempt.outcome) {
    case 'answered':
      return attempt.result
    case 'refused':
      throw invalid(attempt.reason, [{ path: 'query', message: attempt.reason }])
    case 'failed':
      throw explainFailure(attempt.error)
  }
}
