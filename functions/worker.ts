/** What Cloudflare calls. */
import type { ExecutionContext } from 'hono'
import { app } from './app.ts'
import { runScheduled } from './cron.ts'
import { type Bindings, parseEnv } from './env.ts'

export default {
  fetch: (request: Request, bindings: Bindings, context: ExecutionContext) => app.fetch(request, bindings, context),

  async scheduled({ cron }: { cron: string }, bindings: Bindings) {
    await runScheduled(parseEnv(bindings), cron)
  },
}
