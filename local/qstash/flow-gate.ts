import type { Broker } from './broker.ts'
import type { FlowControl, FlowLimit } from './message.ts'

/** Takes over the limits that a new message brings for its key; pinned ones stay. */
export function configureFlow(broker: Broker, limit: FlowLimit): void {
  const flow = getFlow(broker, limit.key)
  if (!flow.pinnedParallelism) flow.parallelism = limit.parallelism
  if (!flow.pinnedRate) {
    flow.rate = limit.rate
    flow.periodSeconds = limit.periodSeconds
  }
  broker.journal.put('flow_control', limit.key, flow)
}

/** The state of a flow-control key, made on first use. */
export function getFlow(broker: Broker, key: string): FlowControl {
  const known = broker.flows.get(key)
  if (known) return known
  const flow: FlowControl = {
    key,
    parallelism: 0,
    rate: 0,
    periodSeconds: 1,
    paused: false,
    pinnedParallelism: false,
    pinnedRate: false,
    rateCount: 0,
    periodStart: 0,
  }
  broker.flows.set(key, flow)
  return flow
}

/** Milliseconds until a key lets one more call start: 0 now, Infinity while it is paused or all its calls are out. */
export function flowWaitMs(flow: FlowControl, active: number, now: number, timeScale: number): number {
  if (flow.paused) return Number.POSITIVE_INFINITY
  if (flow.parallelism > 0 && active >= flow.parallelism) return Number.POSITIVE_INFINITY
  const periodEnd = flow.periodStart + flow.periodSeconds * 1_000 * timeScale
  if (flow.rate > 0 && flow.rateCount >= flow.rate && now < periodEnd) return periodEnd - now
  return 0
}

/** Counts a call that starts now; a period begins with the first call after the last one ended. */
export function countFlowStart(broker: Pick<Broker, 'journal' | 'timeScale'>, flow: FlowControl, now: number): void {
  if (now >= flow.periodStart + flow.periodSeconds * 1_000 * broker.timeScale) {
    flow.periodStart = now
    flow.rateCount = 0
  }
  flow.rateCount++
  if (flow.rate > 0) broker.journal.put('flow_control', flow.key, flow)
}
