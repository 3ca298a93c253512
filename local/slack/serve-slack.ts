/** Slack on this machine: its Web API, its response_urls, its signed requests, and a page to type and press buttons on. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { composeClick, composeCommand, type Typed } from './compose-requests.ts'
import { signRequest } from './sign-request.ts'
import { slackPage } from './slack-page.ts'
import { takeResponse } from './take-response.ts'
import { createWebApi } from './web-api.ts'
import { type SlackChannel, type SlackPerson, type StoredMessage, Workspace } from './workspace.ts'

export interface SlackOptions {
  port?: number
  signingSecret: string
  botToken: string
  people: SlackPerson[]
  channels?: SlackChannel[]
  team?: { id: string; name: string }
}

export interface SlackFault {
  /** Of the Web API; 'response_url' for those. */
  method: string
  times: number
  status: number
  retryAfterSeconds?: number
  /** The call happens, and the answer gets lost. */
  isTooLate?: boolean
}

export interface SlackCall {
  method: string
  args: Record<string, string>
  status: number
  answer: unknown
}

export interface SlackServer {
  /** SLACK_API_URL. */
  url: string
  pageUrl: string
  workspace: Workspace
  faults: SlackFault[]
  calls: SlackCall[]
  /** Where the app is reached; nothing can be typed before it is set. */
  appUrl: string | undefined
  /** Types a slash command. Answers what the app answered at once. */
  command(typed: Typed): Promise<Response>
  /** Presses a button of a message. */
  click(user: string, message: StoredMessage, actionId: string, blockId?: string): Promise<Response>
  close(): Promise<void>
}

interface Reply {
  status: number
  body: unknown
  headers?: Record<string, string>
}

const defaultTeam = { id: 'TLOCAL01', name: 'Local' }
const defaultChannels: SlackChannel[] = [
  { id: 'C0CRM', name: 'crm', hasBot: true },
  { id: 'C0PRIVATE', name: 'private', hasBot: false },
]

export async function serveSlack(options: SlackOptions): Promise<SlackServer> {
  const { signingSecret, botToken, people, team = defaultTeam } = options
  const workspace = new Workspace(team, people, structuredClone(options.channels ?? defaultChannels))
  const webApi = createWebApi(workspace, botToken)
  let base = ''

  const slack: SlackServer = {
    url: '',
    pageUrl: '',
    workspace,
    faults: [],
    calls: [],
    appUrl: undefined,
    command: (typed) => knock('/slack/commands', composeCommand(workspace, base, typed)),
    click(user, message, actionId, blockId) {
      const body = composeClick(workspace, base, { user, message, actionId, blockId })
      if (!body) throw new Error(`The message has no button ${actionId}.`)
      return knock('/slack/interactions', body)
    },
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  }

  async function knock(path: string, body: string): Promise<Response> {
    if (!slack.appUrl) throw new Error('The stand-in for Slack has not been told where the app is.')
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...signRequest(signingSecret, body) }
    return fetch(`${slack.appUrl}${path}`, { method: 'POST', headers, body })
  }

  /** One fault that is due, and used up by this call. */
  function takeFault(method: string): SlackFault | undefined {
    const fault = slack.faults.find((one) => one.method === method && one.times > 0)
    if (fault) fault.times -= 1
    return fault
  }

  function answerApi(method: string, request: IncomingMessage, body: string): Reply {
    const args = argsOf(request, body)
    const fault = takeFault(method)
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? args.token
    const answer = fault && !fault.isTooLate ? { ok: false, error: 'ratelimited' } : webApi.answer(method, token, args)
    const status = fault?.status ?? 200
    slack.calls.push({ method, args, status, answer })
    const headers: Record<string, string> = fault?.retryAfterSeconds
      ? { 'retry-after': String(fault.retryAfterSeconds) }
      : {}
    return { status, body: answer, headers }
  }

  async function answer(request: IncomingMessage): Promise<Reply> {
    const url = new URL(request.url ?? '/', base)
    const body = await readBody(request)
    const api = /^\/api\/([\w.]+)$/.exec(url.pathname)?.[1]
    if (api) return answerApi(api, request, body)
    const response = /^\/actions\/\w+\/(\w+)$/.exec(url.pathname)?.[1]
    if (response) {
      const fault = takeFault('response_url')
      const status = fault?.status ?? takeResponse(workspace, response, JSON.parse(body))
      slack.calls.push({ method: 'response_url', args: JSON.parse(body), status, answer: undefined })
      return { status, body: status === 200 ? 'ok' : { ok: false, error: 'used_url' } }
    }
    if (url.pathname === '/oauth/v2/authorize') {
      const back = new URL(url.searchParams.get('redirect_uri') ?? base)
      back.searchParams.set('code', webApi.giveCode())
      back.searchParams.set('state', url.searchParams.get('state') ?? '')
      return { status: 302, body: '', headers: { location: back.href } }
    }
    return answerPage(url.pathname, request, body)
  }

  /** What the page asks for: only itself may, so that no other site types commands. */
  async function answerPage(path: string, request: IncomingMessage, body: string): Promise<Reply> {
    if (path === '/') return { status: 200, body: slackPage, headers: { 'content-type': 'text/html; charset=utf-8' } }
    if (request.headers['sec-fetch-site'] === 'cross-site') return { status: 403, body: 'Only from this page.' }
    if (path === '/ui/state') return { status: 200, body: { ...workspace, responseUrls: undefined } }
    if (request.headers['content-type'] !== 'application/json') return { status: 404, body: 'Not found' }
    const given = JSON.parse(body) as Record<string, string>
    if (path === '/ui/command') {
      const { user = '', channel = '', text = '' } = given
      const response = await slack.command({ user, channel, text: text.replace(/^\/crm\b\s*/, '') })
      const said = (await response.json().catch(() => ({}))) as { text?: string; detail?: string }
      workspace.post({
        channel,
        onlyFor: user,
        text: said.text ?? said.detail ?? `HTTP ${response.status}`,
        blocks: [],
      })
      return { status: 200, body: {} }
    }
    const message = path === '/ui/click' ? workspace.find(given.channel ?? '', given.ts ?? '') : undefined
    if (!message) return { status: 404, body: 'Not found' }
    const response = await slack.click(given.user ?? '', message, given.action_id ?? '', given.block_id)
    return { status: response.status, body: {} }
  }

  const server = createServer((request, response) => {
    answer(request)
      .catch((error: Error): Reply => ({ status: 500, body: { ok: false, error: error.message } }))
      .then(({ status, body, headers }) => {
        const isText = typeof body === 'string'
        response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers })
        response.end(isText ? body : JSON.stringify(body))
      })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(slack, { url: `${base}/api`, pageUrl: `${base}/` })
}

function argsOf(request: IncomingMessage, body: string): Record<string, string> {
  if (!request.headers['content-type']?.includes('json')) return Object.fromEntries(new URLSearchParams(body))
  const given = JSON.parse(body || '{}') as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
