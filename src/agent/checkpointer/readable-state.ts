import type { Row } from '../../db/statement.ts'
import type { BlobRow, WriteRow } from './checkpoint-rows.ts'
import { wireBytes } from './encoded-value.ts'
import { type SizedChannel, sizesOf } from './request-limit.ts'

/**
 * How large the answer to the next read will be. Each superstep writes only the channels it changed, so that every
 * write may be small while the state as a whole grows past what one answer can carry, and the run could never be read again.
 */
export class ReadableState {
  #channels = new Map<string, number>()
  #writes: SizedChannel[] = []

  load(answer: Row[]) {
    const sized = (kind: string) =>
      answer
        .filter((row) => row.kind === kind)
        .map((row) => ({ channel: String(row.channel), bytes: wireBytes(row.body as string | null) }))
    this.#channels = new Map(sized('blob').map(({ channel, bytes }) => [channel, bytes]))
    this.#writes = sized('write')
  }

  /** Sizes once these rows of the root graph are written; `moved` says whether the head leaves its old writes behind. */
  grow({ blobs, writes }: { blobs: BlobRow[]; writes: WriteRow[] }, head: string | null, moved: boolean) {
    for (const { ns, channel, body } of blobs) if (ns === '') this.#channels.set(channel, wireBytes(body))
    const atHead = sizesOf(writes.filter((row) => row.ns === '' && row.checkpointId === head))
    this.#writes = moved ? atHead : [...this.#writes, ...atHead]
    return [...[...this.#channels].map(([channel, bytes]) => ({ channel, bytes })), ...this.#writes]
  }
}
