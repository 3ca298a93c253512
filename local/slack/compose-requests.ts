import { randomBytes } from 'node:crypto'
import type { StoredMessage, Workspace } from './workspace.ts'

const trigger = () => `${Date.now()}.${randomBytes(4).readUInt32BE()}.${randomBytes(16).toString('hex')}`
const person = (workspace: Workspace, id: string) => workspace.people.find((one) => one.id === id)

export interface Typed {
  user: string
  channel: string
  text: string
}

/** The form of a slash command. */
export function composeCommand(workspace: Workspace, base: string, { user, channel, text }: Typed): string {
  return new URLSearchParams({
    token: 'local',
    team_id: person(workspace, user)?.teamId ?? workspace.team.id,
    team_domain: workspace.team.name.toLowerCase(),
    channel_id: channel,
    channel_name: workspace.findChannel(channel)?.name ?? 'privategroup',
    user_id: user,
    user_name: person(workspace, user)?.name ?? user,
    command: '/crm',
    text: text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    api_app_id: 'AGREEN',
    is_enterprise_install: 'false',
    response_url: workspace.giveResponseUrl(base, { channel, user, ts: undefined }),
    trigger_id: trigger(),
  }).toString()
}

export interface Pressed {
  user: string
  message: StoredMessage
  actionId: string
  /** Where several blocks have such a button. */
  blockId?: string | undefined
}

/** The form of a pressed button; undefined where the message has no such button. */
export function composeClick(workspace: Workspace, base: string, pressed: Pressed): string | undefined {
  const { user, message, actionId, blockId } = pressed
  const { channel, ts, text, blocks, onlyFor } = message
  const found = blocks
    .flatMap((block) =>
      ((block.elements ?? []) as Record<string, unknown>[]).map((element) => ({
        block_id: block.block_id,
        ...element,
      })),
    )
    .find(
      (element) =>
        (element as { action_id?: string }).action_id === actionId && (!blockId || element.block_id === blockId),
    )
  if (!found) return undefined
  const team_id = person(workspace, user)?.teamId ?? workspace.team.id
  const payload = {
    type: 'block_actions',
    user: { id: user, username: person(workspace, user)?.name ?? user, team_id },
    api_app_id: 'AGREEN',
    token: 'local',
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: Boolean(onlyFor) },
    trigger_id: trigger(),
    team: { id: workspace.team.id, domain: workspace.team.name.toLowerCase() },
    channel: { id: channel, name: workspace.findChannel(channel)?.name },
    message: { type: 'message', ts, text, blocks, user: 'UGREENBOT', bot_id: 'BGREEN' },
    response_url: workspace.giveResponseUrl(base, { channel, user, ts }),
    actions: [{ ...found, action_ts: `${Date.now() / 1000}` }],
  }
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
}
