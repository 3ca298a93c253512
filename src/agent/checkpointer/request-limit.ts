import { AppError } from '../../errors.ts'
import type { BlobRow, CheckpointRow, WriteRow } from './checkpoint-rows.ts'
import { wireBytes } from './encoded-value.ts'

// Neon refuses requests and answers over 10 MiB; the rest of a batch and the names around the values need room too
export const defaultMaxBytes = 9 * 1024 * 1024

export interface SizedChannel {
  channel: string
  bytes: number
}

const mebibytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1)

export const sizesOf = (rows: (BlobRow | WriteRow)[]): SizedChannel[] =>
  rows.map(({ channel, body }) => ({ channel, bytes: wireBytes(body) }))

export const checkpointSizes = (rows: CheckpointRow[]): SizedChannel[] =>
  rows.map((row) => ({ channel: 'checkpoint', bytes: wireBytes(row.checkpoint) + wireBytes(row.metadata) }))

/** Throws `invalid`, naming the largest channel, where the values together pass `maxBytes` as they travel. */
export const assertFits = (sizes: SizedChannel[], maxBytes: number) => {
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
  if (total <= maxBytes) return
  const byChannel = new Map<string, number>()
  for (const { channel, bytes } of sizes) byChannel.set(channel, (byChannel.get(channel) ?? 0) + bytes)
  const [channel, bytes] = [...byChannel].reduce((largest, next) => (next[1] > largest[1] ? next : largest))
  throw new AppError(
    'invalid',
    `This run holds more than can be saved in one step: ${mebibytes(total)} MiB of at most ${mebibytes(maxBytes)} MiB, ` +
      `of which ${mebibytes(bytes)} MiB are in "${channel}". Ask for less at once.`,
    { extra: { channel } },
  )
}
