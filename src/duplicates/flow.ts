import type { Flow, FlowInput, FlowTools, FlowTurn, JobResult } from '../agent/flow.ts'
import { readDuplicateAsk } from './duplicate-params.ts'
import { advanceScan, doScanJob, type ScanMemory, startScan } from './scan.ts'

/**
 * Use case 4: finds records that are one and proposes one merge for each group. No model decides anything. A scan goes
 * through stages (key, count, pair, group, propose), each in as many deliveries as there are records for; a small one takes none.
 */
export const findDuplicates: Flow = {
  useCase: 'find_duplicates',

  async plan({ run }: FlowInput, tools: FlowTools): Promise<FlowTurn> {
    const ask = readDuplicateAsk(run.params, run.prompt)
    return advanceScan(tools, run.id, await startScan(tools, ask))
  },

  async research(job, run, tools) {
    return { ...(await doScanJob(tools.ctx, run.id, job)) }
  },

  async assess({ run, memory }: FlowInput, results: JobResult[], tools: FlowTools): Promise<FlowTurn> {
    return advanceScan(tools, run.id, memory as unknown as ScanMemory, results)
  },
}
