import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openWorld, type World } from './open-world.ts'

interface Violation {
  id: string
  nodes: { target: string[]; failureSummary: string }[]
}

describe.skipIf(!hasChromium)('every page', () => {
  let world: World
  let admin: Page
  let dark: Page
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    world = await openWorld()
    const organization = await world.insert('organization', {
      name: 'Acme Ltd',
      city: 'Leeds',
      website: 'https://acme.example',
    })
    const twin = await world.insert('organization', { name: 'Acme Limited', phone: '+44 113 496 0000' })
    const person = await world.insert('individual', { first_name: 'Ada', last_name: 'Byron', title: 'Analyst' })
    const lead = await world.insert('lead', {
      type: 'Job',
      title: 'Engineer',
      organization_id: organization,
      owner_id: world.people.reviewer,
    })
    await world.insert('job', { id: lead, location: 'Leeds' })
    await world.insert('note', {
      content: 'Met at the fair.',
      entity_type: 'Organization',
      entity_id: organization,
      created_by: world.people.admin,
    })
    await world.insert('task', {
      title: 'Call',
      entity_type: 'Organization',
      entity_id: organization,
      due_date: '2026-12-01',
    })
    const evidence = {
      title: {
        items: [
          {
            url: 'https://acme.example/team',
            title: 'Team',
            quote: 'Ada Byron, Head of Analysis',
            quote_verified: true,
          },
        ],
      },
    }
    ids.proposal = await world.propose({
      proposed_action: 'update',
      entity_type: 'Individual',
      entity_id: person,
      data: { title: 'Head of Analysis', city: 'York' },
      evidence,
      rationale: 'The team page says so.',
      source: 'acme.example',
    })
    ids.merge = await world.propose({
      proposed_action: 'merge',
      entity_type: 'Organization',
      data: { survivor_id: organization, loser_ids: [twin] },
    })
    await world.propose({
      proposed_action: 'create',
      entity_type: 'Task',
      data: {
        title: 'Follow up: Engineer',
        description: 'Silent for 20 days.\nSuggested first line: “Hello”',
        due_date: '2026-12-01',
      },
      link_to: { entity_type: 'Lead', entity_id: lead },
    })
    ids.stale = await world.propose({
      proposed_action: 'update',
      entity_type: 'Organization',
      entity_id: twin,
      data: { city: 'Hull' },
    })
    await world.db.query(`update organization set city = 'Selby' where id = $1`, [twin])
    const snoozed = await world.propose({
      proposed_action: 'create',
      entity_type: 'Organization',
      data: { name: 'Sleepy Ltd' },
    })
    await world.db.query(`update proposal set snoozed_until = now() + interval '3 days' where id = $1`, [snoozed])
    const signature = {
      winners: 4,
      losers: 3,
      traits: [
        { attribute: 'industry', value: 'Energy', winners: 3, losers: 1, lift: 2, weight: 0.7, lead_ids: [lead] },
      ],
    }
    const run = async (status: string, more: Record<string, unknown> = {}) => {
      const values = {
        tenant_id: world.tenantId,
        use_case: 'similar_leads',
        prompt: 'Find similar leads',
        status,
        ...more,
      }
      const names = Object.keys(values)
      const { rows } = await world.db.query(
        `insert into run (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')}) returning id`,
        Object.values(values),
      )
      return String(rows[0].id)
    }
    ids.running = await run('running', { done: 2, total: 5 })
    ids.asking = await run('waiting', {
      waiting: JSON.stringify({ kind: 'confirm', ask: 'signature', value: signature }),
    })
    ids.over = await run('succeeded', {
      status_reason: "Stopped at the run's budget of 3 pages.",
      answer: 'Two leads.',
      result: JSON.stringify({ stage: 'Interviewing', signature }),
    })
    ids.failed = await run('failed', { error: 'The model is not reachable.' })
    Object.assign(ids, { organization, person, lead, twin })
    admin = await world.open('admin')
    dark = await world.open('admin', { colorScheme: 'dark', viewport: { width: 390, height: 844 } })
    await admin.goto(`/proposals/${ids.proposal}`)
    await admin.getByRole('button', { name: /^Reject/ }).click()
    await admin.locator('[data-notice]').waitFor()
    await admin.locator('[data-notice]').getByRole('button', { name: /^Undo/ }).click()
    await admin.locator('[data-notice]').filter({ hasText: 'taken back' }).waitFor()
  })
  afterAll(() => world.close())

  const PATHS = [
    '/',
    '/?risk=merge',
    '/?show=snoozed',
    '/?show=decided',
    '/?show=lapsed',
    '/?kind=nothing',
    '/proposals/:proposal',
    '/proposals/:merge',
    '/proposals/:stale',
    '/runs',
    '/runs/:running',
    '/runs/:asking',
    '/runs/:over',
    '/runs/:failed',
    '/records',
    '/records?type=Job',
    '/records?q=acme',
    '/records?q=nothingatall',
    '/records/Organization/:organization',
    '/records/Organization/:organization/duplicates',
    '/records/Individual/:person',
    '/records/Job/:lead',
    '/settings',
    '/settings/people',
    '/settings/keys',
    '/settings/statuses',
    '/settings/follow-ups',
    '/settings/follow-ups/preview?days=7',
    '/settings/follow-ups/why?lead_id=:lead',
    '/settings/holidays',
    '/settings/budgets',
    '/settings/refusals',
    '/settings/suppression',
    '/settings/imports',
    '/settings/confidence',
    '/settings/slack',
    '/keys',
    '/docs',
    '/nowhere',
    '/sign-in?ended=1',
  ]
  const fill = (path: string) => path.replace(/:(\w+)/, (_, name) => String(ids[name]))

  test.each(PATHS)('%s has no accessibility problem, light and wide or dark and narrow', async (path) => {
    for (const page of [admin, dark]) {
      await page.goto(fill(path))
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('main details')) details.setAttribute('open', '')
      })
      const violations = await findViolations(page)
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')} ${nodes[0]?.failureSummary}`),
      ).toEqual([])
    }
  })

  test.each(PATHS)('%s fits a narrow screen', async (path) => {
    await dark.goto(fill(path))
    const overflow = await dark.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBeLessThanOrEqual(0)
  })

  test('times are in the person’s own zone', async () => {
    await admin.goto('/settings')
    expect(await admin.getByLabel('Your time zone').inputValue()).toBe('Pacific/Auckland')
    expect(await admin.locator('footer').textContent()).toContain('Pacific/Auckland')
  })
})

/** Run in the page without a script element, which the policy of these pages does not let in. */
async function findViolations(page: Page): Promise<Violation[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }
    return (await axe.run()).violations
  })
}
