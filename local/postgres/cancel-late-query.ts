import type { PGlite } from '@electric-sql/pglite'

/** The two flags of PostgreSQL's signal handler (globals.c), as PGlite exports their addresses. */
interface Flags {
  wasmMemory: WebAssembly.Memory
  _QueryCancelPending: number
  _InterruptPending: number
}

/** What ends the query that runs past its deadline, once; it may be called at any instruction of it. */
export function createLateQueryCanceller(database: PGlite, deadline: Float64Array) {
  const { wasmMemory, _QueryCancelPending: cancel, _InterruptPending: pending } = database.Module as unknown as Flags
  if (typeof cancel !== 'number' || typeof pending !== 'number')
    throw new Error('This version of PGlite does not say where its flags are.')
  return () => {
    const until = deadline[0]!
    // a query that has just ended must not leave its cancellation to the next
    if (until === 0 || Date.now() <= until) return
    deadline[0] = 0
    // the memory may have grown, and then its buffer is another one
    const words = new Int32Array(wasmMemory.buffer)
    words[cancel >> 2] = 1
    words[pending >> 2] = 1
  }
}
