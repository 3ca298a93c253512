declare module 'libpg-query/wasm/libpg-query.js' {
  interface ModuleOptions {
    instantiateWasm(
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ): object
  }
  const createModule: (options?: ModuleOptions) => Promise<import('./pg-query-engine.ts').PgQueryModule>
  export default createModule
}

declare module 'libpg-query/wasm/libpg-query.wasm' {
  const module: WebAssembly.Module
  export default module
}
