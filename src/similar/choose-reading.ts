import type { FlowInput, FlowTools, FlowTurn, JobResult } from '../agent/flow.ts'
import type { LeadType } from '../records/entity-type.ts'
import { plainAddress } from '../web/plain-address.ts'
import type { SearchResult } from '../web/web.ts'
import { addressKey, loadKnownAddresses } from './load-known-addresses.ts'

const MAX_READ = 40
/** Damps how much the first place counts in reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009). */
const RANK_DAMPING = 60

interface Found {
  key: string
  url: string
  score: number
}

/** Of everything that search found: each posting once, nothing known, what most searches rank high first. */
export async function chooseReading(
  { memory, stoppedAtBudget }: FlowInput,
  results: JobResult[],
  { ctx, note }: FlowTools,
): Promise<FlowTurn> {
  const searches = results.filter(({ kind }) => kind === 'search')
  const outages = searches.filter(({ status }) => status === 'failed')
  const done = searches.filter(({ status }) => status === 'done')
  const leadType = memory.lead_type as LeadType
  const asked = new Set((memory.asked ?? []) as string[])
  const found = rankFound(done.map(({ result }) => (result?.results ?? []) as SearchResult[])).filter(
    ({ key }) => !asked.has(key),
  )
  if (found.length === 0) return { answer: nothingFound(searches.length, done.length, outages) }
  const known = await loadKnownAddresses(
    ctx,
    leadType,
    found.map(({ url }) => url),
  )
  const fresh = found.filter(({ key }) => !known.has(key))
  if (fresh.length === 0)
    return {
      answer: `Everything that was found (${plural(found.length, 'page')}) is known already; there is nothing new to propose.`,
    }
  const chosen = fresh.slice(0, MAX_READ)
  if (fresh.length > chosen.length)
    note({
      kind: 'left_out',
      message: `Reads the best ${chosen.length} of ${plural(fresh.length, 'page')} that were found.`,
    })
  return {
    jobs: chosen.map(({ key, url }) => ({
      key: `read:${key}`.slice(0, 400),
      kind: 'read',
      input: { url, lead_type: leadType },
      label: url,
    })),
    memory: {
      ...memory,
      asked: [...asked, ...chosen.map(({ key }) => key)],
      known_addresses: Number(memory.known_addresses ?? 0) + found.length - fresh.length,
    },
    ...(stoppedAtBudget && { answer: `${plural(fresh.length, 'page')} found and none read: nothing was proposed.` }),
  }
}

function rankFound(lists: SearchResult[][]): Found[] {
  const byKey = new Map<string, Found>()
  for (const list of lists)
    for (const [rank, { url }] of list.entries()) {
      const key = addressKey(url)
      const before = byKey.get(key)
      byKey.set(key, {
        key,
        // of several spellings of one address the plainest is read
        url: before && before.url.length <= plainAddress(url).length ? before.url : plainAddress(url),
        score: (before?.score ?? 0) + 1 / (RANK_DAMPING + rank + 1),
      })
    }
  return [...byKey.values()].sort((a, b) => b.score - a.score || a.key.localeCompare(b.key))
}

function nothingFound(all: number, done: number, outages: JobResult[]): string {
  if (outages.length > 0 && done === 0)
    return `The web search could not be reached (${outages[0]!.error?.replace(/\.$/, '')}); nothing was proposed. The run can be started again later.`
  if (done === 0) return 'Nothing was searched, so nothing was proposed.'
  const missing = all > done ? ` ${plural(all - done, 'search', 'searches')} of ${all} could not be made.` : ''
  return `The ${plural(done, 'search', 'searches')} found nothing to read, so nothing was proposed.${missing}`
}

export const plural = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`
