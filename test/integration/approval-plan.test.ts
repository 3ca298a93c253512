import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideProposals } from '../../src/proposals/decide-proposals.ts'
import { rebaseProposal } from '../../src/proposals/edit-proposal.ts'
import { getProposal } from '../../src/proposals/get-proposal.ts'
import { listProposals } from '../../src/proposals/list-proposals.ts'
import { proposeChanges } from '../../src/proposals/propose-changes.ts'
import { undoCommit } from '../../src/proposals/undo-commit.ts'
import { withdrawProposal } from '../../src/proposals/withdraw-proposal.ts'
import { editRecord } from '../../src/records/edit-record.ts'
import { type CrmDatabase, openCrmDatabase } from '../support/open-crm-database.ts'

const WAITING = 20_000

describe('what one decision reads', () => {
  let crm: CrmDatabase
  let people: number[]

  beforeAll(async () => {
    crm = await openCrmDatabase()
    const { rows } = await crm.admin.query(
      `insert into individual (tenant_id, first_name, last_name, title) select $1, 'P', 'N' || n, 'Analyst' from generate_series(1, $2::int) n returning id::int`,
      [crm.tenant.id, WAITING],
    )
    people = rows.map(({ id }) => id)
    await crm.admin.query(
      `insert into proposal (tenant_id, proposed_action, entity_type, entity_id, data, base, risk, question_key, producer, expires_at)
       select $1, 'update', 'Individual', i, '{"title": "CTO"}', '{"title": "Analyst"}', 'replace_human', 'q:' || i, 'enrich_contacts', now() + interval '10 days' from unnest($2::bigint[]) i`,
      [crm.tenant.id, people],
    )
    await crm.admin.query('vacuum analyze')
  })
  afterAll(() => crm.close())

  /** Rows read one after the other from the first to the last, by table, for the tables that grow. */
  async function scanned(): Promise<Record<string, number>> {
    await crm.admin.query('select pg_stat_clear_snapshot()')
    const { rows } = await crm.admin.query(
      `select relname, seq_tup_read::int as n from pg_stat_user_tables where relname in ('proposal', 'individual', 'change', 'change_set', 'data_provenance', 'refusal') order by 1`,
    )
    return Object.fromEntries(rows.map(({ relname, n }) => [relname, n]))
  }

  it('is found by index, however many wait: filing, reading, deciding, undoing', async () => {
    const [reviewer, agent] = [crm.tenant.as('reviewer'), crm.tenant.as('agent')]
    const waiting = await listProposals(reviewer, { status: ['pending'], limit: 6 })
    expect(waiting.total).toBe(WAITING)
    const [one, two, three, four] = waiting.data
    const yes = (id: string, content_hash: string) => ({ id, content_hash, action: 'approve' as const })
    const work: Record<string, () => Promise<unknown>> = {
      approve: () => decideProposals(reviewer, [yes(one!.id, one!.content_hash)], null),
      reject: () => decideProposals(reviewer, [{ id: two!.id, action: 'reject' }], null),
      undo: () => undoCommit(reviewer, 'proposal', one!.id),
      edit: () => editRecord(reviewer, 'Individual', three!.entity_id!, { title: 'Director' }),
      rebase: () => rebaseProposal(reviewer, three!.id),
      withdraw: () => withdrawProposal(reviewer, four!.id),
      read: () => getProposal(reviewer, one!.id),
      list: () => listProposals(reviewer, { status: ['pending'], limit: 50 }),
      propose: () =>
        proposeChanges(agent, [
          {
            proposed_action: 'update',
            entity_type: 'Individual',
            entity_id: people[10]!,
            data: { city: 'Leeds' },
            producer: 'api',
          },
        ]),
    }
    // the statistics of a session arrive when it is idle for a moment
    const settle = () => new Promise((resolve) => setTimeout(resolve, 1200))
    await settle()
    for (const [name, carryOut] of Object.entries(work)) {
      const before = await scanned()
      await carryOut()
      await settle()
      const after = await scanned()
      for (const [table, n] of Object.entries(after))
        expect([name, table, n - before[table]! < WAITING / 2]).toEqual([name, table, true])
    }
    expect(await getProposal(reviewer, one!.id)).toMatchObject({ status: 'undone' })
    expect(await getProposal(reviewer, two!.id)).toMatchObject({ status: 'rejected' })
  })
})
