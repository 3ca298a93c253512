import type { Context as HonoContext } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import { z } from 'zod'
import type { AppEnv } from '../../app-env.ts'

/** What came of the last thing somebody did, shown once on the page that follows. */
const Notice = z.object({
  text: z.string(),
  good: z.boolean(),
  details: z.array(z.string()).max(10),
  /** What an undo would take back. */
  undo: z.object({ kind: z.enum(['batch', 'proposal', 'change_set']), id: z.string() }).optional(),
})
export type Notice = z.infer<typeof Notice>

const COOKIE = 'notice'
// browsers keep no more than 4 kB
const MAX = 2800

export async function setNotice(c: HonoContext<AppEnv>, notice: Notice): Promise<void> {
  const cut = (details: string[]): string =>
    JSON.stringify({ ...notice, details }).length > MAX && details.length > 0
      ? cut(details.slice(0, -1))
      : JSON.stringify({ ...notice, details })
  const value = cut(notice.details.map((detail) => detail.slice(0, 240)).slice(0, 10))
  const secure = new URL(c.var.env.PUBLIC_URL).protocol === 'https:'
  await setSignedCookie(c, COOKIE, encodeURIComponent(value), c.var.env.SESSION_SECRET, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure,
    maxAge: 60,
  })
}

export async function takeNotice(c: HonoContext<AppEnv>): Promise<Notice | undefined> {
  const value = await getSignedCookie(c, c.var.env.SESSION_SECRET, COOKIE)
  if (!value) return undefined
  deleteCookie(c, COOKIE, { path: '/' })
  try {
    return Notice.parse(JSON.parse(decodeURIComponent(value)))
  } catch {
    return undefined
  }
}
