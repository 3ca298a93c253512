import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWeb } from '../../src/web/create-web.ts'
import { isRead, type Web } from '../../src/web/web.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void
const html = { 'content-type': 'text/html; charset=utf-8' }

const routes: Record<string, Answer> = {
  '/robots.txt': (_, response) => response.writeHead(200).end('User-agent: GreenlightBot\nDisallow: /secret\n'),
  '/team': (_, response) =>
    response.writeHead(200, html).end(
      `<!doctype html><title>Our &amp; team</title><script>var x = 'hidden'</script>
       <h2>Ana Ruiz</h2><p>Head of Data, <a href="mailto:ana@acme.example?subject=x">write</a></p>
       <a href="/jobs?id=2">Jobs</a> <a href="javascript:alert(1)">no</a>`,
    ),
  '/secret': (_, response) => response.writeHead(200, html).end('secret'),
  '/latin': (_, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(Buffer.from('<meta charset="iso-8859-1"><p>M\xfcller</p>', 'latin1')),
  '/moved': (_, response) => response.writeHead(301, { location: '/team' }).end(),
  '/circle': (_, response) => response.writeHead(302, { location: '/circle' }).end(),
  '/inward': (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end(),
  '/file': (_, response) => response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF'),
  '/huge': (_, response) => response.writeHead(200, html).end('x'.repeat(3_000_000)),
  '/broken': (_, response) => response.writeHead(503).end(),
}

describe('reading a page', () => {
  let base: string
  let web: Web
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const answer = routes[new URL(request.url ?? '', 'http://x').pathname]
    if (answer) answer(request, response)
    else response.writeHead(404).end()
  })

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    web = createWeb({ serperApiKey: 'k', serperUrl: base, wikipediaUrl: base })
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  it('gives its title, its text with mail addresses, and its links, without scripts', async () => {
    const page = await web.read(`${base}/team`)
    if (!isRead(page)) throw new Error(page.unread)
    expect(page.title).toBe('Our & team')
    expect(page.text).toContain('Head of Data, write (ana@acme.example)')
    expect(page.text).not.toContain('hidden')
    expect(page.links).toEqual([{ url: `${base}/jobs?id=2`, text: 'Jobs' }])
  })

  it('follows redirects and says where the page was found', async () => {
    expect(await web.read(`${base}/moved`)).toMatchObject({ url: `${base}/moved`, finalUrl: `${base}/team` })
  })

  it('reads a page in the charset it declares', async () => {
    expect(await web.read(`${base}/latin`)).toMatchObject({ text: 'Müller' })
  })

  it.each([
    ['/secret', 'robots.txt'],
    ['/circle', 'redirects too often'],
    ['/inward', 'not on the public web'],
    ['/file', 'application/pdf'],
    ['/huge', 'too large'],
    ['/broken', 'answered 503'],
    ['/none', 'gone'],
  ])('leaves %s unread and says why', async (path, reason) => {
    expect(await web.read(`${base}${path}`)).toMatchObject({ unread: expect.stringContaining(reason) })
  })

  it.each([
    'http://10.0.0.8/',
    'http://[::1]/',
    'file:///etc/passwd',
    'http://user:pw@acme.com/',
    'https://acme.com:5432/',
  ])('never asks %s', async (address) => {
    expect(await web.read(address)).toMatchObject({ unread: expect.any(String), retryable: false })
  })

  it('asks for the same page once', async () => {
    const before = asked.filter((path) => path === '/team').length
    await web.read(`${base}/team`)
    expect(asked.filter((path) => path === '/team').length).toBe(before)
  })
})
