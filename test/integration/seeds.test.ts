import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seed } from '../../seeds/seed.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

describe('seeding', () => {
  it('works', async () => {
    const t = Date.now()
    const first = await seed(database.databaseUrl, { demo: true, known: [] })
    console.log(first, Date.now() - t)
    const again = await seed(database.databaseUrl, { demo: true, known: first.tenants })
    expect(again).toEqual(first)
    console.log(
      (
        await database.admin.query(
          `select title, status, round(extract(epoch from now()-last_human_touch_at)/86400,2) d from lead where status not in ('Rejected','Lost') limit 100`,
        )
      ).rows,
    )
  })
})
