import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { sealBotToken } from './seal-bot-token.ts'

export interface Installation {
  teamId: string
  teamName: string
  botUserId: string | null
  botToken: string
  /** Who installed it, in Slack: the same person, in the same browser. */
  slackUserId: string | null
}

/** Connects a workspace to the caller's tenant and links whoever did it. @throws AppError forbidden | conflict */
export async function recordInstallation(ctx: Context, secret: string, given: Installation): Promise<void> {
  const { actor } = await ctx.db.run('administer')
  const { teamId, teamName, botUserId, botToken, slackUserId } = given
  const sealed = await sealBotToken(secret, { tenantId: actor.tenantId, teamId }, botToken)
  await ctx.db.run(
    'administer',
    sql`select record_slack_installation(${teamId}, ${teamName}, ${botUserId}, ${sealed})`,
    ...(slackUserId === null || actor.userId === null
      ? []
      : [sql`select link_slack_person(${teamId}, ${slackUserId}, ${actor.userId}::bigint, 'install')`]),
  )
}
