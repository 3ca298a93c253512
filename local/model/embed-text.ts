import { createHash } from 'node:crypto'
import anyAscii from 'any-ascii'

const defaultDimensions: Record<string, number> = { 'text-embedding-3-large': 3072 }

/** The length of a model's vectors when the request does not say. */
export const dimensionsOf = (model: string): number => defaultDimensions[model] ?? 1536

const features = (text: string): string[] => {
  const words =
    anyAscii(text)
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  return words.flatMap((word, i) => [word, `${word} ${words[i + 1] ?? ''}`])
}

/** A unit vector of hashed words and word pairs: the same text always gives the same vector, shared words bring texts near. */
export const embedText = (text: string, dimensions: number): number[] => {
  const vector = new Array<number>(dimensions).fill(0)
  for (const feature of features(text)) {
    const hash = createHash('sha256').update(feature).digest()
    const at = hash.readUInt32LE(0) % dimensions
    vector[at]! += (hash[4]! & 1) === 0 ? 1 : -1
  }
  const norm = Math.hypot(...vector)
  if (norm > 0) return vector.map((value) => value / norm)
  vector[0] = 1
  return vector
}

/** OpenAI's base64 form: little-endian 32-bit floats. */
export const encodeVector = (vector: number[]): string =>
  Buffer.from(new Float32Array(vector).buffer).toString('base64')
