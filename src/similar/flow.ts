import type { Flow, FlowInput, FlowTools, FlowTurn, JobResult, JobSpec, Json } from '../agent/flow.ts'
import type { LeadType } from '../records/entity-type.ts'
import { chooseReading } from './choose-reading.ts'
import { planSearches } from './plan-searches.ts'
import { proposeLeads } from './propose-leads.ts'
import { readCandidate } from './read-candidate.ts'
import { type Learnt, readSignature } from './read-signature.ts'
import { Signature } from './signature.ts'
import { DEFAULT_INBOX_LIMIT, DEFAULT_LIMIT, readSimilarParams } from './similar-params.ts'

const RESULTS_PER_SEARCH = 10
/** Ids a run shows; the counts say how many there are. */
const MOST_SHOWN = 200

/** Use case 1: what the leads that reached a stage have in common, and what on the web looks like them. */
export const similarLeads: Flow = {
  useCase: 'similar_leads',

  async plan(input: FlowInput, { ctx, note }: FlowTools): Promise<FlowTurn> {
    const query = readSimilarParams(input.run.params, input.run.prompt)
    const learnt = await readSignature(query, ctx)
    if ('answer' in learnt) return learnt
    const inboxLimit = query.inbox_limit ?? DEFAULT_INBOX_LIMIT
    if (learnt.waiting >= inboxLimit)
      return {
        answer: `${learnt.waiting} proposals of this kind already wait for a decision; no more are made until there are fewer than ${inboxLimit}.`,
      }
    const answered = readConfirmation(input.confirmed)
    const signature = answered.kind === 'edited' ? answered.signature : learnt.signature
    const result = shown(learnt, signature)
    if (answered.kind === 'declined')
      return { answer: 'The signature was declined, so nothing was searched and nothing is proposed.', result }
    if (answered.kind === 'invalid')
      note({ kind: 'not_confirmed', message: `This is no signature: ${answered.reason}` })
    if (query.review_signature && (answered.kind === 'none' || answered.kind === 'invalid'))
      return { confirm: { kind: 'signature', value: asJson(signature) }, result }
    const searches = planSearches(signature, learnt.leadType)
    const label = learnt.stage === 'the leads you named' ? learnt.stage : `those that reached ${learnt.stage}`
    if (searches.length === 0)
      return {
        answer: `There is nothing to search by in what ${label} have in common, so nothing is proposed.`,
        result,
      }
    note({
      kind: 'planned',
      message: `${searches.length} searches from what ${label} have in common.`,
      detail: { searches },
    })
    return {
      jobs: searches.map((text, at) => ({ key: `search:${at}`, kind: 'search', input: { text }, label: text })),
      memory: {
        signature: asJson(signature),
        few: learnt.few,
        remarks: learnt.remarks,
        lead_type: learnt.leadType,
        limit: Math.min(query.limit ?? DEFAULT_LIMIT, inboxLimit - learnt.waiting),
        stage_label: label,
      },
      result: { ...result, searches },
    }
  },

  async research(job: JobSpec, _run, tools: FlowTools) {
    if (job.kind === 'search') return { results: await tools.web.search(String(job.input.text), RESULTS_PER_SEARCH) }
    return { candidate: (await readCandidate(String(job.input.url), job.input.lead_type as LeadType, tools)) ?? null }
  },

  async assess(input: FlowInput, results: JobResult[], tools: FlowTools): Promise<FlowTurn> {
    const searched = results.some(({ kind }) => kind === 'search')
    if (!results.some(({ kind }) => kind === 'read')) return chooseReading(input, results, tools)
    const proposed = await proposeLeads(input, results, tools)
    if (!searched) return proposed
    // a resumed run may bring searches and pages in one wave: what the searches found is read next
    const next = await chooseReading({ ...input, memory: proposed.memory ?? input.memory }, results, tools)
    return next.jobs ? { ...proposed, jobs: next.jobs, memory: next.memory ?? input.memory } : proposed
  },
}

function shown({ leadType, stage, contrast }: Learnt, signature: Signature): Record<string, Json> {
  return asJson({
    lead_type: leadType,
    stage,
    signature,
    winners: contrast.winners
      .slice(0, MOST_SHOWN)
      .map(({ leadId, reachedAt }) => ({ lead_id: leadId, reached_at: reachedAt })),
    losers: contrast.loserIds.slice(0, MOST_SHOWN),
    reverted: contrast.winners
      .filter(({ reverted }) => reverted !== null)
      .map(({ leadId, reverted }) => ({
        lead_id: leadId,
        after_minutes: reverted!.afterMinutes,
        back_to: reverted!.backTo,
      })),
    excluded: contrast.excluded.map(({ leadId }) => leadId),
  }) as Record<string, Json>
}

type Confirmation =
  | { kind: 'none' }
  | { kind: 'as_it_is' }
  | { kind: 'declined' }
  | { kind: 'edited'; signature: Signature }
  | { kind: 'invalid'; reason: string }

/** A plain yes takes the signature as it is; a signature replaces it. */
function readConfirmation(confirmed: Json | undefined): Confirmation {
  if (confirmed === undefined) return { kind: 'none' }
  if (confirmed === false) return { kind: 'declined' }
  if (confirmed === null || typeof confirmed !== 'object') return { kind: 'as_it_is' }
  const given = 'signature' in confirmed ? confirmed.signature : confirmed
  if (!Array.isArray(given) && Object.keys(given ?? {}).length === 0) return { kind: 'as_it_is' }
  const parsed = Signature.safeParse(given)
  if (parsed.success) return { kind: 'edited', signature: parsed.data }
  const [issue] = parsed.error.issues
  return { kind: 'invalid', reason: `${issue?.path.join('.')}: ${issue?.message}` }
}

const asJson = (value: unknown) => JSON.parse(JSON.stringify(value ?? null)) as Json
