import type { DemoApi, DemoOutcome, DemoProposal } from './create-api.ts'

const SHOWN_PER_KIND = 3
const BATCH = 10
const LONGEST = 90

const short = (value: unknown) => {
  const text = value === null || value === undefined ? '—' : typeof value === 'string' ? value : JSON.stringify(value)
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
}

/** Prints a few proposals of each risk with their first quote; answers all that wait. */
export async function showPending(api: DemoApi): Promise<DemoProposal[]> {
  const { data, total } = await api.pending()
  console.log(`  ${total} wait for a decision.`)
  for (const [risk, proposals = []] of Object.entries(Object.groupBy(data, ({ risk }) => risk))) {
    console.log(`\n  ${risk}: ${proposals.length}`)
    for (const proposal of proposals.slice(0, SHOWN_PER_KIND)) {
      const sure = proposal.confidence === null ? '' : ` (${Math.round(proposal.confidence * 100)} %)`
      console.log(`    ${proposal.proposed_action} ${proposal.entity_type}: ${proposal.name}${sure}`)
      for (const { name, before, after, evidence } of proposal.fields.slice(0, 4)) {
        console.log(`      ${name}: ${short(before)} → ${short(after)}`)
        if (evidence[0]?.quote) console.log(`        “${short(evidence[0].quote)}” ${evidence[0].url ?? ''}`)
      }
    }
  }
  return data
}

/** Approves some that replace nothing a person typed and merge nothing, bundles whole, each by the hash that was read. */
export async function approveSafeOnes(api: DemoApi, proposals: DemoProposal[]): Promise<DemoOutcome[]> {
  const safe = wholeBundles(proposals.filter(({ risk }) => risk !== 'merge' && risk !== 'replace_human'))
  if (safe.length === 0) {
    console.log('  There is nothing safe to approve.')
    return []
  }
  const decisions = safe.map(({ id, content_hash }) => ({ id, action: 'approve', content_hash }))
  const { batch_id, results } = await api.decide(decisions)
  for (const [at, { outcome, detail }] of results.entries())
    console.log(`  ${outcome.padEnd(10)} ${safe[at]!.entity_type} ${safe[at]!.name} ${detail ?? ''}`)
  console.log(`  One undo takes all of it back: POST /v1/batches/${batch_id}/undo`)
  return results.filter(({ outcome }) => outcome === 'committed')
}

/** Bundles as they come, until a batch is full: a lead without its organization would have to wait for it. */
function wholeBundles(proposals: DemoProposal[]): DemoProposal[] {
  const chosen: DemoProposal[] = []
  for (const bundle of Map.groupBy(proposals, ({ bundle_id, id }) => bundle_id ?? id).values())
    if (chosen.length < BATCH) chosen.push(...bundle)
  return chosen
}

/** Prints committed records with the source of each value. */
export async function showRecords(api: DemoApi, outcomes: DemoOutcome[]) {
  for (const { entity_type, entity_id } of outcomes.slice(0, SHOWN_PER_KIND)) {
    if (!entity_type || !entity_id) continue
    const [record, { data }] = await Promise.all([
      api.record(entity_type, entity_id),
      api.provenance(entity_type, entity_id),
    ])
    console.log(`  ${entity_type} ${entity_id}`)
    for (const { field_name, source, source_url, quote } of data)
      console.log(
        `    ${field_name} = ${short(record[field_name])}  ← ${source_url ?? source}${quote ? `: “${short(quote)}”` : ''}`,
      )
  }
}
