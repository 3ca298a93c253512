import type { Context as HonoContext } from 'hono'
import { getSignedCookie } from 'hono/cookie'
import type { Credential, Surface } from '../src/access/actor.ts'
import { unauthenticated } from '../src/errors.ts'
import { hashText } from '../src/hash-text.ts'
import type { AppEnv } from './app-env.ts'
import { sessionCookieNames } from './auth/session-cookie.ts'
import { createContext } from './compose.ts'

/** What the caller shows: an API key, or the session of a browser. The database decides what it is worth. */
export async function readCredential(c: HonoContext<AppEnv>): Promise<Credential> {
  const header = c.req.header('authorization')
  if (header !== undefined) {
    const key = /^Bearer\s+(\S{8,200})$/i.exec(header)?.[1]
    if (!key) throw unauthenticated('The Authorization header must be "Bearer <api key>".')
    return { kind: 'api_key', value: await hashText(key) }
  }
  for (const name of sessionCookieNames) {
    const token = await getSignedCookie(c, c.var.env.SESSION_SECRET, name)
    if (token) return { kind: 'session', value: token }
  }
  throw unauthenticated('Please sign in or send an API key.')
}

/** The verbs' context for whoever makes this request. @throws AppError unauthenticated */
export async function contextOf(c: HonoContext<AppEnv>, surface: Surface) {
  return createContext(c.var.env, await readCredential(c), surface, laterOf(c))
}

/** After the answer, as long as the Worker is given; outside of one it simply goes on. */
const laterOf = (c: HonoContext<AppEnv>) => (work: Promise<unknown>) => {
  try {
    c.executionCtx.waitUntil(work)
  } catch {
    // a test's request has no execution context
  }
}
