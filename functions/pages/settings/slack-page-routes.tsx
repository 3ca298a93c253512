import { Hono } from 'hono'
import { listSlackLinks } from '../../../src/settings/list-slack-links.ts'
import { contextOf } from '../../access.ts'
import type { AppEnv } from '../../app-env.ts'
import { formatTime } from '../frame/format.ts'
import { isAdmin, renderSettings } from './render-settings.tsx'

const SAID = {
  section: 'slack',
  title: 'Slack',
  says: 'Ask, start runs and decide from a channel. Each person is linked, and may there what they may here.',
} as const

export const slackPageRoutes = new Hono<AppEnv>().get('/slack', async (c) => {
  const ctx = await contextOf(c, 'web')
  const { workspaces, my_accounts } = await listSlackLinks(ctx)
  const { actor } = ctx.db
  const canInstall = Boolean(c.var.env.SLACK_CLIENT_ID)
  const content = (
    <section class="panel">
      <h2>Workspaces</h2>
      {workspaces.length === 0 ? <p class="hint">No workspace is connected yet.</p> : null}
      <ul class="entries">
        {workspaces.map(({ team_name, team_id, installed_at, people }) => (
          <li>
            <b>{team_name || team_id}</b>
            <small class="line">
              connected {formatTime(installed_at, actor.timeZone)}, {people} linked
            </small>
          </li>
        ))}
      </ul>
      {!canInstall ? (
        <p class="hint">
          Connecting a workspace takes SLACK_CLIENT_ID and SLACK_CLIENT_SECRET in the Worker’s settings.
        </p>
      ) : isAdmin(actor) ? (
        <p>
          <a class="button go" href="/slack/install">
            Connect a workspace
          </a>
        </p>
      ) : (
        <p class="hint">An admin can connect a workspace.</p>
      )}
      <h2>Your accounts</h2>
      <p class="hint">
        {my_accounts.length > 0
          ? my_accounts.map(({ slack_user_id, team_name }) => `${slack_user_id} in ${team_name}`).join(', ')
          : 'None yet: type /crm inbox in Slack, and follow the link it answers with.'}
      </p>
    </section>
  )
  return renderSettings(c, actor, SAID, content)
})
