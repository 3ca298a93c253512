import type { Broker } from './broker.ts'
import { type Lane, laneNameOf, laneWaitMs, type Turn, takeTurn } from './lane.ts'
import type { Message } from './message.ts'

export type DispatcherCounts = { inFlight: number; waiting: number; scheduled: number }
export type Dispatcher = ReturnType<typeof createDispatcher>

type Host = Omit<Broker, 'dispatcher' | 'scheduleClock'>

type State = {
  host: Host
  attempt: (message: Message) => Promise<void>
  lanes: Map<string, Lane>
  timers: Map<string, { timer: NodeJS.Timeout; dueAt: number }>
  /** how many living messages share a place in a queue, by its owner */
  slotHolders: Map<string, number>
  held: (Turn & { timer: NodeJS.Timeout })[]
  watchers: { withinMs: number; resolve: () => void }[]
  turns: number
  inFlight: number
  intake: number
}

const longestTimerMs = 2 ** 31 - 1
// how often a message that is held back looks whether it is alone, and how long it waits for those that are not done
const holdMs = 50
const longestHoldMs = 5_000

/**
 * Decides when a message's next attempt starts: when it is due, and its queue, its flow-control key and the broker's
 * own limit let it. Keeps no rows: what it knows follows from the messages that are admitted.
 */
export function createDispatcher(host: Host, attempt: State['attempt']) {
  const state: State = {
    host,
    attempt,
    lanes: new Map(),
    timers: new Map(),
    slotHolders: new Map(),
    held: [],
    watchers: [],
    turns: 0,
    inFlight: 0,
    intake: 0,
  }
  return {
    /** Takes on messages whose rows are written: new ones, or those an earlier broker left. */
    admit: (messages: Message[]): void => admit(state, messages),
    retry: (message: Message): void => schedule(state, message),
    /** Says that a message has ended; its queue goes on when its callbacks have ended too. */
    end: (message: Message): void => leaveSlot(state, message),
    /** True when the message had not started, and now will not. */
    withdraw: (message: Message): boolean => withdraw(state, message),
    pump: (): void => pump(state),
    /** Keeps the broker from being idle while something is on its way in. */
    taking: <T>(work: () => Promise<T>): Promise<T> => takeIn(state, work),
    idle: (withinMs: number): Promise<void> =>
      new Promise((resolve) => {
        state.watchers.push({ withinMs, resolve })
        tellWatchers(state)
      }),
    counts: (): DispatcherCounts => ({
      inFlight: state.inFlight,
      waiting: [...state.lanes.values()].reduce((sum, lane) => sum + lane.waiting.length, state.held.length),
      scheduled: state.timers.size,
    }),
    /** How many messages of a flow-control key are out, and how many wait. */
    flowCounts: (key: string): { active: number; waiting: number } => {
      const lane = laneAt(state, { kind: 'flow', name: key })
      return { active: lane.active, waiting: lane.waiting.length }
    },
    stop: (): void => stop(state),
  }
}

function admit(state: State, messages: Message[]): void {
  for (const { slot, messageId, state: progress } of messages) {
    if (!slot) continue
    state.slotHolders.set(slot.owner, (state.slotHolders.get(slot.owner) ?? 0) + 1)
    const begun = progress === 'RETRY' || slot.owner !== messageId
    if (begun) laneAt(state, { kind: 'queue', name: slot.queueName }).owners.add(slot.owner)
  }
  for (const message of messages) schedule(state, message)
  tellWatchers(state)
}

function schedule(state: State, message: Message): void {
  if (state.host.stopped.aborted) return
  const waitMs = message.notBefore - Date.now()
  if (waitMs <= 0) {
    makeReady(state, message)
    return
  }
  const wake = () => {
    state.timers.delete(message.messageId)
    schedule(state, message)
  }
  const timer = setTimeout(wake, Math.min(waitMs, longestTimerMs))
  state.timers.set(message.messageId, { timer, dueAt: message.notBefore })
}

function makeReady(state: State, message: Message): void {
  const turn = { message, turn: state.turns++ }
  const heldAt = Date.now()
  // a queue promises its order, so it is never broken
  if (!message.slot && state.host.faults.reorders(message)) {
    state.held.push({ ...turn, timer: setInterval(() => releaseAlone(state, turn, Date.now() - heldAt), holdMs) })
    return
  }
  laneAt(state, laneNameOf(message)).waiting.push(turn)
  pump(state)
}

