import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openWorld, type World } from './open-world.ts'

describe.skipIf(!hasChromium)('the inbox with two reviewers at once', () => {
  let world: World
  let rita: Page
  let sven: Page
  const card = (page: Page, id: string) => page.locator(`#p-${id}`)
  const notice = (page: Page) => page.locator('[data-notice]')
  const approve = (page: Page, id: string) =>
    card(page, id)
      .getByRole('button', { name: /^Approve/ })
      .click()

  beforeAll(async () => {
    world = await openWorld()
    rita = await world.open('reviewer')
    sven = await world.open('second')
  })
  afterAll(() => world.close())

  async function propose(name: string, data: Record<string, unknown>) {
    const id = await world.insert('organization', { name })
    return {
      id,
      proposal: await world.propose({ proposed_action: 'update', entity_type: 'Organization', entity_id: id, data }),
    }
  }

  test('one commits, the other reads who was faster (T1)', async () => {
    const { id, proposal } = await propose('Both Ltd', { city: 'Leeds' })
    await Promise.all([rita.goto('/'), sven.goto('/')])
    await approve(rita, proposal)
    await notice(rita).filter({ hasText: 'Approved' }).waitFor()
    await approve(sven, proposal)
    await notice(sven).filter({ hasText: 'Already committed by Rita Reviewer.' }).waitFor()
    const { rows } = await world.db.query(
      `select count(*)::int as n from change where tenant_id = $1 and entity_id = $2 and field_name = 'city'`,
      [world.tenantId, id],
    )
    expect(rows[0].n).toBe(1)
  })

  test('a question that was asked anew while the page was open is not decided unread (T5)', async () => {
    const { id, proposal } = await propose('Anew Ltd', { phone: '+44 20 7946 0001' })
    await rita.goto('/')
    await world.agent(`/v1/proposals/${proposal}`, { method: 'PATCH', body: { data: { phone: '+44 20 7946 0002' } } })
    await approve(rita, proposal)
    await notice(rita).filter({ hasText: 'The proposal has changed since you read it.' }).waitFor()
    expect((await world.read('organization', id)).phone).toBeNull()
    expect(await card(rita, proposal).textContent()).toContain('+44 20 7946 0002')
  })

  test('a batch takes exactly what was on the page (T13)', async () => {
    const early = await propose('Early Ltd', { city: 'Kendal' })
    await rita.goto('/')
    const late = await propose('Late Ltd', { city: 'Keswick' })
    await rita.locator('#select-all').check()
    await rita.getByRole('button', { name: 'Approve selected' }).click()
    await notice(rita).filter({ hasText: 'approved' }).waitFor()
    expect(await world.status(early.proposal)).toBe('committed')
    expect(await world.status(late.proposal)).toBe('pending')
    expect(await card(rita, late.proposal).count()).toBe(1)
  })

  test('what somebody edited since stays, and the undo names it (T19)', async () => {
    const { id, proposal } = await propose('Edited Ltd', { city: 'Truro', industry: 'Mining' })
    await rita.goto('/')
    await approve(rita, proposal)
    await notice(rita).filter({ hasText: 'Approved' }).waitFor()
    await sven.goto(`/records/Organization/${id}`)
    const row = sven.locator('.values > div').filter({ hasText: 'City' })
    await row.getByText('Edit').click()
    await row.getByRole('textbox', { name: 'City' }).fill('Penzance')
    await row.getByRole('button', { name: /^Save/ }).click()
    await notice(sven).filter({ hasText: 'Saved.' }).waitFor()
    await rita.getByRole('button', { name: 'Undo' }).click()
    await notice(rita).filter({ hasText: 'edited since' }).waitFor()
    expect(await world.read('organization', id)).toMatchObject({ city: 'Penzance', industry: null })
  })

  test('a session that has ended leads to the sign-in page, and back', async () => {
    const { proposal } = await propose('Ended Ltd', { city: 'Ely' })
    await sven.goto('/')
    await sven.context().clearCookies()
    await approve(sven, proposal)
    await sven.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await sven.getByRole('main').textContent()).toContain('Your session has ended')
    expect(await world.status(proposal)).toBe('pending')
  })

  test('without a network nothing is lost, and the page says so', async () => {
    const { proposal } = await propose('Offline Ltd', { city: 'Oban' })
    await rita.goto('/')
    await rita.context().setOffline(true)
    await approve(rita, proposal)
    await rita.getByText('You are offline.').waitFor()
    await rita.context().setOffline(false)
    await approve(rita, proposal)
    await notice(rita).filter({ hasText: 'Approved' }).waitFor()
  })
})
