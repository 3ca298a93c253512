import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openWorld, type World } from './open-world.ts'

describe.skipIf(!hasChromium)('the inbox by keyboard alone', () => {
  let world: World
  let page: Page
  const card = (name: string) => page.getByRole('article', { name })
  const notice = () => page.locator('[data-notice]')
  const current = async () =>
    (await page.locator('[data-proposal][aria-current] header :is(h2, h3)').textContent()) ?? ''
  const waiting = async () =>
    Number((await page.getByRole('link', { name: /Waiting/ }).textContent())?.replace(/\D/g, ''))

  beforeAll(async () => {
    world = await openWorld()
    for (const name of ['Alpha', 'Bravo', 'Charlie', 'Delta', 'Echo', 'Foxtrot']) {
      const id = await world.insert('organization', { name: `${name} Ltd`, city: 'Leeds' })
      await world.propose({
        proposed_action: 'update',
        entity_type: 'Organization',
        entity_id: id,
        data: { phone: '+44 113 496 0000' },
      })
    }
    page = await world.open('reviewer')
  })
  afterAll(() => world.close())

  test('j and k walk through the cards, and the keys are listed by ?', async () => {
    await page.keyboard.press('j')
    const first = await current()
    await page.keyboard.press('j')
    expect(await current()).not.toBe(first)
    await page.keyboard.press('k')
    expect(await current()).toBe(first)
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').isVisible()).toBe(false)
  })

  test('a approves the current card, says so, and focus goes to the card that took its place', async () => {
    const name = await current()
    await page.keyboard.press('a')
    await notice().filter({ hasText: 'Approved' }).waitFor()
    await expect.poll(() => page.locator('#live').textContent()).toContain('Approved')
    expect(await card(name.split(' Organization')[0]!).count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.matches('[data-proposal]'))).toBe(true)
    expect(await waiting()).toBe(5)
  })

  test('u takes back what was just approved', async () => {
    await page.keyboard.press('u')
    await notice().filter({ hasText: 'Taken back.' }).waitFor()
    const { rows } = await world.db.query(
      'select count(*)::int as n from organization where tenant_id = $1 and phone is not null',
      [world.tenantId],
    )
    expect(rows[0].n).toBe(0)
  })

  test('r rejects with one press, a number says why, and u brings it back', async () => {
    const name = await current()
    await page.keyboard.press('r')
    await notice().filter({ hasText: 'Rejected' }).waitFor()
    await page.keyboard.press('2')
    await notice().filter({ hasText: 'Noted: out of date.' }).waitFor()
    const { rows } = await world.db.query('select reason from refusal where tenant_id = $1 order by id desc limit 1', [
      world.tenantId,
    ])
    expect(rows[0].reason).toBe('Out of date')
    const other = await current()
    expect(other).not.toBe(name)
    await page.keyboard.press('r')
    await notice().filter({ hasText: 'Rejected' }).waitFor()
    await page.keyboard.press('u')
    await notice().filter({ hasText: 'taken back' }).waitFor()
    expect(await page.locator('[data-proposal] h2', { hasText: other.split(' Organization')[0]! }).count()).toBe(1)
  })

  test('e edits a value, and Enter approves the card with it', async () => {
    const name = (await current()).split(' Organization')[0]!
    await page.keyboard.press('e')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('+44 113 555 0199')
    await page.keyboard.press('Enter')
    await notice().filter({ hasText: 'Approved' }).waitFor()
    const { rows } = await world.db.query('select phone from organization where tenant_id = $1 and name = $2', [
      world.tenantId,
      name,
    ])
    expect(rows[0].phone).toBe('+44 113 555 0199')
  })

  test('x and Shift+X select a range, and Shift+A approves exactly that', async () => {
    const before = await waiting()
    await page.keyboard.press('k')
    await page.keyboard.press('k')
    await page.keyboard.press('k')
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('Shift+X')
    expect(await page.locator('#selected-count').textContent()).toBe('2 selected')
    await page.keyboard.press('Shift+A')
    await notice().filter({ hasText: '2 approved.' }).waitFor()
    expect(await waiting()).toBe(before - 2)
  })

  test('s snoozes for a week, and the inbox says what it no longer shows', async () => {
    await page.keyboard.press('j')
    await page.keyboard.press('s')
    await notice().filter({ hasText: 'snoozed for 7 days' }).waitFor()
    expect(await page.getByRole('region', { name: 'Not shown here' }).textContent()).toContain('snoozed')
    await page.keyboard.press('u')
    await notice().filter({ hasText: 'Awake again.' }).waitFor()
  })

  test('/ searches all records from anywhere', async () => {
    await page.keyboard.press('/')
    await page.keyboard.type('alpha')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /Found for/ }).waitFor()
    expect(await page.getByRole('link', { name: 'Alpha Ltd' }).count()).toBe(1)
  })

  test('single keys can be switched off', async () => {
    await page.goto('/')
    await page.keyboard.press('?')
    await page.getByLabel('Single keys work on this device').uncheck()
    await page.keyboard.press('Escape')
    await page.keyboard.press('j')
    expect(await page.locator('[data-proposal][aria-current]').count()).toBe(0)
  })
})
