import { expect, it } from 'vitest'
import type { FlowTools, JobSpec, Json } from '../../src/agent/flow.ts'
import { advanceScan, type ScanMemory } from '../../src/duplicates/scan.ts'
import { emptyReport } from '../../src/duplicates/scan-report.ts'

/** What a run takes of the jobs of one turn; the rest would never be done. */
const RUN_TAKES = 500

it('a scan of more slices than a run takes at once sends them out in waves, each once', async () => {
  const slices = Array.from(
    { length: 1203 },
    (_, from): JobSpec => ({
      key: `pair:Individual:${from}`,
      kind: 'pair',
      input: { type: 'Individual', from, to: from + 1 },
      label: '',
    }),
  )
  let memory: ScanMemory = {
    stage: 'group',
    types: ['Individual'],
    limit: null,
    groups: 0,
    proposed: 0,
    startedAt: 0,
    reports: { Individual: emptyReport() },
    waiting: slices,
  }
  const sent: string[] = []
  let finished: { kind: string; input: Record<string, Json>; result: Record<string, unknown>; status: string }[] = []
  while (memory.waiting.length > 0) {
    // nothing else is asked for until all slices are out
    const turn = await advanceScan({} as FlowTools, 'run', memory, finished)
    memory = turn.memory as unknown as ScanMemory
    expect(turn.jobs!.length).toBeLessThanOrEqual(RUN_TAKES)
    sent.push(...turn.jobs!.map(({ key }) => key))
    finished = turn.jobs!.map(({ kind, input }) => ({ kind, input, result: { pairs: 2 }, status: 'done' }))
  }
  expect(sent).toEqual(slices.map(({ key }) => key))
  expect(memory.reports.Individual!.candidate_pairs).toBe(2 * (slices.length - finished.length))
})
