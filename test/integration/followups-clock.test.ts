import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { importRecords } from '../../src/imports/import-records.ts'
import { decideProposals } from '../../src/proposals/decide-proposals.ts'
import { getProposal } from '../../src/proposals/get-proposal.ts'
import { proposeChanges } from '../../src/proposals/propose-changes.ts'
import { undoCommit } from '../../src/proposals/undo-commit.ts'
import { editRecord } from '../../src/records/edit-record.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { daysAgo, type FollowUpWorld, openFollowUpWorld } from './followups-world.ts'

let database: TestDatabase
let world: FollowUpWorld
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  world = await openFollowUpWorld(database)
})

describe('rows put in by plain SQL', () => {
  it('T50 a note moves the clock, also on the job, opportunity or partnership, and without bumping the version', async () => {
    for (const entity_type of ['Lead', 'Job', 'Opportunity', 'Partnership']) {
      const lead = await world.lead(60, { type: entity_type === 'Lead' ? 'Job' : entity_type })
      const at = daysAgo(20)
      await world.about('note', lead, { entity_type, content: 'Spoke', created_by: world.me, created_at: at })
      expect(await world.clock(lead)).toBe(at.toISOString())
      expect((await world.read('lead', lead)).row_version).toBe(1)
    }
  })
})
