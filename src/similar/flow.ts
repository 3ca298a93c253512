import type { Flow, FlowInput, FlowTools, FlowTurn, JobResult, JobSpec, Json } from '../agent/flow.ts'
import type { LeadType } from '../records/entity-type.ts'
import { collapsePostings, postingKey } from '../web/collapse-postings.ts'
import { mirroredAddress } from '../web/page-address.ts'
import type { SearchResult } from '../web/web.ts'
import { draftLead, type RankedCandidate } from './draft-lead.ts'
import { judgeWinnerCount } from './enough-winners.ts'
import { leadKey } from './lead-key.ts'
import { loadKnown } from './load-known.ts'
import { loadPipeline, type Pipeline } from './load-pipeline.ts'
import { planSearches } from './plan-searches.ts'
import { type Candidate, readCandidate } from './read-candidate.ts'
import { renderStageQuestion, resolveStage } from './resolve-stage.ts'
import { scoreCandidate } from './score-candidate.ts'
import { deriveSignature, Signature } from './signature.ts'
import { DEFAULT_INBOX_LIMIT, DEFAULT_LIMIT, readSimilarParams, type SimilarQuery } from './similar-params.ts'
import { splitWinnersAndLosers } from './winners-and-losers.ts'

const RESULTS_PER_SEARCH = 10
const MAX_READ = 20

/** Use case 1: what the leads that reached a stage have in common, and what on the web looks like them. */
export const similarLeads: Flow = {
  useCase: 'similar_leads',

  async plan(input: FlowInput, { ctx, note }: FlowTools): Promise<FlowTurn> {
    const query = readSimilarParams(input.run.params, input.run.prompt)
    const pipeline = await loadPipeline(ctx, query.lead_type)
    const limit = query.inbox_limit ?? DEFAULT_INBOX_LIMIT
    if (pipeline.waiting >= limit)
      return {
        answer: `${pipeline.waiting} proposals of this kind already wait for a decision; no more are made until there are fewer than ${limit}.`,
      }
    const read = readSignature(query, pipeline)
    if ('answer' in read) return read
    const confirmed = Signature.safeParse(input.confirmed)
    const signature = confirmed.success ? confirmed.data : read.signature
    const shown = {
      stage: read.stage,
      signature: asJson(signature),
      excluded: asJson(read.excluded),
      reverted: asJson(read.reverted),
    }
    if (query.review_signature && !confirmed.success)
      return { confirm: { kind: 'signature', value: asJson(signature) }, result: shown }
    const searches = planSearches(signature, query.lead_type)
    if (searches.length === 0)
      return { answer: `The leads that reached ${read.stage} have nothing in common to search by.`, result: shown }
    note({
      kind: 'planned',
      message: `${searches.length} searches from what ${signature.winners} leads have in common.`,
      detail: { searches },
    })
    return {
      jobs: searches.map((text, at) => ({ key: `search:${at}`, kind: 'search', input: { text }, label: text })),
      memory: {
        signature: asJson(signature),
        few: read.few,
        lead_type: query.lead_type,
        limit: query.limit ?? DEFAULT_LIMIT,
        stage: read.stage,
      },
      result: shown,
    }
  },

  async research(job: JobSpec, _run, tools: FlowTools) {
    if (job.kind === 'search') {
      const results = await tools.web.search(String(job.input.text), RESULTS_PER_SEARCH)
      tools.note({ kind: 'searched', message: `Searched "${job.input.text}": ${results.length} results.` })
      return { results }
    }
    return { candidate: (await readCandidate(String(job.input.url), job.input.lead_type as LeadType, tools)) ?? null }
  },

  async assess(input: FlowInput, results: JobResult[], tools: FlowTools): Promise<FlowTurn> {
    return results.some(({ kind }) => kind === 'read')
      ? proposeLeads(input, results, tools)
      : chooseReading(input, results, tools)
  },
}

type Read =
  | { answer: string }
  | { stage: string; signature: Signature; few: string | null; excluded: unknown; reverted: unknown }

/** Winners and losers of the stage that the words mean, or the sentence that says why there are none. */
function readSignature(query: SimilarQuery, pipeline: Pipeline): Read {
  const resolution = resolveStage(query.stageWord, pipeline.stages, query.lead_type)
  const question = renderStageQuestion(query.stageWord, resolution)
  if (resolution.kind !== 'match') return { answer: question ?? '' }
  const { stage } = resolution
  const contrast = splitWinnersAndLosers({
    leads: pipeline.leads,
    events: pipeline.events,
    stage: stage.name,
    statuses: pipeline.stages,
    excludedLeadIds: query.exclude_lead_ids ?? [],
    excludeReverted: query.exclude_reverted ?? false,
  })
  const judged = judgeWinnerCount(contrast.winners.length, stage, pipeline.stages, pipeline.reached)
  if (judged.kind === 'none' && !query.signature) return { answer: judged.sentence }
  const factsOf = (ids: number[]) => pipeline.leads.filter(({ id }) => ids.includes(id))
  const winners = factsOf(contrast.winners.map(({ leadId }) => leadId))
  return {
    stage: stage.name,
    signature: query.signature ?? deriveSignature(winners, factsOf(contrast.loserIds), pipeline.leads),
    few: judged.sentence,
    excluded: contrast.excluded,
    reverted: contrast.winners.filter(({ reverted }) => reverted !== null),
  }
}

