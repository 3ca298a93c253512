/** What Cloudflare calls. */
import { app } from './app.ts'
import { runScheduled } from './cron.ts'
import { type Bindings, parseEnv } from './env.ts'

export default {
  fetch: (request: Request, bindings: Bindings) => app.fetch(request, bindings),

  async scheduled({ cron }: { cron: string }, bindings: Bindings) {
    await runScheduled(parseEnv(bindings), cron)
  },
}
