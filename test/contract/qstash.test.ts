import { QstashError } from '@upstash/qstash'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { openQstashWorld, type QstashWorld, receiver, secrets } from './qstash-world.ts'

let database: TestDatabase
let world: QstashWorld
const to = (path: string) => `${world.destination.url}${path}`

beforeAll(async () => {
  database = await openTestDatabase({ empty: true })
})
afterAll(() => database?.close())
beforeEach(async () => {
  world = await openQstashWorld(database.databaseUrl, { maxMessageBytes: 2_000 })
})
afterEach(() => world.close())

async function post(path: string, headers: Record<string, string> = {}, body = '') {
  const authorization = `Bearer ${secrets.token}`
  const response = await fetch(`${world.broker().url}${path}`, {
    method: 'POST',
    headers: { authorization, ...headers },
    body,
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

describe('publishing', () => {
  it('delivers a JSON message once, with the headers of a first attempt', async () => {
    const { messageId } = await world.client().publishJSON({ url: to('/steps'), body: { run: 7 } })
    await world.broker().idle()
    expect(world.destination.deliveries).toHaveLength(1)
    const [delivery] = world.destination.deliveries
    expect(delivery).toMatchObject({ method: 'POST', path: '/steps', body: '{"run":7}' })
    expect(delivery?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Upstash-QStash',
      'upstash-message-id': messageId,
      'upstash-retried': '0',
      'upstash-region': 'EU-CENTRAL-1',
      'upstash-caller-ip': '127.0.0.1',
    })
    expect(messageId).toMatch(/^msg_/)
  })

  it('answers 201 to a new message', async () => {
    const answer = await post(`/v2/publish/${to('/a')}`)
    expect(answer).toEqual({ status: 201, body: { messageId: expect.stringMatching(/^msg_/) } })
  })

  it('takes the destination as it came, so that the signature names the same address', async () => {
    const url = to('/p%C3%A4th/a%2Fb?q=x%20y&next=https%3A%2F%2Fexample.com%2F%3Fa%3D1')
    await world.client().publish({ url, body: 'hello' })
    await world.broker().idle()
    const [delivery] = world.destination.deliveries
    expect(to(delivery!.path)).toBe(url)
    const signature = String(delivery!.headers['upstash-signature'])
    await expect(receiver.verify({ signature, body: 'hello', url })).resolves.toBe(true)
  })

  it('signs so that another body, another address or another key is refused', async () => {
    const url = to('/steps')
    await world.client().publish({ url, body: 'hello' })
    await world.broker().idle()
    const signature = String(world.destination.deliveries[0]!.headers['upstash-signature'])
    await expect(receiver.verify({ signature, body: 'hello!', url })).rejects.toThrow('body hash')
    await expect(receiver.verify({ signature, body: 'hello', url: `${url}/` })).rejects.toThrow('invalid subject')
    const claims = JSON.parse(Buffer.from(signature.split('.')[1]!, 'base64url').toString())
    expect(claims).toMatchObject({ iss: 'Upstash', sub: url, jti: expect.stringMatching(/^jwt_/) })
    expect(claims.exp - claims.iat).toBe(300)
    expect(claims.nbf).toBe(claims.iat)
  })

  it('forwards headers without their prefix, keeps method and body, and drops what belongs to the connection', async () => {
    await world.client().publish({
      url: to('/any'),
      method: 'PUT',
      body: 'plain',
      headers: { 'Content-Type': 'text/plain', 'X-Run': '7', Authorization: 'Bearer mine', Host: 'elsewhere' },
    })
    await world.broker().idle()
    const [{ method, headers, body }] = world.destination.deliveries as [(typeof world.destination.deliveries)[0]]
    expect({ method, body }).toEqual({ method: 'PUT', body: 'plain' })
    expect(headers).toMatchObject({ 'content-type': 'text/plain', 'x-run': '7', authorization: 'Bearer mine' })
    expect(to('').endsWith(String(headers.host))).toBe(true)
  })

  it('holds a delayed message back, and Not-Before wins over Delay', async () => {
    const soon = Math.floor(Date.now() / 1_000) + 2
    const late = await world.client().publish({ url: to('/delay'), delay: '1d' })
    await world.client().publish({ url: to('/not-before'), delay: '1d', notBefore: soon })
    await world.destination.received(1)
    await world.broker().idle()
    expect(world.destination.deliveries.map(({ path }) => path)).toEqual(['/not-before'])
    const { notBefore, createdAt } = await world.client().messages.get(late.messageId)
    expect(notBefore! - createdAt).toBe(86_400)
  })

  it('names what is wrong with a request', async () => {
    const wrong: [Record<string, string>, string][] = [
      [{ 'upstash-delay': 'soon' }, 'upstash-delay'],
      [{ 'upstash-not-before': 'tomorrow' }, 'upstash-not-before'],
      [{ 'upstash-timeout': '5 weeks' }, 'upstash-timeout'],
      [{ 'upstash-method': 'BREW' }, 'Upstash-Method'],
      [{ 'upstash-retries': '-1' }, 'upstash-retries'],
      [{ 'upstash-retry-delay': 'process.exit()' }, 'upstash-retry-delay'],
      [{ 'upstash-callback': 'example.com' }, 'upstash-callback'],
      [{ 'upstash-callback': to('/'), 'upstash-callback-retries': 'many' }, 'upstash-retries'],
      [{ 'upstash-flow-control-key': 'k', 'upstash-flow-control-value': 'rate=' }, 'Upstash-Flow-Control-Value'],
      [{ 'upstash-flow-control-key': 'k' }, 'Upstash-Flow-Control-Value'],
    ]
    for (const [headers, named] of wrong) {
      const answer = await post(`/v2/publish/${to('/a')}`, headers)
      expect(answer).toEqual({ status: 400, body: { error: expect.stringContaining(named) } })
    }
    expect((await post('/v2/publish/example.com/a')).body.error).toContain('invalid scheme')
    expect((await post(`/v2/publish/${encodeURIComponent(to('/a'))}`)).body.error).toContain('invalid scheme')
    expect((await post('/v2/publish/no-such-group')).status).toBe(404)
    expect((await post('/v2/brew')).status).toBe(404)
    expect((await post(`/v2/publish/${to('/a')}`, {}, 'x'.repeat(2_001))).status).toBe(413)
    expect(world.broker().stats().published).toBe(0)
  })

  it('refuses a wrong or missing token, and takes the right one from the query too', async () => {
    const publish = (path: string, headers = {}) => fetch(`${world.broker().url}${path}`, { method: 'POST', headers })
    expect((await publish(`/v2/publish/${to('/a')}`)).status).toBe(401)
    expect((await publish(`/v2/publish/${to('/a')}`, { authorization: 'Bearer wrong' })).status).toBe(401)
    expect((await publish(`/v2/publish/${to('/a')}?x=1&qstash_token=${secrets.token}`)).status).toBe(201)
    await world.broker().idle()
    expect(world.destination.deliveries.map(({ path }) => path)).toEqual(['/a?x=1'])
  })
})

describe('batches', () => {
  it('publish every good item, answer in order, and give a bad one an error of its own', async () => {
    await world.client().urlGroups.addEndpoints({
      name: 'both',
      endpoints: [{ url: to('/one') }, { name: 'second', url: to('/two') }],
    })
    const answers: unknown[] = await world.client().batchJSON([
      { url: to('/a'), body: { n: 1 }, flowControl: { key: 'tenant-1', parallelism: 2 }, headers: { 'x-item': 'a' } },
      { url: to('/b'), body: { n: 2 }, retryDelay: 'alert(1)' },
      { urlGroup: 'both', body: { n: 3 } },
      { url: to('/c'), body: { n: 4 }, queueName: 'line' },
    ])
    await world.broker().idle()
    const id = { messageId: expect.stringMatching(/^msg_/) }
    expect(answers).toEqual([
      id,
      { error: expect.stringContaining('upstash-retry-delay') },
      [
        { ...id, url: to('/one') },
        { ...id, url: to('/two') },
      ],
      id,
    ])
    const paths = world.destination.deliveries.map(({ path, body }) => `${path} ${body}`)
    expect(paths.sort()).toEqual(['/a {"n":1}', '/c {"n":4}', '/one {"n":3}', '/two {"n":3}'])
    expect(world.destination.at('/a')[0]?.headers['x-item']).toBe('a')
    expect(world.destination.at('/two')[0]?.headers['upstash-topic-name']).toBe('both')
  })

  it('are refused as a whole when they are no list', async () => {
    expect(await post('/v2/batch', {}, '{}')).toEqual({
      status: 400,
      body: { error: 'the body must be a JSON array' },
    })
    expect((await post('/v2/batch', {}, '[')).status).toBe(400)
    expect((await post('/v2/batch', {}, '[7, {"destination": 7}]')).body).toEqual([
      { error: 'destination is missing' },
      { error: 'destination is missing' },
    ])
  })
})

describe('deduplication', () => {
  it('answers 202 with the first message for the same id, and delivers once', async () => {
    const headers = { 'upstash-deduplication-id': 'run-7-step-1' }
    const [first, ...others] = await Promise.all(
      ['one', 'two', 'three'].map((body) => post(`/v2/publish/${to('/a')}`, headers, body)),
    )
    await world.broker().idle()
    expect(first?.status).toBe(201)
    for (const other of others) {
      expect(other).toEqual({ status: 202, body: { messageId: first?.body.messageId, deduplicated: true } })
    }
    expect(world.destination.bodies()).toEqual(['one'])
    expect(world.broker().stats()).toMatchObject({ published: 1, deduplicated: 2 })
  })

  it('by content tells other bodies, headers and destinations apart', async () => {
    const publish = (path: string, body: string, kind: string) =>
      world.client().publish({ url: to(path), body, headers: { kind }, contentBasedDeduplication: true })
    const answers = []
    for (const [path, body, kind] of ['/a x 1', '/a x 1', '/b x 1', '/a y 1', '/a x 2'].map((line) =>
      line.split(' '),
    )) {
      answers.push(await publish(path!, body!, kind!))
    }
    expect(answers.map(({ deduplicated }) => deduplicated ?? false)).toEqual([false, true, false, false, false])
  })

  it('ends with its window', async () => {
    await world.close()
    world = await openQstashWorld(database.databaseUrl, { dedupeWindowMs: 0 })
    for (const body of ['one', 'two']) await world.client().publish({ url: to('/a'), body, deduplicationId: 'same' })
    await world.broker().idle()
    expect(world.destination.bodies().sort()).toEqual(['one', 'two'])
  })
})

it("an error's body is what the client throws", async () => {
  const publish = world.client().publish({ url: 'ftp://example.com' })
  await expect(publish).rejects.toThrow(QstashError)
  await expect(publish).rejects.toThrow('invalid destination url')
})
