import { randomBytes } from 'node:crypto'

export interface SlackPerson {
  id: string
  name: string
  email: string | undefined
  /** Slack knows the address and has not seen it answered. */
  isUnconfirmed?: boolean
  /** Of another workspace, in a shared channel. */
  teamId?: string
}

export interface SlackChannel {
  id: string
  name: string
  /** Whether the bot may speak here. */
  hasBot: boolean
}

export interface StoredMessage {
  channel: string
  ts: string
  text: string
  blocks: Record<string, unknown>[]
  /** Only this person sees it. */
  onlyFor?: string
  clientMsgId?: string
  edits: number
}

export interface ResponseUrl {
  channel: string
  user: string
  ts: string | undefined
  uses: number
  givenAt: number
}

/** A Slack workspace in memory. */
export class Workspace {
  readonly team: { id: string; name: string }
  readonly people: SlackPerson[]
  readonly channels: SlackChannel[]
  readonly messages: StoredMessage[] = []
  readonly responseUrls = new Map<string, ResponseUrl>()
  #lastTs = 0

  constructor(team: { id: string; name: string }, people: SlackPerson[], channels: SlackChannel[]) {
    this.team = team
    this.people = people
    this.channels = channels
  }

  /** The conversation a channel argument names; a person's id opens the conversation with that person. */
  findChannel(id: string): SlackChannel | undefined {
    const person = this.people.find((one) => one.id === id)
    const direct = person && `D${person.id.slice(1)}`
    return (
      this.channels.find((channel) => channel.id === (direct ?? id)) ?? (direct ? this.#openDirect(direct) : undefined)
    )
  }

  #openDirect(id: string): SlackChannel {
    const channel = { id, name: 'directmessage', hasBot: true }
    this.channels.push(channel)
    return channel
  }

  post(message: Omit<StoredMessage, 'ts' | 'edits'>): StoredMessage {
    // as Slack's: seconds, and six digits that make it the message's name
    this.#lastTs = Math.max(this.#lastTs + 1, Date.now() * 1000)
    const ts = `${Math.floor(this.#lastTs / 1e6)}.${String(this.#lastTs % 1e6).padStart(6, '0')}`
    const stored = { ...message, ts, edits: 0 }
    this.messages.push(stored)
    return stored
  }

  find(channel: string, ts: string): StoredMessage | undefined {
    return this.messages.find((message) => message.channel === channel && message.ts === ts)
  }

  giveResponseUrl(base: string, place: Pick<ResponseUrl, 'channel' | 'user' | 'ts'>): string {
    const id = randomBytes(12).toString('hex')
    this.responseUrls.set(id, { ...place, uses: 0, givenAt: Date.now() })
    return `${base}/actions/${this.team.id}/${id}`
  }
}
