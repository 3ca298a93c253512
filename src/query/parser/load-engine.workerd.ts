import createModule from 'libpg-query/wasm/libpg-query.js'
import wasm from 'libpg-query/wasm/libpg-query.wasm'
import type { PgQueryModule } from './pg-query-engine.ts'

/** workerd has no files and compiles no wasm at run time: the module comes compiled with the bundle. */
export const loadEngine = (): Promise<PgQueryModule> =>
  createModule({
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(wasm, imports).then((instance) => done(instance, wasm))
      return {}
    },
  })
