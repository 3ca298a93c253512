import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openWorld, type World } from './open-world.ts'

describe.skipIf(!hasChromium)('runs from the page', () => {
  let world: World
  let page: Page

  beforeAll(async () => {
    world = await openWorld()
    const organization = await world.insert('organization', {
      name: 'Acme Ltd',
      industry: 'Renewable energy',
      city: 'Leeds',
    })
    for (let at = 0; at < 3; at++)
      await world.insert('lead', {
        type: 'Job',
        title: `Data Engineer ${at}`,
        status: 'Interviewing',
        organization_id: organization,
        owner_id: world.people.reviewer,
        created_at: '2026-06-01T09:00:00Z',
        last_human_touch_at: '2026-06-01T09:00:00Z',
      })
    await world.insert('lead_status', { lead_type: 'Job', name: 'Interviewing', category: 'open' })
    page = await world.open('reviewer')
  })
  afterAll(() => world.close())

  test('follow-ups are started, watched until they are over, and reviewed', async () => {
    await page.goto('/runs')
    await page.getByLabel('silent for days').fill('10')
    await page.getByRole('button', { name: /^Start.*Follow up/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Follow up' }).waitFor()
    await page.locator('#run-live[data-status="succeeded"]').waitFor({ timeout: 40_000 })
    await page.getByText('3 follow-ups proposed.').first().waitFor()
    expect(await page.getByRole('region', { name: 'Timeline' }).getByRole('listitem').count()).toBeGreaterThan(1)
    await page.getByRole('link', { name: 'Review 3 proposals' }).click()
    await page.getByRole('article').first().waitFor()
    expect(await page.getByRole('article').count()).toBe(3)
    expect(await page.getByRole('article').first().textContent()).toContain('Suggested first line')
  })

  test('the signature of similar leads is shown as counts, edited, and what was chosen goes on', async () => {
    await page.goto('/runs')
    await page.getByLabel('that reached').fill('interview')
    await page.getByRole('button', { name: /^Start.*similar/ }).click()
    await page.getByRole('heading', { name: 'Is this what to look for?' }).waitFor({ timeout: 40_000 })
    const row = page.getByRole('row').filter({ hasText: 'Renewable energy' })
    expect(await row.textContent()).toContain('3')
    await row.getByRole('combobox').selectOption('ignored')
    await page.getByLabel('Attribute of a further trait').first().selectOption('place')
    await page.getByLabel('Value of a further trait').first().fill('York')
    await page.getByRole('button', { name: 'Search with this' }).click()
    // the run takes what was confirmed with it when it goes on
    let chosen: string[] = []
    await expect
      .poll(
        async () => {
          const { rows } = await world.db.query(
            `select confirmed from run where tenant_id = $1 and use_case = 'similar_leads'`,
            [world.tenantId],
          )
          const traits: { value: string }[] = rows[0].confirmed?.traits ?? []
          if (traits.length > 0) chosen = traits.map(({ value }) => value)
          return chosen
        },
        { timeout: 20_000, interval: 20 },
      )
      .toContain('York')
    expect(chosen).not.toContain('Renewable energy')
  })

  test('a run is cancelled', async () => {
    await page.goto('/runs')
    await page.getByLabel('that reached').fill('interview')
    await page.getByRole('button', { name: /^Start.*similar/ }).click()
    await page.getByRole('button', { name: 'Cancel this run' }).click()
    await page.locator('#run-live[data-status="cancelled"]').waitFor()
  })

  test('without words there is nothing to start', async () => {
    await page.goto('/runs')
    await page.getByLabel('Ask, or say what to do').evaluate((field) => field.removeAttribute('required'))
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.locator('[data-notice]').filter({ hasText: 'Say what to do' }).waitFor()
  })
})
