import { Hono } from 'hono'
import type { AppEnv } from './app-env.ts'
import { createRunWork } from './compose.ts'

/** QStash's deliveries; the machinery behind them is loaded when the first one comes. */
export const qstashRoutes = new Hono<AppEnv>().post('/*', async (c) => {
  const { env } = c.var
  const [{ stepRoutes }, { createDeliveryVerifier }] = await Promise.all([
    import('./steps/step-routes.ts'),
    import('../src/platform/verify-delivery.ts'),
  ])
  const keys = { currentSigningKey: env.QSTASH_CURRENT_SIGNING_KEY, nextSigningKey: env.QSTASH_NEXT_SIGNING_KEY }
  const verify = createDeliveryVerifier(keys)
  const work = await createRunWork(env)
  const routes = stepRoutes(() => ({ work, verify, publicUrl: env.PUBLIC_URL }))
  return new Hono().route('/qstash', routes).fetch(c.req.raw, c.env)
})
