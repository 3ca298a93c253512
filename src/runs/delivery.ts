import { z } from 'zod'

/** What a queue message to a run's step says. */
export const StepMessage = z.object({
  tenant_id: z.int().positive(),
  run_id: z.uuid(),
  /** The outbox row it came from: its arrival proves that it was published. */
  outbox_id: z.uuid().nullish(),
})
export type StepMessage = z.infer<typeof StepMessage>

export const ResearchMessage = StepMessage.extend({ job_key: z.string().min(1).max(1000) })
export type ResearchMessage = z.infer<typeof ResearchMessage>

export interface Delivery<T> {
  message: T
  /** The queue's id of the message: the same whenever it is delivered again. */
  messageId: string
  /** How many times it was delivered before. */
  retried: number
}

/** What the queue is told. Anything thrown is a bug: the queue delivers again and in the end gives up. */
export type DeliveryOutcome =
  | { kind: 'done'; detail: string }
  | { kind: 'retry'; afterSeconds: number; detail: string }
  /** Delivering it again is pointless. */
  | { kind: 'refused'; detail: string }
