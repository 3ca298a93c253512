import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callApi } from '../support/call-api.ts'
import { hasChromium, openWorld, type World } from './open-world.ts'

describe.skipIf(!hasChromium)('settings', () => {
  let world: World
  let page: Page
  const notice = () => page.locator('[data-notice]')
  const settings = async () =>
    (await world.db.query('select settings from tenant where id = $1', [world.tenantId])).rows[0].settings

  beforeAll(async () => {
    world = await openWorld()
    page = await world.open('admin')
  })
  afterAll(() => world.close())

  test('let somebody in, who signs in and reads what they may', async () => {
    await page.goto('/settings/people')
    await page.getByLabel('E-mail address').fill('nina@people.example')
    await page.getByRole('form', { name: 'Let somebody in' }).getByLabel('Name').fill('Nina New')
    await page.getByRole('form', { name: 'Let somebody in' }).getByLabel('Role').selectOption('viewer')
    await page.getByRole('button', { name: 'Let in' }).click()
    await notice().filter({ hasText: 'Nina New may sign in now' }).waitFor()
    const { rows } = await world.db.query(
      `select role from app_user where tenant_id = $1 and email = 'nina@people.example'`,
      [world.tenantId],
    )
    expect(rows[0].role).toBe('viewer')
  })

  test('keep the last admin', async () => {
    await page.getByText('Change Ada Admin').click()
    const form = page.locator(`form[action="/settings/people/${world.people.admin}"]`)
    await form.getByLabel('Role').selectOption('viewer')
    await form.getByRole('button').click()
    await notice().filter({ hasText: 'Somebody has to stay admin.' }).waitFor()
  })

  test('make a key that opens the API at once, and revoke it', async () => {
    await page.goto('/settings/keys')
    await page.getByLabel('What it is for').fill('Nightly script')
    await page.getByLabel('Role').selectOption('viewer')
    await page.getByRole('button', { name: 'Make it' }).click()
    const key = await page.getByLabel('This is the new key.').inputValue()
    const call = callApi(world.url, key)
    expect((await call('/v1/runs')).status).toBe(200)
    expect((await call('/v1/runs', { body: { use_case: 'follow_ups' } })).status).toBe(403)
    await page.getByRole('button', { name: 'Revoke Nightly script' }).click()
    await notice().filter({ hasText: 'Revoked' }).waitFor()
    expect((await call('/v1/runs')).status).toBe(401)
    expect(await page.content()).not.toContain(key)
  })

  test('say what a status means, and take it back', async () => {
    await page.goto('/settings/statuses')
    const form = page.getByRole('region', { name: 'Describe another status' })
    await form.getByLabel('Name').fill('Ghosted')
    await form.getByLabel('Means').selectOption('terminal')
    await form.getByRole('button').click()
    await notice().filter({ hasText: 'Saved.' }).waitFor()
    const read = () =>
      world.db.query(`select is_terminal from lead_status where tenant_id = $1 and name = 'Ghosted'`, [world.tenantId])
    expect((await read()).rows[0].is_terminal).toBe(true)
    await notice().getByRole('button', { name: /^Undo/ }).click()
    await expect.poll(async () => (await read()).rows.length).toBe(0)
  })

  test('add and remove holidays, set follow-up rules and budgets', async () => {
    await page.goto('/settings/holidays')
    await page.getByRole('textbox', { name: 'Day' }).fill('2026-12-28')
    await page.getByRole('textbox', { name: 'Name' }).fill('Bridge day')
    await page.getByRole('button', { name: 'Add' }).click()
    await page.getByText('28 Dec 2026').waitFor()
    await page.getByRole('button', { name: 'Remove Bridge day' }).click()
    await notice().filter({ hasText: 'Removed.' }).waitFor()
    await page.goto('/settings/follow-ups')
    await page.getByLabel('Follow-ups per owner and day').fill('7')
    await page.getByRole('button', { name: 'Save' }).click()
    await notice().filter({ hasText: 'Saved.' }).waitFor()
    await page.goto('/settings/budgets')
    await page.getByLabel('US dollars per day').fill('12.5')
    await page.getByRole('button', { name: 'Save' }).click()
    await notice().filter({ hasText: 'Saved.' }).waitFor()
    expect(await settings()).toMatchObject({ follow_ups: { daily_cap: 7 }, daily_budget: { cost_usd: 12.5 } })
  })

  test('preview the follow-ups and explain a lead', async () => {
    const lead = await world.insert('lead', {
      type: 'Job',
      title: 'Silent job',
      owner_id: world.people.reviewer,
      created_at: '2026-05-01T00:00:00Z',
    })
    await page.goto('/settings/follow-ups')
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.getByRole('link', { name: /Follow up: Silent job/ }).waitFor()
    await page.goto('/settings/follow-ups')
    await page.getByLabel('Why, or why not').fill(String(lead))
    await page.getByRole('button', { name: 'Explain' }).click()
    await page.getByRole('heading', { name: /gets a follow-up/ }).waitFor()
  })

  test('import a file, name its wrong rows, and take the import back as one', async () => {
    await page.goto('/settings/imports')
    await page.getByLabel('CSV file').setInputFiles({
      name: 'companies.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        'name,website,employee_count\nImported Ltd,imported.example,12\nWrong Ltd,wrong.example,many\n',
      ),
    })
    await page.getByRole('button', { name: 'Import' }).click()
    await page.getByText('1 new, 0 changed, 1 left out.').waitFor()
    expect(await page.getByRole('alert').first().textContent()).toContain('Row 2')
    const read = () =>
      world.db.query(`select id from organization where tenant_id = $1 and name = 'Imported Ltd'`, [world.tenantId])
    expect((await read()).rows).toHaveLength(1)
    await page.getByRole('button', { name: /^Undo/ }).click()
    await notice().filter({ hasText: 'Taken back.' }).waitFor()
    expect((await read()).rows).toHaveLength(0)
  })

  test('revoke a refusal, so that the question may be asked again', async () => {
    const question = { proposed_action: 'create', entity_type: 'Organization', data: { name: 'Refused Ltd' } }
    const proposal = await world.propose(question)
    await page.goto(`/proposals/${proposal}`)
    await page.getByRole('button', { name: /^Reject/ }).click()
    await notice().filter({ hasText: 'Rejected' }).waitFor()
    expect((await world.agent('/v1/proposals', { body: question })).status).toBe(409)
    await page.goto('/settings/refusals')
    await page.getByRole('button', { name: /^Revoke/ }).click()
    await notice().filter({ hasText: 'Revoked' }).waitFor()
    expect((await world.agent('/v1/proposals', { body: question })).status).toBe(201)
  })

  test('put somebody on the suppression list without keeping who it is', async () => {
    await page.goto('/settings/suppression')
    await page.getByLabel('E-mail address').fill('gone@forgotten.example')
    await page.getByRole('button', { name: 'Put on the list' }).click()
    await notice().filter({ hasText: 'not proposed again' }).waitFor()
    const { rows } = await world.db.query('select * from suppression where tenant_id = $1', [world.tenantId])
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain('forgotten')
  })

  test('a reviewer reads the rules and is kept from changing them', async () => {
    const reviewer = await world.open('reviewer')
    await reviewer.goto('/settings/people')
    expect(await reviewer.getByRole('button', { name: 'Let in' }).count()).toBe(0)
    const answer = await reviewer.request.post('/settings/people', {
      form: { email: 'x@y.example', name: 'X', role: 'admin', time_zone: 'UTC' },
      headers: { origin: world.url },
    })
    expect(answer.status()).toBe(403)
    expect((await reviewer.goto('/settings/keys'))?.status()).toBe(403)
  })
})
