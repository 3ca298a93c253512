/** The site map. */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { NONCE, secureHeaders } from 'hono/secure-headers'
import { AppError } from '../src/errors.ts'
import { apiRoutes } from './api/api-routes.ts'
import type { AppEnv } from './app-env.ts'
import { authRoutes } from './auth/auth-routes.tsx'
import { transportOf } from './compose.ts'
import { parseEnv } from './env.ts'
import { describeError, logError, problem, problemResponse } from './errors.ts'
import { mcpRoutes } from './mcp/mcp-routes.ts'
import { errorPage } from './pages/frame/error-page.tsx'
import { pageRoutes } from './pages/page-routes.tsx'
import { qstashRoutes } from './qstash-routes.ts'
import { slackRoutes } from './slack/slack-routes.ts'

const MIB = 1024 * 1024
const isPage = (path: string) => !/^\/(?:v1|qstash|mcp|slack|operator|healthz|openapi\.json)(?:\/|$)/.test(path)

export const app = new Hono<AppEnv>()

app.use(async (c, next) => {
  c.set('requestId', c.req.header('cf-ray') ?? crypto.randomUUID())
  c.set('env', parseEnv(c.env))
  await next()
  c.header('x-request-id', c.var.requestId)
})

app.use(
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: [NONCE],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
  }),
)

app.use((c, next) => {
  const maxSize = /^\/(?:v1|settings)\/imports/.test(c.req.path)
    ? 5 * MIB
    : c.req.path.startsWith('/qstash/')
      ? 10 * MIB
      : MIB
  const onError = () => problemResponse(problem(413, 'Too large', `A request may be at most ${maxSize / MIB} MiB.`))
  return bodyLimit({ maxSize, onError })(c, next)
})

// forms of other sites never act for a signed-in person; JSON cannot be sent across sites without asking first
app.use((c, next) =>
  isPage(c.req.path)
    ? csrf({
        origin: (origin) => origin === new URL(c.var.env.PUBLIC_URL).origin || origin === new URL(c.req.url).origin,
      })(c, next)
    : next(),
)

app.get('/healthz', async (c) => {
  const startedAt = Date.now()
  const database = await transportOf(c.var.env)([{ text: 'select 1 as one', params: [] }]).then(
    () => 'ok',
    () => 'not reachable',
  )
  const body = {
    status: database === 'ok' ? 'ok' : 'failing',
    checks: { database: { status: database, duration_ms: Date.now() - startedAt } },
  }
  return c.json(body, database === 'ok' ? 200 : 503)
})

app.route('/', apiRoutes)
app.route('/qstash', qstashRoutes)
app.route('/mcp', mcpRoutes)
app.route('/', slackRoutes)
app.route('/', authRoutes)
app.route('/', pageRoutes)

app.notFound((c) =>
  isPage(c.req.path) && c.req.method === 'GET'
    ? errorPage(c, problem(404, 'Not found', 'There is no such page.'))
    : problemResponse(problem(404, 'Not found', 'There is no such address.')),
)

app.onError((error, c) => {
  const requestId = c.var.requestId ?? crypto.randomUUID()
  logError(error, c, requestId)
  const body = describeError(error, requestId)
  if (isPage(c.req.path)) {
    if (body.status === 401) {
      const ended = /session_token=/.test(c.req.header('cookie') ?? '') ? '&ended=1' : ''
      const next = c.req.method === 'GET' ? `${c.req.path}${new URL(c.req.url).search}` : '/'
      return c.redirect(`/sign-in?next=${encodeURIComponent(next)}${ended}`, 303)
    }
    return errorPage(c, body)
  }
  const wait = error instanceof AppError ? error.extra.retry_after_seconds : undefined
  return problemResponse(body, body.status === 503 ? { 'retry-after': String(wait ?? 5) } : {})
})
