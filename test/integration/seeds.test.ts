import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lastHumanTouchDaysAgo } from '../../seeds/demo/last-human-touch.ts'
import { story } from '../../seeds/demo/story.ts'
import { seed } from '../../seeds/seed.ts'
import type { KeyRole } from '../../seeds/tenants/issue-keys.ts'
import type { Capability } from '../../src/access/actor.ts'
import type { Context } from '../../src/context.ts'
import { ScopedDatabase } from '../../src/db/scoped-database.ts'
import { suppressionKeys } from '../../src/enrichment/suppression-keys.ts'
import { explainFollowUp, previewFollowUps } from '../../src/followups/preview-follow-ups.ts'
import { hashText } from '../../src/hash-text.ts'
import { openTestDatabase, type TestDatabase, type TestDatabaseOptions } from '../support/database.ts'

type Seeding = Awaited<ReturnType<typeof seedDemo>>

const seedDemo = (database: TestDatabase) => seed(database.databaseUrl, { demo: true, known: [] })

/** A database of the test's own, closed behind it. */
async function within(work: (database: TestDatabase) => Promise<void>, options?: TestDatabaseOptions) {
  const database = await openTestDatabase(options)
  try {
    await work(database)
  } finally {
    await database.close()
  }
}

async function contextOf(database: TestDatabase, key: string): Promise<Context> {
  const credential = { kind: 'api_key' as const, value: await hashText(key) }
  return { db: new ScopedDatabase(database.sql, { credential, surface: 'api' }), now: new Date(), log: () => {} }
}

