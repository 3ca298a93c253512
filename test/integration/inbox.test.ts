import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideProposals } from '../../src/proposals/decide-proposals.ts'
import type { Draft } from '../../src/proposals/draft.ts'
import { proposeChanges } from '../../src/proposals/propose-changes.ts'
import { readInbox } from '../../src/proposals/read-inbox.ts'
import { snoozeProposal } from '../../src/proposals/snooze-proposal.ts'
import { withdrawProposal } from '../../src/proposals/withdraw-proposal.ts'
import { type CrmDatabase, type CrmTenant, openCrmDatabase, openTenant } from '../support/open-crm-database.ts'

describe('the inbox', () => {
  let crm: CrmDatabase
  beforeAll(async () => {
    crm = await openCrmDatabase()
  })
  afterAll(() => crm.close())

  const task = (n: number): Draft => ({
    proposed_action: 'create',
    entity_type: 'Task',
    data: { title: `Call ${n}` },
    producer: 'api',
  })
  const file = async (tenant: CrmTenant, drafts: Draft[]) =>
    (await proposeChanges(tenant.as('agent'), drafts)).map(({ id }) => id!)
  const read = (tenant: CrmTenant, limit = 50, cursor?: string) =>
    readInbox(tenant.as('reviewer'), { filter: {}, limit, cursor })

  it('T17 says that nothing waits only with what it does not show, and not at all when it could not ask', async () => {
    const tenant = await openTenant(crm, 'Quiet')
    expect(await read(tenant)).toMatchObject({
      total: 0,
      proposals: [],
      not_shown: { snoozed: 0, expired: 0, withdrawn: 0, refused: 0, runs_at_work: 0, held_back: 0 },
    })
    const [snoozed, refused, withdrawn, lapsed] = await file(tenant, [1, 2, 3, 4].map(task))
    await snoozeProposal(tenant.as('reviewer'), snoozed!, new Date(Date.now() + 86_400_000).toISOString())
    await decideProposals(tenant.as('reviewer'), [{ id: refused!, action: 'reject' }], null)
    await withdrawProposal(tenant.as('agent'), withdrawn!)
    await crm.admin.query(`update proposal set expires_at = now() - interval '1 minute' where id = $1`, [lapsed])
    await crm.admin.query(
      `insert into run (tenant_id, use_case, status, result) values ($1, 'similar_leads', 'running', null), ($1, 'follow_ups', 'succeeded', '{"held_back": 380}')`,
      [tenant.id],
    )
    expect(await read(tenant)).toMatchObject({
      total: 0,
      proposals: [],
      not_shown: { snoozed: 1, expired: 1, withdrawn: 1, refused: 1, runs_at_work: 1, held_back: 380 },
    })
    crm.failNext()
    await expect(read(tenant)).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('counts what paging yields, keeps together what belongs together, and asks once a page', async () => {
    const tenant = await openTenant(crm, 'Paged')
    const person = await tenant.insert('individual', { first_name: 'Ada', title: 'Analyst' })
    const bundle = (n: number): Draft[] => [
      {
        proposed_action: 'create',
        entity_type: 'Organization',
        data: { name: `Org ${n}`, website: `org-${n}.example` },
        ref: `o${n}`,
        bundle: `b${n}`,
        producer: 'api',
      },
      {
        proposed_action: 'create',
        entity_type: 'Job',
        data: { title: `Job ${n}` },
        link_to: { organization_id: { $draft: `o${n}` } },
        parents: [`o${n}`],
        bundle: `b${n}`,
        producer: 'api',
      },
    ]
    const ids = await file(tenant, [
      ...[1, 2, 3].flatMap(bundle),
      ...[1, 2, 3, 4].map(task),
      ...['title', 'city'].map(
        (name): Draft => ({
          proposed_action: 'update',
          entity_type: 'Individual',
          entity_id: person,
          data: { [name]: 'New' },
          producer: 'api',
        }),
      ),
    ])
    const pages: string[][] = []
    let cursor: string | undefined
    crm.resetRequests()
    do {
      const page = await read(tenant, 2, cursor)
      expect(page.total).toBe(ids.length)
      expect(page.facets.reduce((sum, { n }) => sum + n, 0)).toBe(ids.length)
      pages.push(page.proposals.map(({ id }) => id))
      cursor = page.next_cursor ?? undefined
    } while (cursor)
    expect(crm.requests()).toBe(pages.length)
    expect(pages.flat().sort()).toEqual([...ids].sort())
    const pageOf = (id: string) => pages.findIndex((page) => page.includes(id))
    for (const [one, other] of [
      [0, 1],
      [2, 3],
      [4, 5],
      [10, 11],
    ] as const)
      expect(pageOf(ids[one]!)).toBe(pageOf(ids[other]!))
    // what replaces a person's own word comes first
    expect(pages[0]).toContain(ids[10])
  })
})
