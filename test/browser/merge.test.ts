import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openWorld, type World } from './open-world.ts'

describe.skipIf(!hasChromium)('a merge', () => {
  let world: World
  let page: Page
  let kept: number
  let gone: number
  let proposal: string

  beforeAll(async () => {
    world = await openWorld()
    kept = await world.insert('organization', { name: 'Acme Ltd', city: 'Leeds', phone: '+44 113 496 0001' })
    gone = await world.insert('organization', { name: 'ACME Limited', city: 'Bradford', email: 'info@acme.example' })
    await world.insert('note', { content: 'Met at the fair.', entity_type: 'Organization', entity_id: gone })
    await world.insert('lead', { type: 'Job', title: 'Engineer', organization_id: gone })
    proposal = await world.propose({
      proposed_action: 'merge',
      entity_type: 'Organization',
      data: { survivor_id: kept, loser_ids: [gone], values: { email: 'info@acme.example' } },
    })
    page = await world.open('reviewer', { javaScriptEnabled: false })
  })
  afterAll(() => world.close())

  test('shows the records side by side and what will move, by the commit’s own code', async () => {
    await page.goto(`/proposals/${proposal}`)
    const main = await page.getByRole('main').textContent()
    expect(main).toContain('Moves to the one that stays: 1 lead, 1 note.')
    expect(main).toMatch(/Exactly what would be written: \d+ changes/)
    expect(await page.getByRole('radio', { name: `Email of record ${gone}` }).isChecked()).toBe(true)
    expect(await page.getByRole('radio', { name: `City of record ${kept}` }).isChecked()).toBe(true)
    const { rows } = await world.db.query('select archived_at from organization where id = $1', [gone])
    expect(rows[0].archived_at).toBeNull()
  })

  test('takes the values and the survivor that were chosen, and is undone in one press (T65)', async () => {
    await page.getByRole('radio', { name: `City of record ${gone}` }).check()
    await page.getByRole('button', { name: /^Approve/ }).click()
    await page.locator('[data-notice]').filter({ hasText: 'Approved' }).waitFor()
    expect(await world.read('organization', kept)).toMatchObject({
      name: 'Acme Ltd',
      city: 'Bradford',
      email: 'info@acme.example',
    })
    const answer = await page.request.get(`/records/Organization/${gone}`, { maxRedirects: 0 })
    expect(answer.status()).toBe(308)
    expect(answer.headers().location).toBe(`/records/Organization/${kept}`)
    await page.locator('[data-notice]').getByRole('button', { name: /^Undo/ }).click()
    expect(await world.read('organization', kept)).toMatchObject({ city: 'Leeds', email: null })
    expect((await world.read('organization', gone)).merged_into_id).toBeNull()
  })

  test('with a survivor that changed meanwhile is not carried out as it was read', async () => {
    const a = await world.insert('organization', { name: 'Beta Ltd', city: 'York' })
    const b = await world.insert('organization', { name: 'Beta Limited', city: 'Selby' })
    const other = await world.propose({
      proposed_action: 'merge',
      entity_type: 'Organization',
      data: { survivor_id: a, loser_ids: [b] },
    })
    await page.goto(`/proposals/${other}`)
    await world.db.query(`update organization set city = 'Goole' where id = $1`, [b])
    await page.getByRole('radio', { name: `City of record ${b}` }).check()
    await page.getByRole('button', { name: /^Approve/ }).click()
    expect(await page.locator('[data-notice]').textContent()).toContain(
      'These records have changed since you read them.',
    )
    expect(await world.read('organization', a)).toMatchObject({ city: 'York' })
    expect(await world.status(other)).not.toBe('committed')
  })
})
