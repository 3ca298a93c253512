import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import pg from 'pg'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'
import { callApi } from '../support/call-api.ts'

const CHROMIUM = '/usr/bin/chromium'
/** Browser tests are left out, and say so, where there is no browser. */
export const hasChromium = existsSync(CHROMIUM)
if (!hasChromium) console.warn(`Skipped: ${CHROMIUM} is not installed (apt-get install chromium).`)

export type PersonRole = 'admin' | 'reviewer' | 'second' | 'viewer'

export type World = Awaited<ReturnType<typeof openWorld>>

/** A tenant of the test's own in the started product, with four people, an agent's key and a browser. The caller closes it. */
export async function openWorld() {
  const { url, database_url } = inject('stack')
  const db = new pg.Client({ connectionString: database_url })
  await db.connect()
  const name = `Tenant ${randomBytes(4).toString('hex')}`
  const insertRow = async (table: string, values: Record<string, unknown>) => {
    const names = Object.keys(values)
    const slots = names.map((_, at) => `$${at + 1}`).join(', ')
    const { rows } = await db.query(
      `insert into ${table} (${names.join(', ')}) values (${slots}) returning id`,
      Object.values(values),
    )
    return Number(rows[0].id)
  }
  const tenantId = await insertRow('tenant', { name })
  const insert = (table: string, values: Record<string, unknown>) =>
    insertRow(table, { tenant_id: tenantId, ...values })
  const emailOf = (role: PersonRole) => `${role}@${name.replace(' ', '-').toLowerCase()}.example`
  const people = {} as Record<PersonRole, number>
  for (const role of ['admin', 'reviewer', 'second', 'viewer'] as const)
    people[role] = await insert('app_user', {
      email: emailOf(role),
      name: { admin: 'Ada Admin', reviewer: 'Rita Reviewer', second: 'Sven Second', viewer: 'Vera Viewer' }[role],
      role: role === 'second' ? 'reviewer' : role,
      time_zone: 'Pacific/Auckland',
    })
  const key = `gl_agent_${randomBytes(12).toString('hex')}`
  await insert('api_key', { name: 'Agent', role: 'agent', key_hash: createHash('sha256').update(key).digest('hex') })
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })

  /** A signed-in page of one person, by the link that the product itself makes. */
  async function open(role: PersonRole, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 900 }, ...options })
    context.setDefaultTimeout(15_000)
    const page = await context.newPage()
    await page.goto('/sign-in')
    await page.getByLabel('E-mail address').fill(emailOf(role))
    await page.getByRole('button', { name: 'Send me a link' }).click()
    await page.getByRole('link', { name: 'open the link' }).click()
    await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor()
    // the keys work once the scripts have run, which a busy machine lets wait
    await page.waitForLoadState('load')
    return page
  }

  return {
    url,
    tenantId,
    people,
    db,
    insert,
    open,
    emailOf,
    /** The API as the tenant's agent. */
    agent: callApi(url, key),
    /** Files a proposal and answers its id. */
    propose: async (body: Record<string, unknown>): Promise<string> => {
      const answer = await callApi(url, key)('/v1/proposals', { body })
      if (answer.status !== 201) throw new Error(`POST /v1/proposals: ${answer.status} ${JSON.stringify(answer.body)}`)
      return String(answer.body.id)
    },
    read: async (table: string, id: number) =>
      (await db.query(`select * from ${table} where tenant_id = $1 and id = $2`, [tenantId, id])).rows[0],
    status: async (id: string) =>
      (await db.query('select status from proposal where tenant_id = $1 and id = $2', [tenantId, id])).rows[0].status,
    close: async () => {
      await browser.close()
      await db.end()
    },
  }
}
