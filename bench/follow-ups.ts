/** One scan for silent leads in tenants of 1e4, 1e5 and (with --million) 1e6 leads, beside the same question in naive SQL. */
import { createNeonTransport } from '../src/db/neon-transport.ts'
import { ScopedDatabase } from '../src/db/scoped-database.ts'
import { previewFollowUps } from '../src/followups/preview-follow-ups.ts'
import { naiveQuestions, STORED_CLOCK } from './follow-ups/naive-questions.ts'
import { seedLeads } from './follow-ups/seed-leads.ts'
import { openBenchDatabase } from './open-bench-database.ts'
import { type Figure, printFigures } from './print-figures.ts'

const ROUNDS = 5
const SIZES = process.argv.includes('--million') ? [10_000, 100_000, 1_000_000] : [10_000, 100_000]

const bench = await openBenchDatabase()
const transport = createNeonTransport(bench.databaseUrl, bench.endpoint.url)
const figures: Figure[] = []
try {
  const ours = new Map<string, number>()
  for (const size of SIZES)
    for (const silent of [0.05, 0.005]) {
      const tenantId = await seedLeads(bench.admin, size, silent)
      const measured = await measure(tenantId)
      const name = `${size.toExponential(0).replace('+', '')} leads, ${silent * 100} % silent`
      ours.set(`${size} ${silent}`, measured.ours)
      for (const [peer, ms] of Object.entries(measured.peers)) {
        // a clock that somebody already keeps is ours; who asks naively has none
        const bar = peer === STORED_CLOCK ? 'none' : 'never slower'
        const isOk = bar === 'none' || measured.ours <= ms
        figures.push(figure(`${name} : ${peer}`, measured.ours, ms, measured.ours / ms, 'ms', bar, isOk))
      }
    }
  for (const [at, size] of SIZES.entries()) {
    if (at === 0) continue
    const [small, large] = [ours.get(`${SIZES[at - 1]} 0.05`)!, ours.get(`${size} 0.05`)!]
    figures.push(
      figure(`${size} : ${SIZES[at - 1]} leads`, large, small, large / small, 'ms', '<= 12 x', large <= 12 * small),
    )
  }
  // ten times the leads with as many silent ones
  const [all, few] = [ours.get(`${SIZES[0]} 0.05`)!, ours.get(`${SIZES[1]} 0.005`)!]
  figures.push(
    figure('500 silent among 1e5 : 500 silent among 1e4', few, all, few / all, 'ms', '<= 1.5 x', few <= 1.5 * all),
  )
  printFigures(figures)
} finally {
  await bench.close()
}

async function measure(tenantId: number) {
  const db = new ScopedDatabase(transport, { credential: { kind: 'system', value: String(tenantId) }, surface: 'api' })
  const scan = async () => (await previewFollowUps({ db, now: new Date(), log: () => {} }, {})).total
  const peers: Record<string, number> = {}
  const found = await scan()
  for (const [name, text] of Object.entries(naiveQuestions)) {
    const naive = await transport([{ text, params: [tenantId] }])
    if (naive[0]!.length !== found) throw new Error(`${name}: ${naive[0]!.length} leads instead of ${found}`)
    peers[name] = await best(() => transport([{ text, params: [tenantId] }]))
  }
  return { ours: await best(scan), peers }
}

async function best(work: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    const startedAt = performance.now()
    await work()
    least = Math.min(least, performance.now() - startedAt)
  }
  return least
}

function figure(
  name: string,
  ours: number,
  peer: number,
  ratio: number,
  unit: string,
  bar: string,
  ok: boolean,
): Figure {
  return { bench: 'follow-ups', case: name, ours, peer, ratio, unit, bar, ok }
}
