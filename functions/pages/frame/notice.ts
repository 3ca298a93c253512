import type { Context as HonoContext } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import { z } from 'zod'
import type { AppEnv } from '../../app-env.ts'

/** What came of the last thing somebody did, shown once on the page that follows. */
const Notice = z.object({
  text: z.string(),
  good: z.boolean(),
  details: z.array(z.string()),
  /** What "Undo" takes back: a commit, a rejection (by ids or batch), or a snooze. */
  undo: z
    .object({
      kind: z.enum(['batch', 'proposal', 'change_set', 'import', 'reopen', 'reopen_batch', 'wake']),
      id: z.string(),
    })
    .optional(),
  /** Rejected proposals, ids or batch, of which somebody may say why. */
  ask_why: z.string().optional(),
  /** The batch whose every result can be looked at. */
  batch: z.string().optional(),
})
export type Notice = z.infer<typeof Notice>

const COOKIE = 'notice'
// browsers keep no more than 4 kB of a cookie
const MAX = 3500
const MOST_DETAILS = 12

export async function setNotice(c: HonoContext<AppEnv>, notice: Notice): Promise<void> {
  const secure = new URL(c.var.env.PUBLIC_URL).protocol === 'https:'
  await setSignedCookie(c, COOKIE, fitting(notice), c.var.env.SESSION_SECRET, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure,
    maxAge: 60,
  })
}

/** The notice as text, with as many details as fit and a count of the rest. */
function fitting(notice: Notice): string {
  const cut = notice.details.map((detail) => detail.slice(0, 240))
  for (let kept = Math.min(cut.length, MOST_DETAILS); ; kept--) {
    const rest = cut.length - kept
    const details = rest > 0 ? [...cut.slice(0, kept), `and ${rest} more`] : cut
    const text = toBase64(JSON.stringify({ ...notice, text: notice.text.slice(0, 400), details }))
    if (text.length <= MAX || kept === 0) return text
  }
}

export async function takeNotice(c: HonoContext<AppEnv>): Promise<Notice | undefined> {
  const value = await getSignedCookie(c, c.var.env.SESSION_SECRET, COOKIE)
  if (!value) return undefined
  deleteCookie(c, COOKIE, { path: '/' })
  try {
    return Notice.parse(JSON.parse(fromBase64(value)))
  } catch {
    return undefined
  }
}

// a cookie's value is percent-encoded on its way, which base64url passes through as it is
const toBase64 = (text: string) =>
  btoa(String.fromCodePoint(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const fromBase64 = (text: string) =>
  new TextDecoder().decode(
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.codePointAt(0)!),
  )
