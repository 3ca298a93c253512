import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openWorld, type World } from './open-world.ts'

describe.skipIf(!hasChromium)('the inbox without JavaScript', () => {
  let world: World
  let page: Page
  const card = (id: string) => page.locator(`#p-${id}`)
  const notice = () => page.locator('[data-notice]')

  beforeAll(async () => {
    world = await openWorld()
    page = await world.open('reviewer', { javaScriptEnabled: false })
  })
  afterAll(() => world.close())

  async function updateOf(name: string, data: Record<string, unknown>, held: Record<string, unknown> = {}) {
    const id = await world.insert('organization', { name, ...held })
    const proposal = await world.propose({
      proposed_action: 'update',
      entity_type: 'Organization',
      entity_id: id,
      data,
    })
    await page.goto('/')
    return { id, proposal }
  }

  test('an empty inbox says that nothing is waiting', async () => {
    await page.goto('/')
    expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toBe('Nothing is waiting')
  })

  test('single fields are left out, edited and approved', async () => {
    const { id, proposal } = await updateOf('Fields Ltd', {
      city: 'York',
      phone: '+44 1904 496000',
      email: 'info@fields.example',
    })
    await card(proposal).getByRole('checkbox', { name: 'City' }).uncheck()
    await card(proposal).getByRole('row').filter({ hasText: 'Email' }).locator('summary').click()
    await card(proposal).getByLabel('New value for email').fill('hello@fields.example')
    await card(proposal)
      .getByRole('button', { name: /^Approve/ })
      .click()
    expect(await notice().textContent()).toContain('Approved: “Fields Ltd”.')
    expect(await world.read('organization', id)).toMatchObject({
      city: null,
      phone: '+44 1904 496000',
      email: 'hello@fields.example',
    })
  })

  test('a value that is not valid is said, and nothing is written (T11)', async () => {
    const { id, proposal } = await updateOf('Invalid Ltd', { email: 'info@invalid.example' })
    await card(proposal).locator('details.edit summary').click()
    await card(proposal).getByLabel('New value for email').fill('no address')
    await card(proposal)
      .getByRole('button', { name: /^Approve/ })
      .click()
    expect(await notice().textContent()).toContain('This is not an e-mail address.')
    expect((await world.read('organization', id)).email).toBeNull()
    expect(await world.status(proposal)).toBe('pending')
  })

  test('Enter in a field decides nothing', async () => {
    const { proposal } = await updateOf('Enter Ltd', { phone: '+44 1 2345' })
    await card(proposal).locator('details.edit summary').click()
    await card(proposal).getByLabel('New value for phone').press('Enter')
    expect(await notice().textContent()).toContain('Nothing was decided')
    expect(await world.status(proposal)).toBe('pending')
  })

  test('a rejection is explained afterwards and taken back', async () => {
    const { proposal } = await updateOf('Rejected Ltd', { city: 'Hull' })
    await card(proposal)
      .getByRole('button', { name: /^Reject/ })
      .click()
    await page.getByRole('button', { name: 'Weak source' }).click()
    expect(await notice().textContent()).toContain('Noted: weak source.')
    await page.goto('/settings/refusals')
    expect(await page.getByRole('main').textContent()).toContain('Weak source')
    await page.goto(`/proposals/${proposal}`)
    await page.getByRole('button', { name: 'Take the rejection back' }).click()
    expect(await world.status(proposal)).toBe('pending')
  })

  test('a stale card shows what it was, is and would be, and one press asks again (T3)', async () => {
    const { id, proposal } = await updateOf('Moved Ltd', { city: 'Bath', phone: '+44 1225 000' }, { city: 'Bristol' })
    await world.db.query(`update organization set city = 'Cardiff' where id = $1`, [id])
    await page.goto('/')
    const row = card(proposal).getByRole('row').filter({ hasText: 'City' })
    expect(await row.textContent()).toMatch(/Bristol[\s\S]*Cardiff[\s\S]*Bath/)
    await card(proposal)
      .getByRole('button', { name: /^Approve/ })
      .click()
    expect(await notice().textContent()).toMatch(/City was Bristol and is now Cardiff/)
    await card(proposal).getByRole('button', { name: 'Ask again with today’s values' }).click()
    await card(proposal)
      .getByRole('button', { name: /^Approve/ })
      .click()
    expect((await world.read('organization', id)).city).toBe('Bath')
  })

  test('the safe ones are approved in one press and undone as one; a person’s value is not among them (T41)', async () => {
    const safe = await updateOf('Safe Ltd', { phone: '+44 20 1' })
    const typed = await updateOf('Typed Ltd', { city: 'Ely' }, { city: 'Wells' })
    await page.getByRole('button', { name: /Approve the \d+ safe/ }).click()
    expect(await world.status(safe.proposal)).toBe('committed')
    expect(await world.status(typed.proposal)).toBe('pending')
    expect(await card(typed.proposal).textContent()).toContain('typed by a person')
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(await world.status(safe.proposal)).toBe('undone')
  })

  test('a batch answers per item, and names what did not take (T12)', async () => {
    const good = await updateOf('Good Ltd', { phone: '+44 20 2' })
    const moved = await updateOf('Changed Ltd', { city: 'Rye' }, { city: 'Lewes' })
    await world.db.query(`update organization set city = 'Hove' where id = $1`, [moved.id])
    for (const { proposal } of [good, moved]) await card(proposal).getByRole('checkbox', { name: 'Select' }).check()
    await page.getByRole('button', { name: 'Approve selected' }).click()
    expect(await notice().textContent()).toMatch(
      /1 approved, 1 changed since you read it\.[\s\S]*Changed Ltd: The record has changed/,
    )
    await page.getByRole('link', { name: 'Every result' }).click()
    expect(await page.getByRole('main').textContent()).toContain('Good Ltd')
  })

  test('filters are links whose counts equal their lists', async () => {
    await world.propose({ proposed_action: 'create', entity_type: 'Task', data: { title: 'Call them' } })
    await page.goto('/')
    const link = page.getByRole('complementary', { name: 'Filters' }).getByRole('link', { name: 'Task' }).first()
    await page
      .getByText('Filters', { exact: true })
      .click({ timeout: 500 })
      .catch(() => {})
    const count = Number(await link.locator('.count').textContent())
    await link.click()
    expect(await page.getByRole('article').count()).toBe(count)
  })

  test('a viewer reads and cannot decide (T18)', async () => {
    const viewer = await world.open('viewer', { javaScriptEnabled: false })
    expect(await viewer.getByRole('main').textContent()).toContain('deciding takes the role reviewer or admin')
    expect(await viewer.getByRole('button', { name: /^Approve/ }).count()).toBe(0)
  })
})