/** What every table holds, and which transaction wrote it: an update that changes nothing shows as well. */
async function fingerprint(database: TestDatabase): Promise<Record<string, string>> {
  const { rows: tables } = await database.admin.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  const prints = tables.map(async ({ name }) => {
    const { rows } = await database.admin.query(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text || t.xmin::text, '|' order by t::text)), '') as print from ${name} t`,
    )
    return [name, rows[0].print] as const
  })
  return Object.fromEntries(await Promise.all(prints))
}

async function countsOf(database: TestDatabase, tenantId: number): Promise<Record<string, number>> {
  const { rows: tables } = await database.admin.query<{ name: string }>(
    'select lower(entity_type) as name from record_type',
  )
  const counts = tables.map(async ({ name }) => {
    const { rows } = await database.admin.query(`select count(*)::int as n from ${name} where tenant_id = $1`, [
      tenantId,
    ])
    return [name, rows[0].n] as const
  })
  return Object.fromEntries((await Promise.all(counts)).filter(([, n]) => n > 0))
}

describe('the demo story in a database', () => {
  let database: TestDatabase
  let seeded: Seeding
  let demo: Seeding['tenants'][number]
  beforeAll(async () => {
    database = await openTestDatabase()
    seeded = await seedDemo(database)
    demo = seeded.tenants[0]!
  })
  afterAll(() => database.close())

  const rowsOf = async (text: string) => (await database.admin.query(text, [demo.id])).rows

  it('is all there: about 40 organizations, 90 people and 60 leads, and what happened to them', async () => {
    const counts = await countsOf(database, demo.id)
    expect(counts).toMatchObject({
      account: story.accounts.length,
      organization: story.organizations.length,
      individual: story.individuals.length,
      contact: story.contacts.length,
      employment: story.employments.length,
      deal: story.deals.length,
      lead: story.leads.length,
      project: story.projects.length,
      task: story.tasks.length,
      note: story.notes.length,
      activity: story.activities.length,
      document: story.documents.length,
      data_provenance: story.provenance.length,
      lead_status: story.leadStatuses.length,
      lead_status_event: story.leads.flatMap(({ history }) => history).length,
    })
    expect(counts.organization).toBeGreaterThanOrEqual(40)
    expect(counts.individual).toBeGreaterThanOrEqual(90)
    expect(counts.lead).toBeGreaterThanOrEqual(60)
    expect(counts.job! + counts.opportunity! + counts.partnership!).toBe(counts.lead)
  })

  it('gives every lead its details, and a history that ends in its status', async () => {
    const leads = await rowsOf(`
      select l.title, l.status, o.name as organization, coalesce(j.id, p.id, s.id) is not null as has_detail,
        (select array_agg(e.to_status order by e.at) from lead_status_event e where e.lead_id = l.id) as steps,
        (select array_agg(coalesce(e.from_status, '-') order by e.at) from lead_status_event e where e.lead_id = l.id) as came_from
      from lead l join organization o on o.id = l.organization_id left join job j on j.id = l.id and l.type = 'Job'
      left join opportunity p on p.id = l.id and l.type = 'Opportunity' left join partnership s on s.id = l.id and l.type = 'Partnership'
      where l.tenant_id = $1 order by l.id`)
    const names = new Map(story.organizations.map(({ key, name }) => [key, name]))
    expect(leads).toEqual(
      story.leads.map(({ title, organization, history }) => ({
        title,
        status: history.at(-1)!.status,
        organization: names.get(organization),
        has_detail: true,
        steps: history.map(({ status }) => status),
        came_from: ['-', ...history.slice(0, -1).map(({ status }) => status)],
      })),
    )
  })

  it('shows each lead silent since the last thing a person did about it', async () => {
    const leads = await rowsOf(
      `select title, round(extract(epoch from now() - last_human_touch_at) / 86400, 1)::float as days from lead where tenant_id = $1 order by id`,
    )
    const expected = story.leads.map(({ key, title }) => ({ title, days: lastHumanTouchDaysAgo(story, key) ?? null }))
    expect(leads).toEqual(
      expected.map(({ title, days }) => ({ title, days: days === null ? null : expect.closeTo(days, 0.1) })),
    )
    expect(expected.some(({ days }) => days === null)).toBe(true)
  })

  it('has leads for the follow-ups to find, and leads they must leave alone', async () => {
    const ctx = await contextOf(database, demo.keys.reviewer)
    const { data } = await previewFollowUps(ctx, { days: 14 })
    const titles = data.map(({ title }) => title).join('\n')
    expect(data.length).toBeGreaterThanOrEqual(8)
    for (const stale of ['Data Engineer, Clinical Data', 'Warehouse sensor pipeline', 'Consulting partner programme'])
      expect(titles).toContain(stale)
    const reasonFor = async (title: string) => {
      const { rows } = await database.admin.query('select id from lead where tenant_id = $1 and title = $2', [
        demo.id,
        title,
      ])
      return (await explainFollowUp(ctx, Number(rows[0].id))).reason
    }
    expect(await reasonFor('Cold chain telemetry, phase two')).toBe('open_task')
    expect(await reasonFor('Geospatial Data Engineer')).toBe('scheduled')
    expect(await reasonFor('Principal Data Engineer')).toBe('on_hold')
    expect(titles).not.toContain('Repairs data warehouse')
  })

  it('has the duplicates beside what they are duplicates of', async () => {
    const named = (rows: { name: string }[]) => rows.map(({ name }) => name)
    const organizations = named(await rowsOf('select name from organization where tenant_id = $1'))
    const people = named(
      await rowsOf(`select first_name || ' ' || last_name as name from individual where tenant_id = $1`),
    )
    const doubled = story.organizations.filter(({ duplicateOf }) => duplicateOf)
    const doubledPeople = story.individuals.filter(({ duplicateOf }) => duplicateOf)
    expect(doubled.length).toBeGreaterThanOrEqual(5)
    expect(doubledPeople.length).toBeGreaterThanOrEqual(5)
    for (const { name, duplicateOf } of doubled)
      expect(organizations).toEqual(
        expect.arrayContaining([name, story.organizations.find(({ key }) => key === duplicateOf)!.name]),
      )
    for (const { first_name, last_name } of doubledPeople) expect(people).toContain(`${first_name} ${last_name}`)
  })

  it('knows whom to leave alone by hashes and by nothing else', async () => {
    const [person] = story.suppressions
    const organizationName = story.organizations.find(({ key }) => key === person!.organization)!.name
    const keys = await suppressionKeys(demo.id, { ...person!, organizationName })
    const rows = await rowsOf('select kind, key_hash from suppression where tenant_id = $1 order by id')
    expect(rows).toEqual(keys.map(({ kind, keyHash }) => ({ kind, key_hash: keyHash })))
    for (const table of ['individual', 'contact', 'note', 'suppression']) {
      const found = await rowsOf(
        `select from ${table} t where t.tenant_id = $1 and t::text ilike '%${person!.last_name}%'`,
      )
      expect(found).toEqual([])
    }
  })

  it('leaves the second tenant with people and without a single record', async () => {
    const [, empty] = seeded.tenants
    expect(await countsOf(database, empty!.id)).toEqual({})
    const { rows } = await database.admin.query('select role from app_user where tenant_id = $1 order by id', [
      empty!.id,
    ])
    expect(rows.map(({ role }) => role)).toEqual(['admin', 'reviewer', 'viewer'])
  })

  it.each<[KeyRole, Capability, Capability | undefined]>([
    ['admin', 'administer', undefined],
    ['reviewer', 'decide', 'administer'],
    ['viewer', 'read', 'propose'],
    ['agent', 'propose', 'decide'],
  ])('hands out a key for each tenant by which the %s may %s and not %s', async (role, may, mayNot) => {
    for (const { id, keys } of seeded.tenants) {
      const { db } = await contextOf(database, keys[role])
      const { actor } = await db.run(may, sql`select 1`)
      expect(actor).toMatchObject({ tenantId: id, role, kind: role === 'agent' ? 'agent' : 'person' })
      expect(actor.userId === null).toBe(role === 'agent')
      if (mayNot) await expect(db.run(mayNot, sql`select 1`)).rejects.toMatchObject({ code: 'forbidden' })
    }
  })

  it('shows no key to whoever can read the database', async () => {
    const { rows } = await database.admin.query('select t::text as line from api_key t')
    expect(rows).toHaveLength(8)
    for (const { line } of rows)
      for (const { keys } of seeded.tenants) for (const key of Object.values(keys)) expect(line).not.toContain(key)
  })
})

describe('seeding once more', () => {
  it('adds nothing, moves nothing and answers the same keys', () =>
    within(async (database) => {
      const first = await seedDemo(database)
      const before = await fingerprint(database)
      expect(Object.values(before).filter((print) => !print.startsWith('0 ')).length).toBeGreaterThan(20)
      expect(await seed(database.databaseUrl, { demo: true, known: first.tenants })).toEqual(first)
      expect(await fingerprint(database)).toEqual(before)
    }))

  it('tells no key and replaces none for a caller who does not know them', () =>
    within(async (database) => {
      await seedDemo(database)
      const before = await fingerprint(database)
      const { tenants } = await seed(database.databaseUrl, { demo: true })
      expect(tenants.map(({ keys }) => keys)).toEqual([{}, {}])
      expect(await fingerprint(database)).toEqual(before)
    }))

  it('replaces the keys that a caller says are lost, and the lost ones no longer open anything', () =>
    within(async (database) => {
      const first = await seedDemo(database)
      const second = await seedDemo(database)
      const admin = (seeding: Seeding) => contextOf(database, seeding.tenants[0]!.keys.admin)
      expect((await (await admin(second)).db.run('read', sql`select 1`)).actor.role).toBe('admin')
      await expect((await admin(first)).db.run('read', sql`select 1`)).rejects.toMatchObject({
        code: 'unauthenticated',
      })
      const { rows } = await database.admin.query('select count(*)::int as n from api_key')
      expect(rows[0].n).toBe(8)
    }))

  it('keeps the known keys in a new database, so that clients go on', () =>
    within(async (old) => {
      const first = await seedDemo(old)
      await within(async (database) => {
        const { tenants } = await seed(database.databaseUrl, { demo: true, known: first.tenants })
        expect(tenants.map(({ keys }) => keys)).toEqual(first.tenants.map(({ keys }) => keys))
        const { db } = await contextOf(database, tenants[0]!.keys.viewer)
        expect((await db.run('read', sql`select 1`)).actor.role).toBe('viewer')
      })
    }))

  it('gives no life back to a key that was revoked', () =>
    within(async (database) => {
      const first = await seedDemo(database)
      await database.admin.query(`update api_key set revoked_at = now() where role = 'agent'`)
      const { tenants } = await seed(database.databaseUrl, { demo: true, known: first.tenants })
      const revoked = await contextOf(database, first.tenants[0]!.keys.agent)
      await expect(revoked.db.run('read', sql`select 1`)).rejects.toMatchObject({ code: 'unauthenticated' })
      const fresh = await contextOf(database, tenants[0]!.keys.agent)
      expect((await fresh.db.run('read', sql`select 1`)).actor.role).toBe('agent')
    }))

  it('knows a tenant by its keys after somebody has renamed it, and leaves what people changed', () =>
    within(async (database) => {
      const first = await seedDemo(database)
      await database.admin.query(`update tenant set name = 'Maya & Co.' where id = $1`, [first.tenants[0]!.id])
      await database.admin.query(
        `update organization set name = 'Alderpoint Power', archived_at = now() where name = 'Alderpoint Energy Ltd'`,
      )
      const before = await fingerprint(database)
      const { tenants } = await seed(database.databaseUrl, { demo: true, known: first.tenants })
      expect(tenants.map(({ name }) => name)).toEqual(['Maya & Co.', first.tenants[1]!.name])
      expect(await fingerprint(database)).toEqual(before)
    }))

  it('makes one of everything also when two do it at the same time', () =>
    within(async (database) => {
      await Promise.all([1, 2, 3].map(() => seed(database.databaseUrl, { demo: true })))
      const { rows } = await database.admin.query(
        `select (select count(*) from tenant)::int as tenants, (select count(*) from lead)::int as leads, (select count(*) from api_key)::int as keys`,
      )
      expect(rows).toEqual([{ tenants: 2, leads: story.leads.length, keys: 8 }])
    }))
})

describe('seeding without the demo', () => {
  it('makes two tenants with people and keys and no records; the story may come later', () =>
    within(async (database) => {
      const { tenants } = await seed(database.databaseUrl, { demo: false, known: [] })
      for (const { id, keys } of tenants) {
        expect(await countsOf(database, id)).toEqual({})
        expect(Object.keys(keys)).toEqual(['admin', 'reviewer', 'viewer', 'agent'])
      }
      const { rows } = await database.admin.query('select count(*)::int as n from app_user where tenant_id = $1', [
        tenants[0]!.id,
      ])
      expect(rows[0].n).toBe(story.users.length)
      await seed(database.databaseUrl, { demo: true, known: tenants })
      expect((await countsOf(database, tenants[0]!.id)).lead).toBe(story.leads.length)
      expect(await countsOf(database, tenants[1]!.id)).toEqual({})
    }))

  it('never pours the story over records that somebody has made', () =>
    within(async (database) => {
      const { tenants } = await seed(database.databaseUrl, { demo: false, known: [] })
      await database.admin.query(`insert into organization (tenant_id, name) values ($1, 'Ours')`, [tenants[0]!.id])
      await seed(database.databaseUrl, { demo: true, known: tenants })
      expect(await countsOf(database, tenants[0]!.id)).toEqual({ organization: 1 })
    }))
})

describe('where seeds go', () => {
  it.each([
    'postgres://owner:secret@ep-cool-1.eu-central-1.aws.neon.tech/greenlight',
    'postgres://localhost.example.com/greenlight',
    'postgres://localhost/greenlight?host=db.example.com',
    'postgres://10.0.0.5:5432/greenlight',
  ])('refuses %s with a sentence that names its host and no secret', async (databaseUrl) => {
    const { host } = new pg.Client({ connectionString: databaseUrl })
    const refused = seed(databaseUrl, { demo: true, known: [] })
    await expect(refused).rejects.toMatchObject({
      code: 'forbidden',
      message: `Seeds go into a database on this machine, and ${host} is not: say --allow-remote if you mean it.`,
    })
  })

  it('seeds another host when told', () =>
    within(async (database) => {
      // an address of this very machine that does not look like one
      const elsewhere = database.databaseUrl.replace('127.0.0.1', '127.1')
      await expect(seed(elsewhere, { demo: false, known: [] })).rejects.toMatchObject({ code: 'forbidden' })
      const { tenants } = await seed(elsewhere, { demo: false, allowRemote: true, known: [] })
      expect(tenants).toHaveLength(2)
    }))

  it('says so when nothing answers, and when there are no tables yet', async () => {
    await expect(seed('postgres://127.0.0.1:1/none', { demo: true })).rejects.toMatchObject({
      message: expect.stringMatching(/^The database of DATABASE_URL does not answer: .*ECONNREFUSED.*\.$/),
    })
    await within(
      async ({ databaseUrl }) => {
        await expect(seed(databaseUrl, { demo: true })).rejects.toMatchObject({
          message: 'The database has no tables yet: run "npm run db:migrate" first.',
        })
      },
      { empty: true },
    )
  })

  it('leaves nothing behind when it fails half-way', () =>
    within(async (database) => {
      await database.admin.query(`alter table note add constraint no_more check (content not like 'Best interviewer%')`)
      const before = await fingerprint(database)
      await expect(seedDemo(database)).rejects.toThrow('no_more')
      expect(await fingerprint(database)).toEqual(before)
    }))

  it('works for an owner whom row level security does not let pass, as with a hosted Postgres', () =>
    within(async (database) => {
      const name = `owner_${database.databaseUrl.split('_').at(-1)}`
      await database.admin.query(`create role ${name} login password 'x' nosuperuser nobypassrls`)
      await database.admin.query(`grant all on all tables in schema public to ${name}`)
      await database.admin.query(`grant all on all sequences in schema public to ${name}`)
      const url = new URL(database.databaseUrl)
      url.username = name
      url.password = 'x'
      try {
        const first = await seed(url.href, { demo: true, known: [] })
        expect((await countsOf(database, first.tenants[0]!.id)).lead).toBe(story.leads.length)
        const before = await fingerprint(database)
        expect(await seed(url.href, { demo: true, known: first.tenants })).toEqual(first)
        expect(await fingerprint(database)).toEqual(before)
      } finally {
        await database.admin.query(`drop owned by ${name}`)
        await database.admin.query(`drop role ${name}`)
      }
    }))

  it(
    'seeds PGlite as it seeds Postgres',
    () =>
      within(
        async (database) => {
          const first = await seedDemo(database)
          expect((await countsOf(database, first.tenants[0]!.id)).activity).toBe(story.activities.length)
          const before = await fingerprint(database)
          expect(await seed(database.databaseUrl, { demo: true, known: first.tenants })).toEqual(first)
          expect(await fingerprint(database)).toEqual(before)
        },
        { postgres: 'pglite' },
      ),
    120_000,
  )
})
