import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'

export interface SlackLinks {
  workspaces: { team_id: string; team_name: string; installed_at: string; people: number }[]
  /** The caller's own accounts. */
  my_accounts: { slack_user_id: string; team_name: string }[]
}

/** The workspaces that speak for this tenant, and who of them the caller is. */
export async function listSlackLinks(ctx: Context): Promise<SlackLinks> {
  const { rows } = await ctx.db.run(
    'read',
    sql`select i.team_id, i.team_name, i.installed_at, (select count(*)::int from slack_link l where l.tenant_id = i.tenant_id and l.team_id = i.team_id) as people
      from slack_installation i where i.tenant_id = app_tenant_id() order by i.installed_at limit 50`,
    sql`select l.slack_user_id, coalesce(nullif(i.team_name, ''), l.team_id) as team_name from slack_link l
      left join slack_installation i on i.tenant_id = l.tenant_id and i.team_id = l.team_id
      where l.tenant_id = app_tenant_id() and l.user_id = app_user_id() order by l.linked_at limit 50`,
  )
  return {
    workspaces: rows[0] as unknown as SlackLinks['workspaces'],
    my_accounts: rows[1] as unknown as SlackLinks['my_accounts'],
  }
}
