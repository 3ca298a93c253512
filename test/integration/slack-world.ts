import { createHash, randomBytes } from 'node:crypto'
import { generateSignedCookie } from 'hono/cookie'
import { app } from '../../functions/app.ts'
import { serveQstash } from '../../local/qstash/serve-qstash.ts'
import { connectDemoSlack } from '../../local/slack/connect-demo-slack.ts'
import { type SlackOptions, serveSlack } from '../../local/slack/serve-slack.ts'
import type { StoredMessage } from '../../local/slack/workspace.ts'
import type { Draft } from '../../src/proposals/draft.ts'
import { getProposal } from '../../src/proposals/get-proposal.ts'
import { proposeChanges } from '../../src/proposals/propose-changes.ts'
import { openCrmDatabase } from '../support/open-crm-database.ts'
import { serveApp } from '../support/serve-app.ts'

export const signingSecret = '8f742231b10e8888abcd99yyyzzz85a5'
export const sessionSecret = 'a-secret-of-the-session-in-a-test'
const botToken = 'xoxb-of-a-test'
const keys = { currentSigningKey: 'sig_current_of_a_test', nextSigningKey: 'sig_next_of_a_test' }
const token = 'token-of-a-test'

export const team = { id: 'T0ACME', name: 'Acme' }
/** In Slack: who is whom. "stranger" has no address that Greenlight knows. */
export const people = {
  admin: 'U0ADMIN',
  reviewer: 'U0REVIEWER',
  second: 'U0SECOND',
  viewer: 'U0VIEWER',
  stranger: 'U0STRANGER',
  guest: 'U0GUEST',
  other: 'U0OTHER',
}
export const crm = 'C0CRM'

export interface SlackWorldOptions {
  /** The Worker has a bot token of its own and nobody installed anything. */
  isAdopted?: boolean
  env?: Record<string, string>
  slack?: Partial<SlackOptions>
}

export type SlackWorld = Awaited<ReturnType<typeof openSlackWorld>>

