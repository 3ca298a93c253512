import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { conflict, forbidden } from '../errors.ts'
import { botTokenOf, type Team } from './find-team.ts'
import { signTicket, type Ticket } from './signed-ticket.ts'
import { SlackRefusal } from './slack-api.ts'
import { asSystem, type SlackWork } from './slack-work.ts'

interface SlackUser {
  team_id?: string
  deleted?: boolean
  is_bot?: boolean
  is_restricted?: boolean
  is_ultra_restricted?: boolean
  is_stranger?: boolean
  is_email_confirmed?: boolean
  profile?: { email?: string }
}

/** Links by the address that Slack has verified for a full member of this very workspace. False where nobody here has it. */
export async function linkByEmail(work: SlackWork, team: Team, slackUserId: string): Promise<boolean> {
  const email = await verifiedEmail(work, team, slackUserId)
  if (!email) return false
  const { rows } = await asSystem(work, team.tenantId).run(
    'run',
    sql`select link_slack_person(${team.teamId}, ${slackUserId}, u.id, 'email') from app_user u
      where u.tenant_id = app_tenant_id() and lower(u.email) = ${email} and u.is_active`,
  )
  return rows[0]!.length > 0
}

async function verifiedEmail(work: SlackWork, team: Team, slackUserId: string): Promise<string | undefined> {
  try {
    const answer = await work.api.call('users.info', await botTokenOf(work, team), { user: slackUserId })
    const user = answer.user as SlackUser | undefined
    const isForeign = user?.team_id !== undefined && user.team_id !== team.teamId
    const isGuest = user?.is_restricted || user?.is_ultra_restricted || user?.is_stranger
    if (!user || isForeign || isGuest || user.is_bot || user.deleted || user.is_email_confirmed === false)
      return undefined
    return user.profile?.email?.trim().toLowerCase() || undefined
  } catch (error) {
    // without the scope for addresses there still is the link
    if (error instanceof SlackRefusal) return undefined
    throw error
  }
}

// time to find the mail with the sign-in link
const LINK_SECONDS = 30 * 60

/** Where a Slack account's owner says who they are, signed in; only they are shown it. */
export async function linkUrl(work: SlackWork, team: Team, slackUserId: string): Promise<string> {
  const until = Math.floor(work.now().getTime() / 1000) + LINK_SECONDS
  const ticket = { for: 'link' as const, tenantId: team.tenantId, teamId: team.teamId, slackUserId, until }
  return `${work.publicUrl}/slack/link?ticket=${await signTicket(work.secret, ticket)}`
}

/** The signed-in person takes the Slack account of a ticket. @throws AppError forbidden for another tenant's ticket */
export async function linkByTicket(ctx: Context, ticket: Extract<Ticket, { for: 'link' }>): Promise<void> {
  const { actor } = await ctx.db.run('read')
  if (actor.tenantId !== ticket.tenantId || actor.userId === null)
    throw forbidden('This link is for people of another tenant.')
  const { rows } = await ctx.db.run(
    'read',
    sql`select link_slack_person(i.team_id, ${ticket.slackUserId}, app_user_id(), 'link') from slack_installation i
      where i.tenant_id = app_tenant_id() and i.team_id = ${ticket.teamId}`,
  )
  if (rows[0]!.length === 0) throw conflict('This Slack workspace is no longer connected.')
}
