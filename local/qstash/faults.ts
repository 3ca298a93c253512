import { createHash } from 'node:crypto'
import type { Message } from './message.ts'

export type FaultKind =
  /** acknowledged, and never heard of again; its deduplication id stays taken */
  | 'lose'
  /** two calls at once for one attempt; the first one's answer counts */
  | 'deliver-twice'
  /** the handler ran, its answer never arrived: a failed attempt */
  | 'drop-response'
  | 'delay'
  /** held back until another message has started */
  | 'reorder'
  | 'next-key'
  | 'stale-signature'
  | 'bad-signature'

export type FaultRule = {
  kind: FaultKind
  /** of each attempt (of each message for `lose`); 1 by default */
  probability?: number
  /** hits at most this often */
  times?: number
  /** only destinations that contain or match it */
  url?: string | RegExp
  /** for `delay`: real milliseconds, or a range to draw from; 50 by default */
  delayMs?: number | [number, number]
}

export type InjectedFault = { kind: FaultKind; messageId: string; url: string; retried: number }

export type FaultControls = {
  /** Makes the draws of a run repeatable, and starts to count messages anew. */
  seed(seed: string | number): void
  /** Adds a rule; the answer takes it away again. */
  inject(rule: FaultRule): () => void
  clear(): void
  injected(): InjectedFault[]
}

export type AttemptFaults = {
  twice: boolean
  dropResponse: boolean
  delayMs: number
  signature: 'good' | 'next-key' | 'stale-signature' | 'bad-signature'
}

export type Faults = ReturnType<typeof createFaults>

type ActiveRule = FaultRule & { index: number; hits: number }

/**
 * Draws depend on the seed, the rule, the destination's path, how many messages that path had before, and the attempt:
 * not on the clock or on what else is in flight, so that a run with the same traffic meets the same faults.
 */
export function createFaults() {
  let seedText = '0'
  let added = 0
  let rules: ActiveRule[] = []
  let injected: InjectedFault[] = []
  const ordinals = new Map<string, number>()

  function draw(rule: ActiveRule, message: Message, purpose: string): number {
    const identity = [seedText, rule.index, rule.kind, pathOf(message.url), message.ordinal, message.retried, purpose]
    return createHash('sha256').update(identity.join('\n')).digest().readUInt32BE(0) / 2 ** 32
  }

  function strike(kind: FaultKind, message: Message): ActiveRule | undefined {
    const rule = rules.find(
      (candidate) =>
        candidate.kind === kind &&
        candidate.hits < (candidate.times ?? Number.POSITIVE_INFINITY) &&
        matches(candidate.url, message.url) &&
        draw(candidate, message, 'hit') < (candidate.probability ?? 1),
    )
    if (!rule) return undefined
    rule.hits++
    injected.push({ kind, messageId: message.messageId, url: message.url, retried: message.retried })
    return rule
  }

  function delayMs(message: Message): number {
    const rule = strike('delay', message)
    if (!rule) return 0
    const [low, high] = Array.isArray(rule.delayMs) ? rule.delayMs : [rule.delayMs ?? 50, rule.delayMs ?? 50]
    return low + draw(rule, message, 'length') * (high - low)
  }

  const controls: FaultControls = {
    seed(seed) {
      seedText = String(seed)
      ordinals.clear()
    },
    inject(rule) {
      const active = { ...rule, index: added++, hits: 0 }
      rules.push(active)
      return () => {
        rules = rules.filter((other) => other !== active)
      }
    },
    clear() {
      rules = []
      injected = []
      added = 0
    },
    injected: () => [...injected],
  }

  return {
    controls,
    nextOrdinal(url: string): number {
      const path = pathOf(url)
      const ordinal = ordinals.get(path) ?? 0
      ordinals.set(path, ordinal + 1)
      return ordinal
    },
    loses: (message: Message): boolean => strike('lose', message) !== undefined,
    reorders: (message: Message): boolean => strike('reorder', message) !== undefined,
    forAttempt(message: Message): AttemptFaults {
      const kinds = ['next-key', 'stale-signature', 'bad-signature'] as const
      return {
        twice: strike('deliver-twice', message) !== undefined,
        dropResponse: strike('drop-response', message) !== undefined,
        delayMs: delayMs(message),
        signature: kinds.find((kind) => strike(kind, message)) ?? 'good',
      }
    },
  }
}

// ports differ between runs, paths do not
function pathOf(url: string): string {
  return URL.parse(url)?.pathname ?? url
}

function matches(pattern: string | RegExp | undefined, url: string): boolean {
  if (pattern === undefined) return true
  return typeof pattern === 'string' ? url.includes(pattern) : url.search(pattern) >= 0
}
