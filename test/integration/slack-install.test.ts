import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signRequest } from '../../local/slack/sign-request.ts'
import { openBotToken } from '../../src/slack/seal-bot-token.ts'
import { openSlackWorld, people, type SlackWorld, sessionSecret, signingSecret, team } from './slack-world.ts'

let world: SlackWorld
beforeAll(async () => {
  world = await openSlackWorld({ env: { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'secret' } })
  await world.query('delete from slack_installation')
})
afterAll(() => world.close())

const visit = (url: string, cookie: string) => fetch(url, { redirect: 'manual', headers: { cookie } })
const installations = () => world.query('select tenant_id::int, team_id, bot_token_sealed from slack_installation')

/** To Slack, where it is allowed, and back; answers the last page. */
async function install(cookie: string, backAs = cookie) {
  const toSlack = await visit(`${world.url}/slack/install`, cookie)
  if (toSlack.status !== 302) return toSlack
  const allowed = await fetch(toSlack.headers.get('location')!, { redirect: 'manual' })
  return visit(allowed.headers.get('location')!, backAs)
}
const tellEvent = async (type: string, at: number) => {
  const body = JSON.stringify({
    type: 'event_callback',
    team_id: team.id,
    event_id: `Ev${at}${type}`,
    event_time: at,
    event: { type },
  })
  const response = await fetch(`${world.url}/slack/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signRequest(signingSecret, body) },
    body,
  })
  await world.idle()
  return response.status
}

describe('installing by OAuth', () => {
  test('only an admin may, and only who went to Slack may come back', async () => {
    expect((await install(await world.signIn('reviewer@Acme.example'))).status).toBe(403)
    expect(
      (await install(await world.signIn('admin@Acme.example'), await world.signIn('admin@Zeta.example'))).status,
    ).toBe(403)
    expect(
      (await visit(`${world.url}/slack/oauth?code=x&state=made-up`, await world.signIn('admin@Acme.example'))).status,
    ).toBe(403)
    expect(await installations()).toEqual([])
  })

  test('the bot token is kept sealed for exactly this tenant and workspace', async () => {
    expect((await install(await world.signIn('admin@Acme.example'))).status).toBe(200)
    const [row] = await installations()
    expect(row).toMatchObject({ tenant_id: world.tenant.id, team_id: team.id })
    expect(row.bot_token_sealed).not.toContain('xoxb')
    const owner = { tenantId: world.tenant.id, teamId: team.id }
    expect(await openBotToken(sessionSecret, owner, row.bot_token_sealed)).toMatch(/^xoxb-local-/)
    expect(
      await openBotToken(sessionSecret, { ...owner, tenantId: world.other.id }, row.bot_token_sealed),
    ).toBeUndefined()
    const { messages } = await world.ask(people.admin, 'inbox')
    expect(messages).toHaveLength(1)
  })

  test('another tenant cannot take the workspace over', async () => {
    const page = await install(await world.signIn('admin@Zeta.example'))
    expect(page.status).toBe(409)
    expect(await page.text()).toContain('connected to somebody else')
    expect((await installations()).map(({ tenant_id }) => tenant_id)).toEqual([world.tenant.id])
  })
})

describe('leaving', () => {
  test('news from before the installation takes nothing away; uninstalling takes everything', async () => {
    const now = Math.floor(Date.now() / 1000)
    expect(await tellEvent('app_uninstalled', now - 3600)).toBe(200)
    expect(await installations()).toHaveLength(1)
    await world.ask(people.reviewer, 'digest on')
    expect(await tellEvent('app_uninstalled', now + 1)).toBe(200)
    for (const table of ['slack_installation', 'slack_link', 'slack_message', 'slack_digest'])
      expect(await world.query(`select 1 from ${table}`)).toEqual([])
    await world.ask(people.reviewer, 'inbox')
    expect(world.whispers(people.reviewer).at(-1)).toContain('not connected to Greenlight yet')
  })
})

describe('a Worker with a bot token of its own', () => {
  test('serves the workspace of that token for its first tenant, with nothing to install', async () => {
    const adopted = await openSlackWorld({ isAdopted: true })
    try {
      const [id] = await adopted.fileOrganizations('Adopted')
      const { messages } = await adopted.ask(people.reviewer, 'inbox')
      const cached = structuredClone(messages[0]!)
      await adopted.press(people.reviewer, messages[0]!, 'approve', id)
      expect(await adopted.status(id!)).toBe('committed')
      await adopted.press(people.guest, cached, 'reject', id)
      expect(await adopted.query('select team_id, tenant_id::int, bot_token_sealed from slack_installation')).toEqual([
        { team_id: team.id, tenant_id: adopted.tenant.id, bot_token_sealed: null },
      ])
    } finally {
      await adopted.close()
    }
  })
})
