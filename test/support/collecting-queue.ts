import type { Queue, QueueMessage } from '../../src/platform/queue.ts'

/** A queue that delivers nothing: the test does, when and as often as it likes. */
export function collectingQueue() {
  const published: QueueMessage[] = []
  const queue: Queue = {
    async publish(messages) {
      published.push(...messages)
      return { taken: messages.map(({ id }) => id), refused: [] }
    },
  }
  return { queue, published, at: (path: string) => published.filter((message) => message.path === path) }
}
