import type pg from 'pg'
import type { Story } from '../demo/story-shape.ts'
import { insertRows } from './insert-rows.ts'
import { leadRows } from './lead-rows.ts'
import { partyRows } from './party-rows.ts'
import { reserveIds } from './reserve-ids.ts'
import { ruleRows } from './rule-rows.ts'
import { StorySetting } from './story-setting.ts'
import { workRows } from './work-rows.ts'

/**
 * Tells the story in a tenant that has its people and no records, with its days counted back from now; a tenant with
 * records or statuses of its own, or with the story, stays as it is.
 */
export async function loadStory(client: pg.Client, tenantId: number, story: Story): Promise<void> {
  if (await hasRecords(client, tenantId)) return
  const setting = await openSetting(client, tenantId, story)
  const rows = [
    ...(await ruleRows(story, setting)),
    ...partyRows(story, setting),
    ...leadRows(story, setting),
    ...workRows(story, setting),
  ]
  for (const [table, ofTable] of rows) await insertRows(client, table, tenantId, ofTable)
}

async function hasRecords(client: pg.Client, tenantId: number): Promise<boolean> {
  const { rows } = await client.query<{ has: boolean }>(
    `select exists (select from organization where tenant_id = $1) or exists (select from individual where tenant_id = $1)
      or exists (select from account where tenant_id = $1) or exists (select from deal where tenant_id = $1)
      or exists (select from lead where tenant_id = $1)
      or exists (select from lead_status where tenant_id = $1) as has`,
    [tenantId],
  )
  return rows[0]!.has
}

async function openSetting(client: pg.Client, tenantId: number, story: Story): Promise<StorySetting> {
  // the transaction's time: by this machine's clock what happened just now could lie in the database's future
  const { rows } = await client.query<{ now: Date }>('select now()')
  const ids = new Map<string, number>()
  const reserve = async (table: string, told: { key: string }[]) => {
    const reserved = await reserveIds(client, table, told.length)
    told.forEach(({ key }, place) => {
      ids.set(key, reserved[place]!)
    })
  }
  await reserve('account', story.accounts)
  await reserve('organization', story.organizations)
  await reserve('individual', story.individuals)
  await reserve('deal', story.deals)
  await reserve('lead', story.leads)
  await reserve('project', story.projects)
  for (const [key, id] of await findPeople(client, tenantId, story)) ids.set(key, id)
  return new StorySetting(tenantId, rows[0]!.now, ids, story.users[0]!.key)
}

async function findPeople(client: pg.Client, tenantId: number, { users }: Story) {
  const { rows } = await client.query<{ id: string; email: string }>(
    'select id, lower(email) as email from app_user where tenant_id = $1',
    [tenantId],
  )
  const ids = new Map(rows.map(({ id, email }) => [email, Number(id)]))
  return users.flatMap(({ key, email }) => (ids.has(email) ? [[key, ids.get(email)!] as const] : []))
}
