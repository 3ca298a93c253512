import { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { z } from 'zod'
import { forbidden, invalid } from '../../src/errors.ts'
import { consoleLog } from '../../src/platform/log.ts'
import type { AppEnv } from '../app-env.ts'
import type { Env } from '../env.ts'
import { renderPage } from '../pages/frame/render-page.tsx'
import { SignInPage } from '../pages/frame/sign-in-page.tsx'
import { isSameText } from './same-text.ts'

const Email = z.email().max(320)

/** Sign-in, sign-out, and better-auth's own addresses below /auth. */
export const authRoutes = new Hono<AppEnv>()
  .get('/sign-in', (c) => {
    const why = c.req.query('ended') ? 'ended' : c.req.query('spent') ? 'spent' : undefined
    return renderPage(c, <SignInPage next={nextOf(c.req.query('next'))} why={why} />, 200, { title: 'Sign in' })
  })
  .post('/sign-in', async (c) => {
    const form = await c.req.parseBody()
    const email = Email.safeParse(String(form.email ?? '').trim())
    const next = nextOf(String(form.next ?? '/'))
    if (!email.success) return renderPage(c, <SignInPage next={next} problem="This is not an e-mail address." />, 422)
    const link = await createLink(c.var.env, email.data, next)
    return renderPage(c, <SignInPage next={next} sentTo={email.data} link={isLocal(c.var.env) ? link : undefined} />)
  })
  .post('/sign-out', async (c) => {
    const { createAuth } = await import('./create-auth.ts')
    const auth = createAuth(c.var.env, () => {})
    const answer = await auth.api.signOut({ headers: c.req.raw.headers, asResponse: true }).catch(() => undefined)
    const headers = new Headers({ location: '/sign-in' })
    for (const cookie of answer?.headers.getSetCookie() ?? []) headers.append('set-cookie', cookie)
    return new Response(null, { status: 303, headers })
  })
  // for whoever runs the service: a link for a person, without a mailbox
  .post('/operator/sign-in-links', async (c) => {
    const given = /^Bearer\s+(\S+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? ''
    if (!(await isSameText(given, c.var.env.SESSION_SECRET)))
      throw forbidden('Only whoever runs this service may do this.')
    const body = z.object({ email: Email }).safeParse(await c.req.json().catch(() => undefined))
    if (!body.success)
      throw invalid('An e-mail address is needed.', [{ path: 'email', message: 'Give an e-mail address.' }])
    return c.json({ url: await createLink(c.var.env, body.data.email, '/', true) })
  })
  .all('/auth/*', async (c) => {
    const { createAuth } = await import('./create-auth.ts')
    // the cookie is read for its presence only: a link opened twice while signed in goes to the inbox
    const isSignedIn = Object.keys(getCookie(c)).some((name) => name.endsWith('better-auth.session_token'))
    const response = await createAuth(c.var.env, () => {}).handler(c.req.raw)
    const isSpentLink =
      c.req.path === '/auth/magic-link/verify' && /[?&]error=/.test(response.headers.get('location') ?? '')
    if (isSpentLink) return c.redirect(isSignedIn ? '/' : '/sign-in?spent=1', 303)
    return response
  })

const isLocal = ({ PUBLIC_URL }: Env) => ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(PUBLIC_URL).hostname)

/** Only paths of this site: a link must never lead a signed-in person elsewhere. */
const nextOf = (next: string | undefined) => (next && /^\/(?![/\\])[\w\-./?=&%:]*$/.test(next) ? next : '/')

async function createLink(env: Env, email: string, next: string, lasting = false): Promise<string | undefined> {
  const { createAuth } = await import('./create-auth.ts')
  let link: string | undefined
  const auth = createAuth(
    env,
    (_, url) => {
      link = url
    },
    lasting,
  )
  await auth.api.signInMagicLink({ body: { email, callbackURL: next }, headers: new Headers() })
  // until a mail service is configured nobody but the operator sees the link; the log never does
  consoleLog('info', 'sign_in_link_made', {})
  return link
}
