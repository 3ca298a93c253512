import { randomBytes } from 'node:crypto'
import { checkBlocks } from './check-blocks.ts'
import type { Workspace } from './workspace.ts'

type Args = Record<string, string>
type Answer = Record<string, unknown>

export interface WebApi {
  answer(method: string, token: string | undefined, args: Args): Answer
  /** What OAuth's page gives to who allows the app. */
  giveCode(): string
}

const refuse = (error: string): Answer => ({ ok: false, error })

/** The methods of Slack's Web API that Greenlight calls, over one workspace. */
export function createWebApi(workspace: Workspace, botToken: string): WebApi {
  const tokens = new Set([botToken])
  const codes = new Set<string>()
  const botId = 'UGREENBOT'

  const methods: Record<string, (args: Args) => Answer> = {
    'auth.test': () => ({
      ok: true,
      team_id: workspace.team.id,
      team: workspace.team.name,
      user_id: botId,
      bot_id: 'BGREEN',
    }),
    'chat.postMessage': (args) => {
      const channel = workspace.findChannel(args.channel ?? '')
      if (!channel) return refuse('channel_not_found')
      if (!channel.hasBot) return refuse('not_in_channel')
      const content = contentOf(args)
      const clientMsgId = args.client_msg_id
      const known = clientMsgId && workspace.messages.find((message) => message.clientMsgId === clientMsgId)
      const message = known || workspace.post({ channel: channel.id, ...content, ...(clientMsgId && { clientMsgId }) })
      return {
        ok: true,
        channel: message.channel,
        ts: message.ts,
        message: { text: message.text, blocks: message.blocks },
      }
    },
    'chat.update': (args) => {
      const message = workspace.find(args.channel ?? '', args.ts ?? '')
      if (!message || message.onlyFor) return refuse('message_not_found')
      const content = contentOf(args)
      Object.assign(message, content, { edits: message.edits + 1 })
      return { ok: true, channel: message.channel, ts: message.ts, text: message.text }
    },
    'chat.postEphemeral': (args) => {
      const channel = workspace.findChannel(args.channel ?? '')
      if (!channel) return refuse('channel_not_found')
      if (!channel.hasBot) return refuse('not_in_channel')
      const content = contentOf(args)
      const { ts } = workspace.post({ channel: channel.id, onlyFor: args.user ?? '', ...content })
      return { ok: true, message_ts: ts }
    },
    'views.open': () => ({ ok: true, view: { id: `V${randomBytes(4).toString('hex')}` } }),
    'users.info': (args) => {
      const person = workspace.people.find(({ id }) => id === args.user)
      if (!person) return refuse('user_not_found')
      const { id, name, email, isUnconfirmed, teamId } = person
      const profile = { real_name: name, ...(email && { email }) }
      const team_id = teamId ?? workspace.team.id
      return { ok: true, user: { id, team_id, name, is_bot: false, is_email_confirmed: !isUnconfirmed, profile } }
    },
  }

  return {
    answer(method, token, args) {
      if (method === 'oauth.v2.access') return exchange(args)
      if (!token || !tokens.has(token)) return refuse(token ? 'invalid_auth' : 'not_authed')
      try {
        return methods[method]?.(args) ?? refuse('unknown_method')
      } catch (error) {
        if (error instanceof Refused) return refuse(error.message)
        throw error
      }
    },
    giveCode() {
      const code = randomBytes(12).toString('hex')
      codes.add(code)
      return code
    },
  }

  function exchange({ code = '', client_id, client_secret }: Args): Answer {
    if (!client_id || !client_secret) return refuse('bad_client_secret')
    if (!codes.delete(code)) return refuse('invalid_code')
    const access_token = `xoxb-local-${randomBytes(12).toString('hex')}`
    tokens.add(access_token)
    const authed_user = { id: workspace.people[0]?.id }
    const { team } = workspace
    return {
      ok: true,
      access_token,
      token_type: 'bot',
      bot_user_id: botId,
      app_id: 'AGREEN',
      team,
      authed_user,
      scope: 'commands,chat:write',
    }
  }
}

interface Content {
  text: string
  blocks: Record<string, unknown>[]
}

/** @throws Refused */
function contentOf({ text = '', blocks }: Args): Content {
  const parsed = blocks === undefined ? undefined : parseBlocks(blocks)
  const error = checkBlocks(parsed) ?? (text === '' && parsed === undefined ? 'no_text' : undefined)
  if (error) throw new Refused(error)
  return { text, blocks: (parsed ?? []) as Record<string, unknown>[] }
}

function parseBlocks(blocks: string): unknown {
  try {
    return JSON.parse(blocks)
  } catch {
    throw new Refused('invalid_blocks_format')
  }
}

class Refused extends Error {}