/** Lets go on what was held back and has now been overtaken. */
function release(state: State, overtakenBy: number): void {
  const free = state.held.filter(({ turn }) => turn < overtakenBy)
  state.held = state.held.filter(({ turn }) => turn >= overtakenBy)
  for (const { timer, message, turn } of free) {
    clearInterval(timer)
    laneAt(state, laneNameOf(message)).waiting.push({ message, turn })
  }
  if (free.length > 0) pump(state)
}

function releaseAlone(state: State, { turn }: Turn, heldMs: number): void {
  if (state.inFlight === 0 || heldMs > longestHoldMs) release(state, turn + 1)
}

function pump(state: State): void {
  const { host } = state
  for (const lane of state.lanes.values()) {
    while (state.inFlight < host.globalParallelism && !host.stopped.aborted) {
      const waitMs = laneWaitMs(host, lane)
      if (waitMs > 0) {
        pumpAfter(state, lane, waitMs)
        break
      }
      start(state, lane, takeTurn(host, lane))
    }
  }
}

function pumpAfter(state: State, lane: Lane, waitMs: number): void {
  clearTimeout(lane.timer)
  if (waitMs < Number.POSITIVE_INFINITY) {
    lane.timer = setTimeout(() => pump(state), Math.min(Math.ceil(waitMs), longestTimerMs))
  }
}

function start(state: State, lane: Lane, { message, turn }: Turn): void {
  state.inFlight++
  lane.active++
  state
    .attempt(message)
    .catch((error) => {
      if (!state.host.stopped.aborted) console.error('qstash: an attempt broke', error)
    })
    .finally(() => {
      state.inFlight--
      lane.active--
      release(state, turn)
      pump(state)
      tellWatchers(state)
    })
}

function leaveSlot(state: State, { slot }: Message): void {
  if (!slot) return
  const left = (state.slotHolders.get(slot.owner) ?? 1) - 1
  if (left > 0) {
    state.slotHolders.set(slot.owner, left)
    return
  }
  state.slotHolders.delete(slot.owner)
  laneAt(state, { kind: 'queue', name: slot.queueName }).owners.delete(slot.owner)
  pump(state)
}

function withdraw(state: State, message: Message): boolean {
  const lane = laneAt(state, laneNameOf(message))
  const waited = lane.waiting.length + state.held.length
  clearTimeout(state.timers.get(message.messageId)?.timer)
  lane.waiting = lane.waiting.filter((turn) => turn.message !== message)
  for (const { timer } of state.held.filter((turn) => turn.message === message)) clearInterval(timer)
  state.held = state.held.filter((turn) => turn.message !== message)
  const found = state.timers.delete(message.messageId) || lane.waiting.length + state.held.length < waited
  tellWatchers(state)
  return found
}

async function takeIn<T>(state: State, work: () => Promise<T>): Promise<T> {
  state.intake++
  try {
    return await work()
  } finally {
    state.intake--
    tellWatchers(state)
  }
}

function busy(state: State, withinMs: number): boolean {
  if (state.inFlight > 0 || state.intake > 0 || state.held.length > 0) return true
  const until = Date.now() + withinMs
  if ([...state.timers.values()].some(({ dueAt }) => dueAt <= until)) return true
  return [...state.lanes.values()].some((lane) => laneWaitMs(state.host, lane) <= withinMs)
}

function tellWatchers(state: State): void {
  const idle = state.watchers.filter(({ withinMs }) => !busy(state, withinMs))
  state.watchers = state.watchers.filter((watcher) => !idle.includes(watcher))
  for (const { resolve } of idle) resolve()
}

function stop(state: State): void {
  for (const { timer } of state.timers.values()) clearTimeout(timer)
  for (const { timer } of state.held) clearInterval(timer)
  for (const lane of state.lanes.values()) clearTimeout(lane.timer)
  state.timers.clear()
  for (const { resolve } of state.watchers.splice(0)) resolve()
}

function laneAt(state: State, { kind, name }: { kind: Lane['kind']; name: string }): Lane {
  const key = `${kind}:${name}`
  const lane = state.lanes.get(key) ?? { kind, name, waiting: [], active: 0, owners: new Set() }
  state.lanes.set(key, lane)
  return lane
}
