import { createHmac } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { app } from '../../functions/app.ts'
import { proposeChanges } from '../../src/proposals/propose-changes.ts'
import { type CrmTenant, openCrmDatabase, openTenant } from '../support/open-crm-database.ts'

const SECRET = 'a-secret-for-tests-0123456789'

describe('the pages', () => {
  let database: Awaited<ReturnType<typeof openCrmDatabase>>
  let tenant: CrmTenant
  let cookie: string
  const ids: Record<string, string | number> = {}

  beforeAll(async () => {
    database = await openCrmDatabase()
    tenant = await openTenant(database, 'Pages')
    cookie = await signIn('admin@Pages.example')
    ids.organization = await tenant.insert('organization', { name: 'Acme Ltd' })
    const { rows } = await database.admin.query(
      `insert into run (tenant_id, use_case, status) values ($1, 'follow_ups', 'succeeded') returning id`,
      [tenant.id],
    )
    ids.run = rows[0].id
    // as many as a large scan leaves, on as many records, each with a quote
    await database.admin.query(
      `with made as (insert into organization (tenant_id, name, city) select $1, 'Company ' || n, 'Leeds' from generate_series(1, 5000) n returning id, name)
       insert into proposal (tenant_id, run_id, proposed_action, entity_type, entity_id, data, base, confidence, source, rationale, evidence, risk, question_key, producer, expires_at)
       select $1, $2, 'update', 'Organization', m.id, jsonb_build_object('phone', '+44 113 ' || m.id, 'website', 'https://company' || m.id || '.example'), '{"phone": null, "website": null}', 0.9,
         'company' || m.id || '.example', 'From the imprint of ' || m.name, jsonb_build_object('phone', jsonb_build_object('confidence', 0.9, 'items', jsonb_build_array(jsonb_build_object(
           'url', 'https://company' || m.id || '.example/contact', 'title', 'Contact', 'quote', 'Call ' || m.name || ' on +44 113 ' || m.id, 'quote_verified', true, 'kind', 'company_page')))),
         'fill', 'q' || m.id, 'enrich_contacts', now() + interval '10 days' from made m`,
      [tenant.id, ids.run],
    )
    await database.admin.query('analyze')
    ids.proposal = (
      await database.admin.query('select id from proposal where tenant_id = $1 limit 1', [tenant.id])
    ).rows[0].id
  }, 120_000)
  afterAll(() => database.close())

  /** What better-auth leaves in a browser: a session's token, signed. */
  async function signIn(email: string) {
    const token = `token-of-${email}`
    await database.admin.query('insert into auth."user" (id, name, email) values ($1, $1, lower($1))', [email])
    await database.admin.query(
      `insert into auth.session (id, expires_at, token, user_id) values ($1, now() + interval '1 hour', $1, $2)`,
      [token, email],
    )
    const signature = createHmac('sha256', SECRET).update(token).digest('base64')
    return `better-auth.session_token=${encodeURIComponent(`${token}.${signature}`)}`
  }

  const env = () => ({
    PUBLIC_URL: 'http://localhost',
    DATABASE_URL: database.databaseUrl,
    NEON_FETCH_ENDPOINT: database.neonUrl,
    SESSION_SECRET: SECRET,
    QSTASH_TOKEN: 'x',
    QSTASH_CURRENT_SIGNING_KEY: 'x',
    QSTASH_NEXT_SIGNING_KEY: 'x',
    OPENAI_API_KEY: 'x',
    SERPER_API_KEY: 'x',
  })
  const get = (path: string) => app.request(`http://localhost${path}`, { headers: { cookie } }, env())

  const post = (path: string, fields: Record<string, string>) =>
    app.request(
      `http://localhost${path}`,
      {
        method: 'POST',
        headers: { cookie, origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
      },
      env(),
    )

  test.each([
    '/',
    '/?risk=fill&entity_type=Organization',
    '/?show=snoozed',
    '/?show=decided',
    '/?show=lapsed',
    '/proposals/:proposal',
    '/runs',
    '/runs/:run',
    '/records',
    '/records?q=company',
    '/records/Organization/:organization',
    '/settings',
    '/settings/people',
    '/settings/keys',
    '/settings/statuses',
    '/settings/follow-ups',
    '/settings/follow-ups/preview',
    '/settings/holidays',
    '/settings/budgets',
    '/settings/refusals',
    '/settings/suppression',
    '/settings/imports',
    '/settings/confidence',
    '/settings/slack',
  ])('%s asks the database once', async (path) => {
    database.resetRequests()
    const response = await get(path.replace(/:(\w+)/, (_, name) => String(ids[name])))
    expect(response.status).toBe(200)
    expect(database.requests()).toBe(1)
  })

  test('with 5,000 proposals waiting the first page stays under 100 kB compressed', async () => {
    const html = await (await get('/')).text()
    expect(html).toContain('5,000')
    expect(html.match(/data-proposal=/g)).toHaveLength(25)
    expect(gzipSync(html).byteLength).toBeLessThan(100 * 1024)
  })

  test('paging yields every proposal once, as many as the page says', async () => {
    const seen = new Set<string>()
    let path: string | undefined = '/?kind=update'
    let pages = 0
    while (path && pages < 205) {
      const html: string = await (await get(path)).text()
      for (const [, id] of html.matchAll(/data-proposal="([^"]+)"/g)) seen.add(id!)
      path = /href="([^"]*)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
      pages++
    }
    expect(seen.size).toBe(5000)
  }, 120_000)

  test('what hangs on a rejected parent says so, and is linked to a record that exists instead (T9)', async () => {
    const existing = await tenant.insert('organization', { name: 'Hydro Ltd' })
    const [organization, lead] = await proposeChanges(tenant.as('agent'), [
      {
        proposed_action: 'create',
        entity_type: 'Organization',
        data: { name: 'Hydro Ltd' },
        producer: 'similar_leads',
        bundle: 'b',
        ref: 'org',
      },
      {
        proposed_action: 'create',
        entity_type: 'Job',
        data: { title: 'Engineer' },
        producer: 'similar_leads',
        bundle: 'b',
        parents: ['org'],
        effects: [{ op: 'main', values: { organization_id: { $draft: 'org' } } }],
      },
    ])
    const hash = async (id: string) =>
      (await database.admin.query('select content_hash from proposal where id = $1', [id])).rows[0].content_hash
    await post('/inbox/decisions', {
      reject: organization!.id!,
      [`hash:${organization!.id}`]: await hash(organization!.id!),
    })
    const page = await (await get(`/proposals/${lead!.id}`)).text()
    expect(page).toContain('The organization “Hydro Ltd” was rejected.')
    expect(page).toContain(`<option value="${existing}">Hydro Ltd</option>`)
    const decision = { approve: lead!.id!, [`hash:${lead!.id}`]: await hash(lead!.id!) }
    await post('/inbox/decisions', {
      ...decision,
      [`has:${lead!.id}:title`]: '1',
      [`field:${lead!.id}:title`]: 'accept',
      [`link:${lead!.id}:organization_id`]: String(existing),
    })
    const { rows } = await database.admin.query('select organization_id::int from lead where tenant_id = $1', [
      tenant.id,
    ])
    expect(rows).toEqual([{ organization_id: existing }])
  })

  test('nothing inline gets past the policy: scripts carry the nonce of their answer', async () => {
    const response = await get('/')
    const policy = response.headers.get('content-security-policy') ?? ''
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
    expect(nonce).toBeTruthy()
    const html = await response.text()
    expect(html.match(/<script/g)?.length).toBe(
      html.match(new RegExp(`nonce="${nonce!.replace(/[+/]/g, '\\$&')}"`, 'g'))?.length,
    )
    expect(html).not.toMatch(/ (?:style|onclick|onload|onerror)=/)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
  })
})
