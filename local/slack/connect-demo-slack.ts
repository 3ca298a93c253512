import pg from 'pg'
import { sealBotToken } from '../../src/slack/seal-bot-token.ts'
import type { SlackPerson } from './workspace.ts'

interface Demo {
  databaseUrl: string
  tenantId: number
  /** SESSION_SECRET of the Worker, which opens the token again. */
  sessionSecret: string
  botToken: string
  team: { id: string; name: string }
}

/** Installs the stand-in's workspace for a tenant, as OAuth would; safe to call at every start. */
export async function connectDemoSlack({ databaseUrl, tenantId, sessionSecret, botToken, team }: Demo): Promise<void> {
  const sealed = await sealBotToken(sessionSecret, { tenantId, teamId: team.id }, botToken)
  await query(
    databaseUrl,
    `insert into slack_installation (tenant_id, team_id, team_name, bot_token_sealed) values ($1, $2, $3, $4)
     on conflict (team_id) do update set team_name = excluded.team_name, bot_token_sealed = excluded.bot_token_sealed
       where slack_installation.tenant_id = excluded.tenant_id`,
    [tenantId, team.id, team.name, sealed],
  )
}

/** The people of a tenant as members of the stand-in's workspace, with the addresses they have in the product. */
export async function readSlackPeople(databaseUrl: string, tenantId: number): Promise<SlackPerson[]> {
  const rows = await query(
    databaseUrl,
    'select id, name, email from app_user where tenant_id = $1 and is_active order by id limit 50',
    [tenantId],
  )
  return rows.map(({ id, name, email }) => ({ id: `U${String(id).padStart(6, '0')}`, name, email }))
}

async function query(databaseUrl: string, text: string, values: unknown[]) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}
