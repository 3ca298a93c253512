import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepRoutes } from '../../functions/steps/step-routes.ts'
import { signDelivery } from '../../local/qstash/sign-delivery.ts'
import { createDeliveryVerifier } from '../../src/platform/verify-delivery.ts'
import { collectingQueue } from '../support/collecting-queue.ts'
import { openRunWorld, type RunWorld } from '../support/open-run-world.ts'

const PUBLIC_URL = 'https://greenlight.example'
const keys = { currentSigningKey: 'sig_current', nextSigningKey: 'sig_next' }

let world: RunWorld
beforeAll(async () => {
  const { queue } = collectingQueue()
  world = await openRunWorld({ work: { queue } })
})
afterAll(() => world.close())

interface Knock {
  body: string
  /** What the signature is over, where it is not what is asked for. */
  signedUrl?: string
  key?: string
  /** Of the signer's clock against ours. */
  aheadSeconds?: number
  messageId?: string
  at?: string
}

const requestOf = async ({ body, messageId = crypto.randomUUID(), at = '/qstash/steps', ...signed }: Knock) => {
  const signedAt = Date.now() + (signed.aheadSeconds ?? 0) * 1000
  const signature = await signDelivery(
    signed.key ?? keys.currentSigningKey,
    signed.signedUrl ?? `${PUBLIC_URL}${at}`,
    Buffer.from(body),
    signedAt,
  )
  const headers = { 'upstash-signature': signature, 'upstash-message-id': messageId, 'upstash-retried': '0' }
  // as it arrives behind a proxy, which has its own idea of the host and of TLS
  return new Request(`http://10.0.0.7:8787${at}`, { method: 'POST', headers, body })
}
const app = () => {
  const parts = { work: world.work, verify: createDeliveryVerifier(keys), publicUrl: PUBLIC_URL }
  return new Hono().route(
    '/qstash',
    stepRoutes(() => parts),
  )
}
const knock = async (given: Knock) => app().request(await requestOf(given))
const bodyOf = (id: string) => JSON.stringify({ tenant_id: world.tenantId, run_id: id })

describe('a delivery that was signed', () => {
  it.each(['currentSigningKey', 'nextSigningKey'] as const)(
    'with the %s for the public address is done behind a proxy that calls it otherwise',
    async (key) => {
      const { id } = await world.start()
      expect((await knock({ body: bodyOf(id), key: keys[key] })).status).toBe(200)
      expect(await world.get(id)).toMatchObject({ status: 'succeeded' })
    },
  )

  it.each([
    ['the address the proxy uses', { signedUrl: 'http://10.0.0.7:8787/qstash/steps' }],
    ['another host', { signedUrl: 'https://elsewhere.example/qstash/steps' }],
    ['another path', { signedUrl: `${PUBLIC_URL}/qstash/research` }],
    ['another query', { signedUrl: `${PUBLIC_URL}/qstash/steps?x=1` }],
    ['this address with a key of nobody', { key: 'sig_of_nobody' }],
    ["this address with the development server's published key", { key: 'sig_7kYjw48mhY7kAjqNGcy6cr29RJ6r' }],
  ])('for %s does nothing', async (_, wrong) => {
    const { id } = await world.start()
    expect((await knock({ body: bodyOf(id), ...wrong })).status).toBe(401)
    expect(await world.get(id)).toMatchObject({ status: 'queued' })
  })

  it.each([
    ['four seconds ahead of ours', 4, 200],
    ['ten seconds ahead of ours', 10, 401],
    ['four minutes behind ours', -240, 200],
    ['three seconds past its end', -303, 200],
    ['ten seconds past its end', -310, 401],
  ])('by a clock %s is answered as it should', async (_, aheadSeconds, status) => {
    const { id } = await world.start()
    expect((await knock({ body: bodyOf(id), aheadSeconds })).status).toBe(status)
  })

  it('and of which one letter was changed does nothing', async () => {
    const { id } = await world.start()
    const request = await requestOf({ body: bodyOf(id) })
    const changed = new Request(request, { body: `${bodyOf(id)} `, method: 'POST' })
    expect((await app().request(changed)).status).toBe(401)
  })

  it('does nothing when it is replayed, also under a message id that somebody made up', async () => {
    const { id } = await world.start({ params: { jobs: 1 } })
    const first = await requestOf({ body: bodyOf(id), messageId: 'msg-1' })
    expect(await (await app().request(first.clone())).json()).toEqual({ detail: 'waiting' })
    const before = [await world.get(id), world.model.paid.length]
    expect(await (await app().request(first.clone())).json()).toEqual({ detail: 'replayed' })
    const headers = new Headers(first.headers)
    headers.set('upstash-message-id', 'made-up')
    expect(await (await app().request(new Request(first.clone(), { headers }))).json()).toEqual({ detail: 'waiting' })
    expect([await world.get(id), world.model.paid.length]).toEqual(before)
  })

  it.each(['', '{}', 'no JSON', '{"tenant_id": 1}', '{"tenant_id": "1", "run_id": "x"}'])(
    'but says %j is never sent again',
    async (body) => {
      const answer = await knock({ body })
      expect(answer.status).toBe(489)
      expect(answer.headers.get('upstash-nonretryable-error')).toBe('true')
    },
  )
})
