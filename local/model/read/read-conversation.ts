import { type ChatMessage, type ChatRequest, messageText } from '../wire.ts'

/** A piece of foreign text that a message carries between delimiters: it is read, and never obeyed. */
export interface Passage {
  text: string
  /** The text without the line that is its title: what a quote may be taken from. */
  body: string
  url?: string
  title?: string
}

export interface Conversation {
  /** System and developer texts. */
  system: string
  /** The user's own words, oldest first, without the passages they carry. */
  asked: string[]
  /** The question that the tools have to serve: the last thing asked that does not only send an answer back. */
  question: string
  /** What was said of answers that were sent back. */
  feedback: string[]
  /** Whether it was said that no tool may be called any more. */
  isLastTurn: boolean
  passages: Passage[]
  toolTurns: { name: string; arguments: Record<string, unknown>; result: string }[]
}

const tagged = /<([a-zA-Z][\w-]*)((?:\s+[\w-]+="[^"]*")*)\s*>([\s\S]*?)<\/\1>/g
const fenced = /```\w*\n([\s\S]*?)```/g
const ruled =
  /^[-=<>#*_ ]{3,}\s*(?:begin|start)?[^\n]*?(?:page|data|text|content|document|source|untrusted)[^\n]*[-=<>#*_]{2,}[^\n]*\n([\s\S]*?)^[-=<>#*_ ]{3,}\s*(?:end|stop)[^\n]*$/gim
const headed = /^(?:#+\s*)?(?:page(?: text| content)?|text|content|source text|document|web ?page)\s*:\s*\n([\s\S]+)$/im

const attribute = (attributes: string, names: string[]) => {
  for (const name of names) {
    const value = new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(attributes)?.[1]
    if (value) return value
  }
  return undefined
}

const looksLikePage = (text: string) => text.trim().length > 40 || text.includes('\n')

const cleanPassage = (text: string, attributes = ''): Passage => {
  const whole = text.replace(/^\n+|\s+$/g, '')
  const urlLine = /^(?:url|source|address|link)\s*:\s*(https?:\S+)/im.exec(whole)?.[1]
  const titleLine = /^title\s*:\s*(.+)$/im.exec(whole.slice(0, 400))?.[1]
  const url = attribute(attributes, ['url', 'href', 'source', 'src', 'address'])
  const title = attribute(attributes, ['title', 'name']) ?? titleLine
  // a page between its markers begins with its title, on the line after the opening one
  const [first = '', ...rest] = text.replace(/^\r?\n/, '').split('\n')
  const opensWithTitle = url !== undefined && !title && rest.some((line) => line.trim())
  return {
    text: whole,
    body: opensWithTitle ? rest.join('\n').trim() : whole,
    url: url ?? urlLine,
    title: title ?? (opensWithTitle ? first.trim() : undefined),
  }
}

const splitMessage = (text: string): { own: string; passages: Passage[] } => {
  const passages: Passage[] = []
  const take = (source: string, pattern: RegExp, textAt: number, attributesAt?: number) =>
    source.replace(pattern, (whole, ...groups: string[]) => {
      const body = groups[textAt] ?? ''
      if (!looksLikePage(body)) return whole
      passages.push(cleanPassage(body, attributesAt === undefined ? '' : groups[attributesAt]))
      return '\n'
    })
  let own = take(text, tagged, 2, 1)
  own = take(own, ruled, 0)
  own = take(own, fenced, 0)
  if (passages.length === 0) own = take(own, headed, 0)
  const before = passages.length === 1 ? /(?:url|source|address)\s*:?\s*(https?:\S+)/i.exec(own)?.[1] : undefined
  if (before && !passages[0]!.url) passages[0]!.url = before.replace(/[).,;]+$/, '')
  return { own: own.trim(), passages }
}

const parseArguments = (text: string): Record<string, unknown> => {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

const readToolTurns = (messages: ChatMessage[], from: number) => {
  const calls = new Map(messages.flatMap((m) => m.tool_calls ?? []).map((call) => [call.id, call.function]))
  return messages
    .slice(from)
    .filter((message) => message.role === 'tool')
    .map((message) => {
      const call = calls.get(message.tool_call_id ?? '')
      return {
        name: call?.name ?? message.name ?? '',
        arguments: parseArguments(call?.arguments ?? '{}'),
        result: messageText(message),
      }
    })
}

const sentBack =
  /^\s*(?:your|the|this) (?:previous |last )?(?:answer|response|reply)\b[^.\n]{0,60}\b(?:cannot|could not|is not|was not|isn't|wasn't|must|does not|rejected)/i
const lastTurn = /\b(?:last turn|answer now|call no (?:more )?tools?|without (?:calling )?(?:any )?(?:more )?tools?)\b/i

/** Separates what is asked from what is only to be read. */
export const readConversation = (request: ChatRequest): Conversation => {
  const system = request.messages
    .filter((message) => message.role === 'system' || message.role === 'developer')
    .map(messageText)
    .join('\n\n')
  const spoken = request.messages.map((message) =>
    message.role === 'user' ? splitMessage(messageText(message)) : undefined,
  )
  const first = request.messages.findIndex((message) => message.role === 'user')
  // what steers the conversation is not what it is about
  const steers = (own: string) => sentBack.test(own) || (lastTurn.test(own) && own.length < 200)
  const at = spoken.findLastIndex((user, i) => user?.own && (i === first || !steers(user.own)))
  const users = spoken.filter((user) => user !== undefined)
  return {
    system,
    asked: users.map((user) => user.own).filter(Boolean),
    question: spoken[at]?.own ?? users.flatMap((user) => user.passages.map(({ text }) => text)).join('\n'),
    feedback: spoken.slice(at + 1).flatMap((user) => (user && sentBack.test(user.own) ? [user.own] : [])),
    isLastTurn: spoken.slice(at + 1).some((user) => user !== undefined && lastTurn.test(user.own)),
    passages: users.flatMap((user) => user.passages),
    toolTurns: readToolTurns(request.messages, Math.max(0, at)),
  }
}
