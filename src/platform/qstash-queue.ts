import { Client } from '@upstash/qstash'
import type { Queue, QueueMessage } from './queue.ts'

export interface QstashQueueOptions {
  baseUrl?: string | undefined
  token: string
  /** Where this Worker is reached. */
  publicUrl: string
}

// what one batch may carry
const BATCH = 100
const FAILURE_PATH = '/qstash/failures'
// past the longest delivery, so that the queue gives up after the Worker has
const TIMEOUT_SECONDS = 60

/** QStash, through its official client. */
export function createQstashQueue({ baseUrl, token, publicUrl }: QstashQueueOptions): Queue {
  const retry = { retries: 2, backoff: (tried: number) => 50 * 2 ** tried }
  // devMode: an environment variable named QSTASH_DEV would otherwise swap in published keys
  const client = new Client({ token, devMode: false, enableTelemetry: false, retry, ...(baseUrl && { baseUrl }) })

  async function publishBatch(messages: QueueMessage[]) {
    try {
      const answers = (await client.batchJSON(messages.map((message) => requestOf(message, publicUrl)))) as {
        error?: string
      }[]
      return messages.map(({ id }, index) => ({ id, reason: answers[index]?.error }))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      return messages.map(({ id }) => ({ id, reason }))
    }
  }

  return {
    async publish(messages) {
      const batches: QueueMessage[][] = []
      for (let start = 0; start < messages.length; start += BATCH) batches.push(messages.slice(start, start + BATCH))
      const answers = (await Promise.all(batches.map(publishBatch))).flat()
      return {
        taken: answers.filter(({ reason }) => reason === undefined).map(({ id }) => id),
        refused: answers.flatMap(({ id, reason }) => (reason === undefined ? [] : [{ id, reason }])),
      }
    },
  }
}

const requestOf = ({ id, path, body, delaySeconds, flowControl, retries }: QueueMessage, publicUrl: string) => ({
  url: `${publicUrl}${path}`,
  body,
  deduplicationId: id,
  failureCallback: `${publicUrl}${FAILURE_PATH}`,
  timeout: TIMEOUT_SECONDS,
  ...(retries !== undefined && { retries }),
  ...(delaySeconds !== undefined && { delay: delaySeconds }),
  ...(flowControl && {
    flowControl: {
      key: flowControl.key,
      parallelism: flowControl.parallelism,
      ...(flowControl.ratePerSecond !== undefined && { rate: flowControl.ratePerSecond, period: '1s' as const }),
    },
  }),
})