/** Of everything that search found: each page once, nothing known, what is named most often first. */
async function chooseReading(
  { memory, stoppedAtBudget }: FlowInput,
  results: JobResult[],
  { ctx }: FlowTools,
): Promise<FlowTurn> {
  const outages = results.filter(({ status }) => status === 'failed')
  const found = results.flatMap(({ result }) => (result?.results ?? []) as SearchResult[])
  if (found.length === 0)
    return {
      answer:
        outages.length > 0
          ? `The web search could not be reached (${outages[0]!.error}); nothing was proposed.`
          : 'The searches found nothing.',
    }
  const known = await loadKnown(ctx, memory.lead_type as LeadType, [])
  const votes = new Map<string, { url: string; votes: number }>()
  for (const { url } of found) {
    const key = postingKey(mirroredAddress(url))
    if (!known.postings.has(key))
      votes.set(key, { url: votes.get(key)?.url ?? url, votes: (votes.get(key)?.votes ?? 0) + 1 })
  }
  const chosen = [...votes.entries()].sort(([, a], [, b]) => b.votes - a.votes).slice(0, MAX_READ)
  if (chosen.length === 0)
    return { answer: 'Everything that was found is known already; there is nothing new to propose.' }
  if (stoppedAtBudget) return { answer: 'Stopped at the budget before any page was read.' }
  return {
    jobs: chosen.map(([key, { url }]) => ({
      key: `read:${key}`.slice(0, 400),
      kind: 'read',
      input: { url, lead_type: memory.lead_type ?? 'Job' },
      label: url,
    })),
    memory: { ...memory, outages: outages.length },
  }
}

async function proposeLeads(
  { memory, stoppedAtBudget }: FlowInput,
  results: JobResult[],
  { ctx, note }: FlowTools,
): Promise<FlowTurn> {
  const leadType = memory.lead_type as LeadType
  const signature = Signature.parse(memory.signature)
  const read = results.flatMap(({ result }) => (result?.candidate ? [result.candidate as Candidate] : []))
  const complete = read.filter(({ fields, organization }) => organization.name && (leadType !== 'Job' || fields.title))
  const dead = complete.filter(({ liveness }) => !['live', 'unknown'].includes(liveness.state))
  for (const { url, liveness } of dead)
    note({
      kind: 'dropped',
      message: `Not proposed: ${url} is ${liveness.state}${liveness.phrase ? ` ("${liveness.phrase}")` : ''}.`,
      detail: { url },
    })
  const known = await loadKnown(ctx, leadType, complete.map(namesOf))
  const groups = collapsePostings(complete.map((candidate) => ({ ...postingOf(candidate), candidate }))).map((group) =>
    group.map(({ candidate }) => candidate),
  )
  // a job that is closed at one address is closed
  const open = groups.filter((group) => !group.some((candidate) => dead.includes(candidate)))
  const fresh = open.filter(
    ([page]) =>
      !known.leads.has(keyOf(page!, known.findOrganization(...nameAndSite(page!))?.name)) &&
      !known.leads.has(keyOf(page!)),
  )
  const ranked = fresh
    .map(
      (pages): RankedCandidate => ({ pages: bestFirst(pages), score: scoreCandidate(bestFirst(pages)[0]!, signature) }),
    )
    .sort((a, b) => b.score.total - a.score.total)
    .filter(({ score }) => score.parts.some(({ weight }) => weight > 0))
    .slice(0, Number(memory.limit ?? DEFAULT_LIMIT))
  const few = memory.few as string | null
  const drafts = ranked.flatMap((each) =>
    draftLead(each, leadType, known.findOrganization(...nameAndSite(each.pages[0]!)), few),
  )
  const skipped = results.filter(({ status }) => status === 'skipped').length
  const failed = results.filter(({ status }) => status === 'failed').length
  const answer = [
    `${ranked.length === 0 ? 'Nothing new' : plural(ranked.length, 'new lead')} like those that reached ${memory.stage}, from ${plural(read.length, 'page')} read.`,
    dead.length > 0 ? `${plural(dead.length, 'page')} announced something that is closed.` : '',
    open.length > fresh.length ? `${plural(open.length - fresh.length, 'lead')} known already.` : '',
    failed > 0 || Number(memory.outages ?? 0) > 0
      ? `${plural(failed + Number(memory.outages ?? 0), 'source')} could not be read; the timeline names them.`
      : '',
    stoppedAtBudget || skipped > 0 ? `Stopped at the budget with ${plural(skipped, 'page')} unread.` : '',
    few ?? '',
  ]
  return { drafts, answer: answer.filter(Boolean).join(' ') }
}

const text = (value: unknown) => (value === undefined ? undefined : String(value))
const namesOf = ({ organization }: Candidate) => ({
  name: text(organization.name?.value),
  website: text(organization.website?.value),
})
const nameAndSite = (page: Candidate): [string | undefined, string | undefined] => [
  namesOf(page).name,
  namesOf(page).website,
]

function postingOf({ address, fields, organization }: Candidate) {
  const [title, company, location] = [
    text(fields.title?.value),
    text(organization.name?.value),
    text(fields.location?.value),
  ]
  return { address, ...(title ? { title } : {}), ...(company ? { company } : {}), ...(location ? { location } : {}) }
}

const keyOf = ({ fields, organization }: Candidate, name?: string) =>
  leadKey(
    text(fields.title?.value) ?? null,
    name ?? text(organization.name?.value) ?? null,
    text(fields.location?.value) ?? null,
  )

/** A page that says it is open first, then the one that proves most. */
const bestFirst = (pages: Candidate[]) =>
  [...pages].sort(
    (a, b) =>
      Number(b.liveness.state === 'live') - Number(a.liveness.state === 'live') ||
      Object.keys(b.fields).length +
        Object.keys(b.organization).length -
        Object.keys(a.fields).length -
        Object.keys(a.organization).length,
  )

const plural = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value ?? null)) as Json
