import createModule from 'libpg-query/wasm/libpg-query.js'
import type { PgQueryModule } from './pg-query-engine.ts'

/** In Node the package finds its own wasm file. */
export const loadEngine = (): Promise<PgQueryModule> => createModule()
