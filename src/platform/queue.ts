/** The message queue as the product knows it. One adapter speaks QStash. */
export interface QueueMessage {
  /** The outbox row it comes from; also its deduplication id. */
  id: string
  /** A path of this Worker, such as /qstash/steps. */
  path: string
  body: Record<string, unknown>
  delaySeconds?: number
  /** Messages of one key share parallelism and rate. */
  flowControl?: { key: string; parallelism: number; ratePerSecond?: number }
  retries?: number
}

export interface Queue {
  /**
   * Hands the messages over in as few requests as the queue allows; answers the ids of those it took.
   * A message that was not taken is published again by the sweeper. Never throws for a single message.
   */
  publish(messages: QueueMessage[]): Promise<{ taken: string[]; refused: { id: string; reason: string }[] }>
}