/** The product at its front door with a queue and a Slack beside it, all on this machine, on a real Postgres. */
export async function openSlackWorld({ isAdopted = false, env = {}, slack: given = {} }: SlackWorldOptions = {}) {
  const database = await openCrmDatabase()
  const { tenant } = database
  const slack = await serveSlack({
    signingSecret,
    botToken,
    team,
    people: [
      ...(['admin', 'reviewer', 'second', 'viewer'] as const).map((role) => ({
        id: people[role],
        name: `Acme ${role}`,
        email: `${role}@Acme.example`,
      })),
      { id: people.stranger, name: 'Stranger', email: 'stranger@elsewhere.example' },
      { id: people.guest, name: 'Guest', email: 'reviewer@Acme.example', teamId: 'T0ELSEWHERE' },
      { id: people.other, name: 'Zeta reviewer', email: 'reviewer@Zeta.example' },
    ],
    ...given,
  })
  const bindings: Record<string, string> = {
    DATABASE_URL: database.databaseUrl,
    NEON_FETCH_ENDPOINT: database.neonUrl,
    SESSION_SECRET: sessionSecret,
    QSTASH_TOKEN: token,
    QSTASH_CURRENT_SIGNING_KEY: keys.currentSigningKey,
    QSTASH_NEXT_SIGNING_KEY: keys.nextSigningKey,
    OPENAI_API_KEY: 'none',
    SERPER_API_KEY: 'none',
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.url,
    ...(isAdopted ? { SLACK_BOT_TOKEN: botToken } : {}),
    ...env,
  }
  const answered: { path: string; status: number }[] = []
  const later = new Set<Promise<unknown>>()
  const context = {
    waitUntil: (work: Promise<unknown>) => void later.add(work),
    passThroughOnException: () => {},
    props: {},
  }
  /** Until nothing is on its way any more. */
  const idle = async () => {
    await Promise.all(later)
    await broker.idle()
  }
  const served = await serveApp(async (request) => {
    const response = await app.fetch(request, bindings, context)
    answered.push({ path: new URL(request.url).pathname, status: response.status })
    return response
  })
  const broker = await serveQstash({ databaseUrl: database.databaseUrl, token, ...keys, timeScale: 0.01 })
  Object.assign(bindings, { PUBLIC_URL: served.url, QSTASH_URL: broker.url })
  slack.appUrl = served.url
  if (!isAdopted)
    await connectDemoSlack({ databaseUrl: database.databaseUrl, tenantId: tenant.id, sessionSecret, botToken, team })

  const query = async (text: string, values: unknown[] = []) => (await database.admin.query(text, values)).rows
  const apiKey = async (role: string, userId: number) => {
    const key = `gl_${randomBytes(16).toString('hex')}`
    const hash = createHash('sha256').update(key).digest('hex')
    await query('insert into api_key (tenant_id, name, role, user_id, key_hash) values ($1, $2, $3, $4, $5)', [
      tenant.id,
      'of a test',
      role,
      userId,
      hash,
    ])
    return key
  }
  const secondKey = await apiKey('reviewer', tenant.users.second)
  const organizationId = await tenant.insert('organization', { name: 'Nordhavn Logistik', industry: null })

  async function file(drafts: Partial<Draft>[]): Promise<string[]> {
    const filed = await proposeChanges(
      tenant.as('agent'),
      drafts.map((draft) => ({
        proposed_action: 'create',
        entity_type: 'Organization',
        data: {},
        producer: 'api',
        ...draft,
      })),
    )
    return filed.map((outcome) => (outcome as { id: string }).id)
  }

  return {
    ...database,
    database,
    slack,
    broker,
    query,
    answered,
    url: served.url,
    organizationId,
    bindings,
    file,
    /** New organizations, waiting. */
    fileOrganizations: (...names: string[]) => file(names.map((name) => ({ data: { name } }))),
    type: (user: string, text: string, channel = crm) => slack.command({ user, channel, text }),
    async press(user: string, message: StoredMessage, actionId: string, proposalId?: string) {
      const response = await slack.click(user, message, actionId, proposalId && `p:${proposalId}`)
      await idle()
      return response
    },
    /** Types and waits until nothing is on its way any more. */
    async ask(user: string, text: string, channel = crm) {
      const before = slack.workspace.messages.length
      const response = await slack.command({ user, channel, text })
      await idle()
      return {
        response,
        said: (await response.json()) as { text: string },
        messages: slack.workspace.messages.slice(before),
      }
    },
    idle,
    whispers: (user: string) =>
      slack.workspace.messages.filter(({ onlyFor }) => onlyFor === user).map(({ text }) => text),
    status: async (id: string) => (await query('select status from proposal where id = $1', [id]))[0].status as string,
    proposal: (id: string) => getProposal(tenant.as('reviewer'), id),
    /** The other reviewer, past Slack. */
    callApi: (path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') =>
      fetch(`${served.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${secondKey}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    /** The cookie of somebody who is signed in. */
    async signIn(email: string): Promise<string> {
      const session = randomBytes(16).toString('hex')
      const id = randomBytes(8).toString('hex')
      await query('insert into auth."user" (id, name, email) values ($1, $2, $2) on conflict (email) do nothing', [
        id,
        email,
      ])
      await query(
        `insert into auth.session (id, expires_at, token, user_id) select $1, now() + interval '1 day', $2, u.id from auth."user" u where u.email = $3`,
        [id, session, email],
      )
      return generateSignedCookie('better-auth.session_token', session, sessionSecret)
    },
    async close() {
      await broker.close()
      await served.close()
      await slack.close()
      await database.close()
    },
  }
}

/** The message as one text, as Slack would be sent it. */
export const wordsOf = (message: StoredMessage): string => `${message.text}\n${JSON.stringify(message.blocks)}`

export const buttonsOf = (message: StoredMessage): string[] =>
  message.blocks.flatMap((block) =>
    ((block.elements ?? []) as { type: string; action_id?: string }[]).flatMap(({ type, action_id }) =>
      type === 'button' && action_id ? [action_id] : [],
    ),
  )
