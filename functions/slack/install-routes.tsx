import { Hono } from 'hono'
import { z } from 'zod'
import { conflict, forbidden, notFound } from '../../src/errors.ts'
import { recordInstallation } from '../../src/slack/record-installation.ts'
import { readTicket, signTicket } from '../../src/slack/signed-ticket.ts'
import { createSlackApi, SlackRefusal } from '../../src/slack/slack-api.ts'
import { contextOf } from '../access.ts'
import type { AppEnv } from '../app-env.ts'
import type { Env } from '../env.ts'
import { renderPage } from '../pages/frame/render-page.tsx'
import { ConnectedPage } from './link-page.tsx'
import { asPage } from './link-routes.tsx'

// what slack-manifest.yaml asks for
const SCOPES = ['commands', 'chat:write', 'chat:write.public', 'im:write', 'users:read', 'users:read.email']
const INSTALL_SECONDS = 10 * 60

const Access = z.object({
  access_token: z.string().min(1),
  token_type: z.literal('bot').optional(),
  bot_user_id: z.string().nullish(),
  team: z.object({ id: z.string().min(1), name: z.string().nullish() }),
  authed_user: z.object({ id: z.string() }).nullish(),
})

/** OAuth: an admin goes to Slack and comes back with a bot token. */
export const installRoutes = new Hono<AppEnv>()
  .get('/install', (c) =>
    asPage(c, async () => {
      const { clientId } = appOf(c.var.env)
      const ctx = await contextOf(c, 'web')
      const { actor } = await ctx.db.run('administer')
      if (actor.userId === null) throw forbidden('Somebody has to do this, signed in.')
      const until = Math.floor(Date.now() / 1000) + INSTALL_SECONDS
      const ticket = { for: 'install' as const, tenantId: actor.tenantId, userId: actor.userId, until }
      const query = new URLSearchParams({
        client_id: clientId,
        scope: SCOPES.join(','),
        redirect_uri: redirectUri(c.var.env),
        state: await signTicket(c.var.env.SESSION_SECRET, ticket),
      })
      return c.redirect(`${new URL(c.var.env.SLACK_API_URL ?? 'https://slack.com').origin}/oauth/v2/authorize?${query}`)
    }),
  )
  .get('/oauth', (c) =>
    asPage(c, async () => {
      const { env } = c.var
      const { clientId, clientSecret } = appOf(env)
      const { code, state = '', error } = c.req.query()
      if (error || !code) throw conflict('Slack was not connected: it was not allowed there.')
      const ticket = await readTicket(env.SESSION_SECRET, 'install', state, new Date())
      const ctx = await contextOf(c, 'web')
      const { actor } = await ctx.db.run('administer')
      // who comes back is who went there, or somebody could be made to connect another's workspace
      if (!ticket || ticket.userId !== actor.userId || ticket.tenantId !== actor.tenantId)
        throw forbidden('This came too late, or from another person. Please begin again at /slack/install.')
      const access = await exchange(env, { client_id: clientId, client_secret: clientSecret, code })
      await recordInstallation(ctx, env.SESSION_SECRET, {
        teamId: access.team.id,
        teamName: access.team.name ?? '',
        botUserId: access.bot_user_id ?? null,
        botToken: access.access_token,
        slackUserId: access.authed_user?.id ?? null,
      })
      return renderPage(c, <ConnectedPage teamName={access.team.name ?? access.team.id} />, 200, {
        title: 'Slack is connected',
      })
    }),
  )

const redirectUri = ({ PUBLIC_URL }: Env) => `${PUBLIC_URL}/slack/oauth`

function appOf({ SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_BOT_TOKEN }: Env) {
  if (clientId && clientSecret) return { clientId, clientSecret }
  throw notFound(
    SLACK_BOT_TOKEN
      ? 'This Greenlight speaks with the bot token it was given: there is nothing to install.'
      : 'Slack is not set up here: SLACK_CLIENT_ID and SLACK_CLIENT_SECRET are not set.',
  )
}

async function exchange(env: Env, args: Record<string, string>): Promise<z.infer<typeof Access>> {
  try {
    const answer = await createSlackApi(env.SLACK_API_URL).call('oauth.v2.access', undefined, {
      ...args,
      redirect_uri: redirectUri(env),
    })
    const access = Access.safeParse(answer)
    if (access.success) return access.data
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error
  }
  throw conflict(
    'Slack did not confirm the connection. Please begin again; a whole organization cannot be connected at once.',
  )
}
