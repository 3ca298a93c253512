import type { SqlTransport } from '../db/statement.ts'

/** Marks what nobody decided in time, of all tenants, and keeps their counts short; one round trip. Safe at any time and any number of times. */
export async function expireProposals(transport: SqlTransport): Promise<number> {
  const [, rows] = await transport([
    { text: 'select begin_directory()', params: [] },
    { text: 'select lapse_proposals() as lapsed', params: [] },
    { text: 'select fold_tallies()', params: [] },
  ])
  return Number(rows![0]!.lapsed)
}
