import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findDuplicates } from '../../src/duplicates/flow.ts'
import { sweepRuns } from '../../src/runs/sweep-runs.ts'
import { openRunWorld, type RunWorld } from '../support/open-run-world.ts'

const PEOPLE = 10_500
const TWINS = 40

describe('a scan of many records', () => {
  let world: RunWorld
  beforeAll(async () => {
    world = await openRunWorld({
      work: {
        flows: { find_duplicates: findDuplicates },
        patience: { stepLeaseSeconds: 8, jobLeaseSeconds: 8, maxAttempts: 50, retrySeconds: () => 1 },
      },
    })
    // names of letters drawn from a hash, so that nobody is like anybody but the twins
    await world.query(
      `insert into individual (tenant_id, first_name, last_name, email, city)
        select $1, initcap(translate(substr(md5('first' || n), 1, 8), '0123456789', 'ghijklmnop')), initcap(translate(substr(md5('last' || n), 1, 10), '0123456789', 'qrstuvwxyz')),
          translate(substr(md5('mail' || n), 1, 10), '0123456789', 'ghijklmnop') || '@one.example.net', 'City ' || chr(97 + n % 26)
        from generate_series(1, $2::int) n`,
      [world.tenantId, PEOPLE],
    )
    await world.query(
      `insert into individual (tenant_id, first_name, last_name, email, city)
        select tenant_id, first_name, upper(last_name), email, null from individual where tenant_id = $1 order by id limit $2`,
      [world.tenantId, TWINS],
    )
  })
  afterAll(() => world.close())

  /** The run at its end, with the watchdog that the cron is. */
  async function ended(id: string) {
    for (;;) {
      const run = await world.settled(id)
      if (!['queued', 'running', 'waiting'].includes(run.status)) return run
      await sleep(300)
      await sweepRuns(world.work, { unpublished_seconds: 1, stalled_seconds: 9, job_seconds: 9, job_redispatches: 50 })
    }
  }

  const merges = async (runId: string) =>
    (await world.query(`select data from proposal where run_id = $1`, [runId])).map(({ data }) =>
      [data.survivor_id, ...data.loser_ids].sort((a, b) => a - b).join(':'),
    )

  it('T70 goes through the queue in slices, and a Worker that dies in between changes nothing', {
    timeout: 120_000,
  }, async () => {
    let at = 0
    // some readings and writings die, before or after they took effect
    world.kills.next = ({ path }) => path.startsWith('/qstash') && [5, 14, 25, 40, 61].includes(++at)
    const { id } = await world.start({ use_case: 'find_duplicates', params: { entity_type: 'Individual' } })
    const run = await ended(id)
    world.kills.next = () => false
    expect(world.kills.count).toBeGreaterThan(0)
    expect(run).toMatchObject({ status: 'succeeded', proposal_count: TWINS })
    const rows = await world.query(
      `select min(id) as one, max(id) as other from individual where tenant_id = $1 group by lower(first_name), lower(last_name) having count(*) > 1`,
      [world.tenantId],
    )
    expect(new Set(await merges(id))).toEqual(new Set(rows.map(({ one, other }) => `${one}:${other}`)))
    expect(run.result).toMatchObject({
      scan: { Individual: { records: PEOPLE + TWINS, clusters: TWINS } },
      precision: { Individual: { precision: 'not measured' } },
    })
    expect(world.answered.filter(({ path }) => path === '/qstash/research').length).toBeGreaterThanOrEqual(3)
  })

  it('keys nothing again that has not changed, and never compares a block that too many share', {
    timeout: 120_000,
  }, async () => {
    delete world.work.patience
    const { id } = await world.start({ use_case: 'find_duplicates', params: { entity_type: 'Individual', limit: 5 } })
    const run = await ended(id)
    expect(run.result).toMatchObject({ scan: { Individual: { keyed: 0, records: PEOPLE + TWINS } } })
    const { candidate_pairs } = (run.result as { scan: { Individual: { candidate_pairs: number } } }).scan.Individual
    expect(candidate_pairs).toBeLessThan(PEOPLE)
    expect(await merges(id)).toEqual([])
  })
})
