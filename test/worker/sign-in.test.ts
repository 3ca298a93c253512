import { beforeAll, describe, expect, inject, test } from 'vitest'
import { callAs } from '../support/call-api.ts'

let cookie: string
const url = () => inject('stack').url

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${url()}${path}`, { redirect: 'manual', headers })
const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${url()}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url(), 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(form),
  })
const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0]!)
    .find((pair) => pair.includes('session_token='))

beforeAll(async () => {
  const opened = await fetch(inject('signInLink'), { redirect: 'manual' })
  cookie = cookieOf(opened)!
})

describe('people sign in by a link', () => {
  test('the inbox asks for it, and the printed link opens it', async () => {
    const stranger = await get('/')
    expect(stranger.status).toBe(303)
    expect(stranger.headers.get('location')).toMatch(/^\/sign-in/)
    const inbox = await get('/', { cookie })
    expect(inbox.status).toBe(200)
    const html = await inbox.text()
    expect(html).toContain('Inbox')
    expect(inbox.headers.get('content-security-policy')).toMatch(/script-src 'nonce-/)
    expect(inbox.headers.get('cache-control')).toContain('no-store')
  })

  test('a link works once, and a changed cookie opens nothing', async () => {
    const spent = await fetch(inject('signInLink'), { redirect: 'manual' })
    expect(cookieOf(spent)).toBeUndefined()
    const changed = await get('/', { cookie: `${cookie.slice(0, -6)}AAAAAA` })
    expect(changed.status).toBe(303)
  })

  test('who asks learns nothing of who is known, and a stranger’s link opens no tenant', async () => {
    const answer = await post('/sign-in', { email: 'nobody@elsewhere.example' })
    const html = await answer.text()
    expect(answer.status).toBe(200)
    const link = /href="([^"]*magic-link[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
    const opened = await fetch(link!, { redirect: 'manual' })
    const stranger = cookieOf(opened)
    const inbox = await get('/', stranger ? { cookie: stranger } : {})
    expect(inbox.status).toBe(303)
    expect((await post('/sign-in', { email: 'not an address' })).status).toBe(422)
  })

  test('the operator’s address makes links for nobody else', async () => {
    const answer = await fetch(`${url()}/operator/sign-in-links`, {
      method: 'POST',
      headers: { authorization: 'Bearer guess', 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'maya@lindqvist.example' }),
    })
    expect(answer.status).toBe(403)
  })

  test('forms decide with the hash that was on the page; another site’s form does not', async () => {
    const { body: proposal } = await callAs('agent')('/v1/proposals', {
      body: {
        proposed_action: 'create',
        entity_type: 'Organization',
        data: { name: `<img src=x onerror=alert(1)> ${crypto.randomUUID()}` },
      },
    })
    const page = await (await get(`/proposals/${proposal.id}`, { cookie })).text()
    expect(page).not.toContain('<img src=x')
    expect(page).toContain('&lt;img src=x')
    const form = { approve: proposal.id, [`hash:${proposal.id}`]: proposal.content_hash }
    const foreign = await post('/inbox/decisions', form, { cookie, origin: 'https://elsewhere.example' })
    expect(foreign.status).toBe(403)
    expect((await callAs('viewer')(`/v1/proposals/${proposal.id}`)).body.status).toBe('pending')
    const decided = await post('/inbox/decisions', form, { cookie })
    expect(decided.status).toBe(303)
    expect((await callAs('viewer')(`/v1/proposals/${proposal.id}`)).body).toMatchObject({
      status: 'committed',
      surface: 'web',
      decided_by_name: expect.any(String),
    })
  })

  test('signing out ends the session on the server', async () => {
    const answer = await post('/sign-in', { email: 'hana@lindqvist.example' })
    const link = /href="([^"]*magic-link[^"]*)"/.exec(await answer.text())![1]!.replaceAll('&amp;', '&')
    const session = cookieOf(await fetch(link, { redirect: 'manual' }))!
    expect((await get('/', { cookie: session })).status).toBe(200)
    expect((await post('/sign-out', {}, { cookie: session })).status).toBe(303)
    expect((await get('/', { cookie: session })).status).toBe(303)
  })
})
