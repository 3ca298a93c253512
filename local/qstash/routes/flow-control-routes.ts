import type { Broker } from '../broker.ts'
import { getFlow } from '../flow-gate.ts'
import type { FlowControl } from '../message.ts'
import { Refusal } from '../refusal.ts'
import { nameParam, type Route } from '../route.ts'

const verbs: Record<string, (flow: FlowControl, query: URLSearchParams) => void> = {
  pause: (flow) => {
    flow.paused = true
  },
  resume: (flow) => {
    flow.paused = false
  },
  resetRate: (flow) => {
    flow.rateCount = 0
    flow.periodStart = Date.now()
  },
  pin: pinFlow,
  unpin: (flow, query) => {
    if (query.get('parallelism') === 'true') flow.pinnedParallelism = false
    if (query.get('rate') === 'true') flow.pinnedRate = false
  },
}

export const flowControlRoutes: Route[] = [
  {
    method: 'GET',
    pattern: /^\/v2\/flowControl$/,
    answer: (broker) => ({ status: 200, body: [...broker.flows.values()].map((flow) => present(broker, flow)) }),
  },
  {
    method: 'GET',
    pattern: /^\/v2\/flowControl\/([^/]+)$/,
    answer: (broker, request) => {
      const key = nameParam(request)
      const flow = broker.flows.get(key)
      if (!flow) throw new Refusal(404, `flow control key ${key} not found`)
      return { status: 200, body: present(broker, flow) }
    },
  },
  ...Object.entries(verbs).map(
    ([verb, change]): Route => ({
      method: 'POST',
      pattern: new RegExp(`^/v2/flowControl/([^/]+)/${verb}$`),
      answer: async (broker, request) => {
        const flow = getFlow(broker, nameParam(request))
        change(flow, request.query)
        broker.journal.put('flow_control', flow.key, flow)
        await broker.journal.commit()
        broker.dispatcher.pump()
        return { status: 200 }
      },
    }),
  ),
  {
    method: 'GET',
    pattern: /^\/v2\/globalParallelism$/,
    answer: (broker) => {
      const { inFlight } = broker.dispatcher.counts()
      return { status: 200, body: { parallelismMax: broker.globalParallelism, parallelismCount: inFlight } }
    },
  },
]

/** Pinning starts a new period. */
function pinFlow(flow: FlowControl, query: URLSearchParams): void {
  const [parallelism, rate, period] = ['parallelism', 'rate', 'period'].map((name) => {
    const number = Number(query.get(name) ?? 0)
    if (!Number.isInteger(number) || number < 0) throw new Refusal(400, `invalid ${name}`)
    return number
  }) as [number, number, number]
  if (parallelism) Object.assign(flow, { parallelism, pinnedParallelism: true })
  if (rate) Object.assign(flow, { rate, periodSeconds: period || 1, pinnedRate: true })
  flow.rateCount = 0
  flow.periodStart = Date.now()
}

function present(broker: Broker, flow: FlowControl) {
  const { active, waiting } = broker.dispatcher.flowCounts(flow.key)
  return {
    flowControlKey: flow.key,
    waitListSize: waiting,
    parallelismMax: flow.parallelism,
    parallelismCount: active,
    rateMax: flow.rate,
    rateCount: flow.rateCount,
    ratePeriod: flow.periodSeconds,
    ratePeriodStart: Math.floor(flow.periodStart / 1_000),
    isPaused: flow.paused,
    isPinnedParallelism: flow.pinnedParallelism,
    isPinnedRate: flow.pinnedRate,
  }
}
