import { z } from 'zod'
import { invalid } from '../../src/errors.ts'
import { actionNames } from '../../src/slack/button-value.ts'
import type { DeliveryOf } from '../../src/slack/slack-delivery.ts'

const text = (max: number) => z.string().min(1).max(max)

const Command = z.object({
  team_id: text(100),
  user_id: text(100),
  channel_id: text(100),
  text: z.string().max(8000).default(''),
  response_url: z.url().max(2000).optional(),
})

const Interaction = z.object({
  type: z.string(),
  team: z.object({ id: text(100) }).nullish(),
  user: z.object({ id: text(100), team_id: z.string().nullish() }),
  channel: z.object({ id: text(100) }).nullish(),
  container: z.object({ message_ts: z.string().nullish(), channel_id: z.string().nullish() }).nullish(),
  message: z.object({ ts: z.string().nullish() }).nullish(),
  response_url: z.url().max(2000).nullish(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().nullish() })).default([]),
})

const Event = z.object({
  type: z.string(),
  challenge: z.string().optional(),
  team_id: z.string().optional(),
  event_id: z.string().optional(),
  event_time: z.number().optional(),
  event: z
    .object({ type: z.string(), tokens: z.object({ bot: z.array(z.string()).optional() }).optional() })
    .optional(),
})

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }

/** A slash command's form. @throws AppError invalid */
export function parseSlashCommand(body: string, key: string): DeliveryOf<'command'> {
  const command = Command.safeParse(Object.fromEntries(new URLSearchParams(body)))
  if (!command.success) throw invalid('This is not a slash command.')
  const typed = command.data.text.replace(/&(?:lt|gt|amp);/g, (entity) => entities[entity]!)
  return { kind: 'command', key, ...command.data, text: typed }
}

/** The button of ours that was pressed; undefined where there is nothing to do, as for a link. @throws AppError invalid */
export function parseInteraction(body: string, key: string): DeliveryOf<'click'> | undefined {
  const interaction = Interaction.safeParse(parseJson(new URLSearchParams(body).get('payload') ?? ''))
  if (!interaction.success) throw invalid('This is not an interaction.')
  const { type, team, user, channel, container, message, response_url, actions } = interaction.data
  const pressed = actions.find(({ action_id }) => (actionNames as readonly string[]).includes(action_id))
  if (type !== 'block_actions' || !pressed || !team) return undefined
  // somebody of another workspace, in a shared channel, is nobody here
  const teamId = user.team_id ?? team.id
  return {
    kind: 'click',
    key,
    team_id: teamId,
    user_id: user.id,
    channel_id: channel?.id ?? container?.channel_id ?? user.id,
    response_url: response_url ?? null,
    action: pressed.action_id,
    value: (pressed.value ?? '').slice(0, 2000),
    message_ts: message?.ts ?? container?.message_ts ?? null,
  }
}

/** @throws AppError invalid */
export function parseEvent(body: string) {
  const event = Event.safeParse(parseJson(body))
  if (!event.success) throw invalid('This is not an event.')
  return event.data
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}
