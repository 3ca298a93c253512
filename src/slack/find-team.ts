import { asAppError } from '../db/database-error.ts'
import type { Row } from '../db/statement.ts'
import { openBotToken } from './seal-bot-token.ts'
import { SlackRefusal } from './slack-api.ts'
import { asSystem, type SlackWork } from './slack-work.ts'

export interface Team {
  tenantId: number
  teamId: string
  teamName: string
  sealed: string | null
}

/** The tenant that a workspace speaks for; undefined where nobody has installed Greenlight there. */
export async function findTeam(work: SlackWork, teamId: string): Promise<Team | undefined> {
  const found = await readTeam(work, teamId)
  return found ?? (work.botToken ? adoptTeam(work, work.botToken, teamId) : undefined)
}

async function readTeam({ transport }: SlackWork, teamId: string): Promise<Team | undefined> {
  try {
    const [rows] = await transport([{ text: 'select * from find_slack_team($1)', params: [teamId] }])
    return rows?.[0] && presentTeam(rows[0])
  } catch (error) {
    throw asAppError(error)
  }
}

const presentTeam = (row: Row): Team => ({
  tenantId: Number(row.tenant_id),
  teamId: String(row.team_id),
  teamName: String(row.team_name),
  sealed: row.bot_token_sealed === null ? null : String(row.bot_token_sealed),
})

/** The Worker's own bot token belongs to one workspace, and that is where the request has to come from. */
async function adoptTeam(work: SlackWork, botToken: string, teamId: string): Promise<Team | undefined> {
  const own = await ownTeam(work, botToken)
  if (own.team_id !== undefined && own.team_id !== teamId) return undefined
  await work.transport([
    { text: 'select * from find_slack_team($1)', params: [teamId] },
    { text: 'select adopt_slack_team($1, $2)', params: [teamId, String(own.team ?? '')] },
  ])
  return readTeam(work, teamId)
}

async function ownTeam(work: SlackWork, botToken: string): Promise<Record<string, unknown>> {
  try {
    return await work.api.call('auth.test', botToken, {})
  } catch (error) {
    // only a server that stands in for Slack cannot say
    if (error instanceof SlackRefusal && error.code === 'unknown_method') return {}
    throw error
  }
}

/** The token to speak with in a workspace. @throws SlackRefusal where it can no longer be read */
export async function botTokenOf(work: SlackWork, team: Pick<Team, 'tenantId' | 'teamId' | 'sealed'>): Promise<string> {
  const token = team.sealed === null ? work.botToken : await openBotToken(work.secret, team, team.sealed)
  if (!token) throw new SlackRefusal('anything', 'not_authed')
  return token
}

/** Forgets a workspace with everything that hangs on it, unless it was connected again after `at`. */
export async function removeTeam(work: SlackWork, teamId: string, at: string): Promise<boolean> {
  const team = await readTeam(work, teamId)
  if (!team) return false
  const { rows } = await asSystem(work, team.tenantId).run('run', {
    text: 'select remove_slack_installation($1, $2::timestamptz) as removed',
    params: [teamId, at],
  })
  return rows[0]![0]!.removed === true
}
