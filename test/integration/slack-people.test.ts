import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sealBotToken } from '../../src/slack/seal-bot-token.ts'
import { signTicket } from '../../src/slack/signed-ticket.ts'
import { crm, openSlackWorld, people, type SlackWorld, sessionSecret, team } from './slack-world.ts'

let world: SlackWorld
beforeAll(async () => {
  world = await openSlackWorld()
})
afterAll(() => world.close())
beforeEach(() => world.query('delete from slack_link'))

const links = () => world.query('select slack_user_id, user_id::int, proved_by from slack_link order by 1')
const inbox = async () => {
  const { messages } = await world.ask(people.reviewer, 'inbox')
  return messages.find(({ onlyFor }) => !onlyFor)!
}
const linkFor = async (user: string) => {
  await world.ask(user, 'inbox')
  return /<(http[^|]+\/slack\/link\?ticket=[^|]+)\|/.exec(world.whispers(user).at(-1)!)![1]!
}
const page = (url: string, cookie?: string, form?: Record<string, string>) =>
  fetch(url, {
    redirect: 'manual',
    headers: { ...(cookie ? { cookie } : {}), ...(form ? { origin: world.url } : {}) },
    ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
  })

describe('T24: who may', () => {
  test('a person whose verified address is known is linked by it and does what their role allows', async () => {
    const [id] = await world.fileOrganizations('Known by address')
    await world.press(people.second, await inbox(), 'approve', id)
    expect(await world.proposal(id!)).toMatchObject({ status: 'committed', decided_by: world.tenant.users.second })
    expect(await links()).toContainEqual({
      slack_user_id: people.second,
      user_id: world.tenant.users.second,
      proved_by: 'email',
    })
  })

  test('a viewer’s press is an ephemeral sentence and no change', async () => {
    const [id] = await world.fileOrganizations('Too low')
    await world.press(people.viewer, await inbox(), 'approve', id)
    expect(await world.status(id!)).toBe('pending')
    expect(world.whispers(people.viewer).at(-1)).toBe('The role "viewer" may not do this.')
  })

  test('the role counts at the moment of the press, not when the message was made', async () => {
    const [id] = await world.fileOrganizations('Demoted')
    const message = await inbox()
    await world.query(`update app_user set role = 'viewer' where id = $1`, [world.tenant.users.second])
    await world.press(people.second, message, 'approve', id)
    await world.query(`update app_user set role = 'reviewer', is_active = false where id = $1`, [
      world.tenant.users.second,
    ])
    await world.press(people.second, message, 'approve', id)
    await world.query(`update app_user set is_active = true where id = $1`, [world.tenant.users.second])
    expect(await world.status(id!)).toBe('pending')
  })

  test('somebody unlinked is given a link, and nothing changes', async () => {
    const [id] = await world.fileOrganizations('Nobody')
    await world.press(people.stranger, await inbox(), 'approve', id)
    expect(await world.status(id!)).toBe('pending')
    expect(world.whispers(people.stranger).at(-1)).toContain('does not know yet who you are')
    expect((await links()).map(({ slack_user_id }) => slack_user_id)).not.toContain(people.stranger)
  })

  test('an address of another tenant, an unanswered one, and a guest’s from elsewhere link nobody', async () => {
    const [id] = await world.fileOrganizations('Elsewhere')
    const message = await inbox()
    await world.press(people.other, message, 'approve', id)
    const reviewer = world.slack.workspace.people.find((one) => one.id === people.second)!
    reviewer.isUnconfirmed = true
    await world.press(people.second, message, 'approve', id)
    reviewer.isUnconfirmed = false
    await world.press(people.guest, message, 'approve', id)
    expect(await world.status(id!)).toBe('pending')
    expect((await links()).map(({ slack_user_id }) => slack_user_id)).toEqual([people.reviewer])
  })

  test('a workspace that nobody connected learns where to connect, and nothing else', async () => {
    const [id] = await world.fileOrganizations('Other workspace')
    const message = await inbox()
    await world.press(people.guest, message, 'approve', id)
    expect(world.whispers(people.guest).at(-1)).toContain(`not connected to Greenlight yet`)
    expect(await world.status(id!)).toBe('pending')
  })

  test('the workspace of another tenant cannot decide this tenant’s proposals, whatever its buttons say', async () => {
    const [id] = await world.fileOrganizations('Not yours')
    const message = structuredClone(await inbox())
    const owner = { tenantId: world.other.id, teamId: 'T0ELSEWHERE' }
    await world.query('insert into slack_installation (tenant_id, team_id, bot_token_sealed) values ($1, $2, $3)', [
      world.other.id,
      'T0ELSEWHERE',
      await sealBotToken(sessionSecret, owner, 'xoxb-of-a-test'),
    ])
    await world.query(
      `insert into slack_link (tenant_id, team_id, slack_user_id, user_id, proved_by) values ($1, 'T0ELSEWHERE', $2, $3, 'link')`,
      [world.other.id, people.guest, world.other.users.admin],
    )
    await world.press(people.guest, message, 'approve', id)
    expect(await world.status(id!)).toBe('pending')
    expect(world.whispers(people.guest).at(-1)).toBe('Nothing was changed. No such proposal.')
  })
})

