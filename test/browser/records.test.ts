import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openWorld, type World } from './open-world.ts'

describe.skipIf(!hasChromium)('records', () => {
  let world: World
  let page: Page
  let id: number
  const field = (label: string) => page.locator('.values > div').filter({ has: page.getByText(label, { exact: true }) })
  const notice = () => page.locator('[data-notice]')

  beforeAll(async () => {
    world = await openWorld()
    id = await world.insert('organization', { name: 'Northwind Ltd', city: 'Leeds' })
    const person = await world.insert('individual', {
      first_name: 'Ada',
      last_name: 'Byron',
      email: 'ada@northwind.example',
    })
    await world.insert('contact', { individual_id: person, organization_id: id, title: 'Analyst' })
    page = await world.open('reviewer')
  })
  afterAll(() => world.close())

  test('say why each value is there, with the words of the page', async () => {
    const proposal = await world.propose({
      proposed_action: 'update',
      entity_type: 'Organization',
      entity_id: id,
      data: { phone: '+44 113 496 0000' },
      source: 'northwind.example',
      evidence: {
        phone: {
          items: [
            {
              url: 'https://northwind.example/contact',
              title: 'Contact',
              quote: 'Call us on +44 113 496 0000',
              quote_verified: true,
              kind: 'company_page',
            },
          ],
        },
      },
    })
    await page.goto(`/proposals/${proposal}`)
    await page.getByRole('button', { name: /^Approve/ }).click()
    await notice().waitFor()
    await page.goto(`/records/Organization/${id}`)
    await field('Phone').getByText('Why?').click()
    const why = await field('Phone').textContent()
    expect(why).toContain('Call us on +44 113 496 0000')
    expect(why).toContain('quote found on the page')
    expect(why).toContain('approved by Rita Reviewer')
  })

  test('are edited in place as a person, and the edit is taken back from the history', async () => {
    await field('City').getByText('Edit').click()
    await field('City').getByRole('textbox', { name: 'City' }).fill('York')
    await field('City').getByRole('button', { name: /^Save/ }).click()
    await notice().filter({ hasText: 'Saved.' }).waitFor()
    expect(await field('City').textContent()).toContain('typed by a person')
    await page.getByRole('region', { name: 'History' }).getByRole('button', { name: /^Undo/ }).first().click()
    await notice().filter({ hasText: 'Taken back.' }).waitFor()
    expect((await world.read('organization', id)).city).toBe('Leeds')
  })

  test('an edit of a version that somebody else has changed is refused', async () => {
    await page.goto(`/records/Organization/${id}`)
    await world.db.query(`update organization set industry = 'Water' where id = $1`, [id])
    await field('City').getByText('Edit').click()
    await field('City').getByRole('textbox', { name: 'City' }).fill('Hull')
    await field('City').getByRole('button', { name: /^Save/ }).click()
    await notice().filter({ hasText: 'has changed since you read it' }).waitFor()
    expect((await world.read('organization', id)).city).toBe('Leeds')
  })

  test('a number or an address that is none is said on the page', async () => {
    await field('Employee count').getByText('Edit').click()
    await field('Employee count').getByRole('textbox').fill('many')
    await field('Employee count').getByRole('button', { name: /^Save/ }).click()
    await notice().filter({ hasText: 'This must be a whole number.' }).waitFor()
  })

  test('take notes and tasks, and a task is done in one press', async () => {
    await page.getByLabel('A new note').fill('They like short calls.')
    await page.getByRole('button', { name: 'Add note' }).click()
    await page.getByText('They like short calls.').waitFor()
    await page.getByText('Add a task').click()
    await page.getByLabel('What is to be done').fill('Call on Friday')
    await page.getByRole('button', { name: 'Add task' }).click()
    await page.getByRole('button', { name: /^Done.*Call on Friday/ }).click()
    await notice().filter({ hasText: 'Saved.' }).waitFor()
    const { rows } = await world.db.query(`select status from task where tenant_id = $1 and title = 'Call on Friday'`, [
      world.tenantId,
    ])
    expect(rows[0].status).toBe('done')
  })

  test('are found from anywhere by name, typing error, address or domain', async () => {
    for (const [asked, found] of [
      ['Northwnd', 'Northwind Ltd'],
      ['ada@northwind.example', 'Ada Byron'],
      ['Byron', 'Ada Byron'],
    ] as const) {
      await page.goto('/settings')
      await page.getByRole('searchbox').fill(asked)
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: /Found for/ }).waitFor()
      expect(await page.getByRole('link', { name: found }).count()).toBeGreaterThan(0)
    }
  })

  test('show what may be a duplicate, and propose a merge rather than do it', async () => {
    const twin = await world.insert('organization', {
      name: 'Northwind Limited',
      city: 'Leeds',
      website: 'https://northwind.example',
    })
    await world.db.query(`update organization set website = 'https://www.northwind.example' where id = $1`, [id])
    await page.goto(`/records/Organization/${id}/duplicates`)
    await page
      .getByRole('button', { name: /^Propose a merge/ })
      .first()
      .click()
    await page.getByRole('radio', { name: `Name of record ${twin}` }).waitFor()
    expect((await world.read('organization', twin)).merged_into_id).toBeNull()
    await page.goto(`/records/Organization/${twin}`)
    expect(await page.getByRole('region', { name: 'Waiting for a decision' }).textContent()).toContain(
      'possible duplicate',
    )
  })

  test('of another tenant are not there', async () => {
    const { rows } = await world.db.query('select id from organization where tenant_id <> $1 limit 1', [world.tenantId])
    const answer = await page.goto(`/records/Organization/${rows[0].id}`)
    expect(answer?.status()).toBe(404)
    expect(await page.getByRole('main').textContent()).toContain('No such record.')
  })
})
