import type { Bindings, Env } from './env.ts'

/** What every handler finds on its context. */
export interface AppEnv {
  Bindings: Bindings
  Variables: { env: Env; requestId: string; secureHeadersNonce?: string }
}