describe('linking by a signed link', () => {
  test('who is signed in and says so becomes that person in Slack', async () => {
    const url = await linkFor(people.stranger)
    const signIn = await page(url)
    expect([signIn.status, decodeURIComponent(signIn.headers.get('location')!)]).toEqual([
      303,
      `/sign-in?next=${new URL(url).pathname}${new URL(url).search}`,
    ])
    const cookie = await world.signIn('second@Acme.example')
    const asked = await (await page(url, cookie)).text()
    expect(asked).toContain('Acme second')
    expect(asked).toContain(people.stranger)
    expect((await links()).map(({ slack_user_id }) => slack_user_id)).not.toContain(people.stranger)
    const ticket = new URL(url).searchParams.get('ticket')!
    expect((await page(`${world.url}/slack/link`, cookie, { ticket })).status).toBe(200)
    expect(await links()).toContainEqual({
      slack_user_id: people.stranger,
      user_id: world.tenant.users.second,
      proved_by: 'link',
    })
    await world.ask(people.stranger, 'unlink')
    expect(await links()).toEqual([])
  })

  test('a link that was changed, is over, is for something else, or of another tenant links nobody', async () => {
    const url = await linkFor(people.stranger)
    const cookie = await world.signIn('second@Acme.example')
    const good = new URL(url).searchParams.get('ticket')!
    const until = Math.floor(Date.now() / 1000) + 60
    const base = { tenantId: world.tenant.id, teamId: team.id, slackUserId: people.stranger }
    const tickets = [
      '',
      `${good.slice(0, -2)}AA`,
      await signTicket('another-secret-of-another-service', { for: 'link', ...base, until }),
      await signTicket(sessionSecret, { for: 'link', ...base, until: until - 120 }),
      await signTicket(sessionSecret, { for: 'link', ...base, tenantId: world.other.id, until }),
      await signTicket(sessionSecret, { for: 'install', tenantId: world.tenant.id, userId: 1, until }),
    ]
    for (const ticket of tickets) expect((await page(`${world.url}/slack/link`, cookie, { ticket })).status).toBe(403)
    const otherTenant = await world.signIn('admin@Zeta.example')
    expect((await page(`${world.url}/slack/link`, otherTenant, { ticket: good })).status).toBe(403)
    expect(await links()).toEqual([])
  })

  test('a form of another site links nobody', async () => {
    const ticket = new URL(await linkFor(people.stranger)).searchParams.get('ticket')!
    const response = await fetch(`${world.url}/slack/link`, {
      method: 'POST',
      headers: { cookie: await world.signIn('second@Acme.example'), origin: 'https://evil.example' },
      body: new URLSearchParams({ ticket }),
    })
    expect(response.status).toBe(403)
    expect(await links()).toEqual([])
  })
})

test('what Slack keeps here is out of reach of guarded SQL', async () => {
  const rows = await world.query(
    `select table_name from information_schema.role_table_grants where grantee = 'greenlight_reader' and table_name like 'slack%'`,
  )
  expect(rows).toEqual([])
  expect(crm).toBe('C0CRM')
})
