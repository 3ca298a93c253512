import { Hono } from 'hono'
import type { AppEnv } from './app-env.ts'
import { createRunWork } from './compose.ts'
import type { Env } from './env.ts'

/** QStash's deliveries; the machinery behind them is loaded when the first one comes. */
export const qstashRoutes = new Hono<AppEnv>()
  .post('/slack', async (c) => {
    const { env } = c.var
    const [{ slackDeliveryRoutes }, { createSlackWork }, verify] = await Promise.all([
      import('./slack/slack-delivery-routes.ts'),
      import('./slack/compose-slack.ts'),
      createVerify(env),
    ])
    const routes = slackDeliveryRoutes(() => ({ work: createSlackWork(env), verify, publicUrl: env.PUBLIC_URL }))
    return new Hono().route('/qstash', routes).fetch(c.req.raw, c.env)
  })
  .post('/*', async (c) => {
    const { env } = c.var
    const [{ stepRoutes }, verify] = await Promise.all([import('./steps/step-routes.ts'), createVerify(env)])
    const work = await createRunWork(env)
    const routes = stepRoutes(() => ({ work, verify, publicUrl: env.PUBLIC_URL }))
    return new Hono().route('/qstash', routes).fetch(c.req.raw, c.env)
  })

async function createVerify(env: Env) {
  const { createDeliveryVerifier } = await import('../src/platform/verify-delivery.ts')
  const keys = { currentSigningKey: env.QSTASH_CURRENT_SIGNING_KEY, nextSigningKey: env.QSTASH_NEXT_SIGNING_KEY }
  return createDeliveryVerifier(keys)
}
