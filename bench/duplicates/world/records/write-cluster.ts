import type { Random } from '../../random.ts'

const DUPLICATED = 0.112
const TRIES = 60
const TRIES_UNTIL_LENIENT = 25

/** One try to write somebody down. */
export interface Attempt {
  /** Whether there is a record already. */
  again: boolean
  /** How much fuller than usual the record is to be, since earlier tries said too little: 0 at first, at most 2. */
  fuller: number
}

// two times fuller in the last of them
const fullerAt = (tries: number) => (2 * tries) / TRIES

/** How records of one company or person are written and read. */
interface Scribe<Written> {
  write: (attempt: Attempt) => Written
  /** Whether a record tells who it is about. */
  tellsEnough: (written: Written) => boolean
  /** Whether a reader of two records can tell that they are about the same. */
  tellsSame: (left: Written, right: Written) => boolean
}

/** How many records somebody has: one, or a few for one of nine. */
export const someClusterSize = (random: Random): number =>
  random.chance(DUPLICATED)
    ? random.choose([
        [74, 2],
        [18, 3],
        [6, 4],
        [2, 5],
      ])
    : 1

/** Records of one company or person, so many or fewer, each to be recognized by another one. */
export function writeCluster<Written>(random: Random, size: number, scribe: Scribe<Written>): Written[] {
  const cluster = [writeFirst(scribe)]
  for (let n = 1; n < size; n++) {
    const written = writeAgain(random, scribe, cluster)
    if (written) cluster.push(written)
  }
  return cluster
}

function writeFirst<Written>({ write, tellsEnough }: Scribe<Written>): Written {
  let written = write({ again: false, fuller: 0 })
  for (let n = 1; n < TRIES && !tellsEnough(written); n++) written = write({ again: false, fuller: fullerAt(n) })
  return written
}

function writeAgain<Written>(random: Random, scribe: Scribe<Written>, cluster: Written[]): Written | undefined {
  for (let n = 0; n < TRIES; n++) {
    const written = scribe.write({ again: true, fuller: fullerAt(n) })
    if (!scribe.tellsEnough(written)) continue
    const same = cluster.filter((earlier) => scribe.tellsSame(earlier, written)).length
    if (same === 0) continue
    // some records are recognized only by way of a third one
    if (same === cluster.length || n > TRIES_UNTIL_LENIENT || random.chance(0.15)) return written
  }
  return undefined
}
