import type { Broker } from './broker.ts'
import { countFlowStart, flowWaitMs } from './flow-gate.ts'
import type { Message } from './message.ts'

/** A message's turn to start; a later turn may overtake one that is held back. */
export type Turn = { message: Message; turn: number }

/** Messages that wait for the same thing: a queue, a flow-control key, or nothing but the broker itself. */
export type Lane = {
  kind: 'free' | 'flow' | 'queue'
  name: string
  waiting: Turn[]
  active: number
  /** of a queue: messages that have begun and not ended, their callbacks included */
  owners: Set<string>
  timer?: NodeJS.Timeout
}

type Host = Pick<Broker, 'flows' | 'queues' | 'timeScale' | 'journal'>

export function laneNameOf(message: Message): { kind: Lane['kind']; name: string } {
  if (message.queueName) return { kind: 'queue', name: message.queueName }
  return message.flow ? { kind: 'flow', name: message.flow.key } : { kind: 'free', name: '' }
}

/** 0 when a waiting message may start, the milliseconds until then, or Infinity when only an event can tell. */
export function laneWaitMs(host: Host, lane: Lane): number {
  if (lane.waiting.length === 0) return Number.POSITIVE_INFINITY
  switch (lane.kind) {
    case 'free':
      return 0
    case 'flow': {
      const flow = host.flows.get(lane.name)
      return flow ? flowWaitMs(flow, lane.active, Date.now(), host.timeScale) : 0
    }
    case 'queue': {
      const queue = host.queues.get(lane.name)
      if (queue?.paused) return Number.POSITIVE_INFINITY
      const mayStart = lane.owners.size < (queue?.parallelism ?? 1) || begunIndex(lane) >= 0
      return mayStart ? 0 : Number.POSITIVE_INFINITY
    }
  }
}

/** Takes the turn that is next: in a queue that of a message which has begun, else the first. */
export function takeTurn(host: Host, lane: Lane): Turn {
  const [turn] = lane.waiting.splice(Math.max(0, begunIndex(lane)), 1) as [Turn]
  if (lane.kind === 'queue') lane.owners.add(turn.message.messageId)
  const flow = lane.kind === 'flow' ? host.flows.get(lane.name) : undefined
  if (flow) countFlowStart(host, flow, Date.now())
  return turn
}

function begunIndex({ kind, waiting, owners }: Lane): number {
  return kind === 'queue' ? waiting.findIndex(({ message }) => owners.has(message.messageId)) : -1
}
