import { Hono, type Context as HonoContext } from 'hono'
import { csrf } from 'hono/csrf'
import { AppError, forbidden } from '../../src/errors.ts'
import { linkByTicket } from '../../src/slack/link-person.ts'
import { readTicket } from '../../src/slack/signed-ticket.ts'
import { contextOf } from '../access.ts'
import type { AppEnv } from '../app-env.ts'
import { describeError } from '../errors.ts'
import { errorPage } from '../pages/frame/error-page.tsx'
import { renderPage } from '../pages/frame/render-page.tsx'
import { LinkedPage, LinkPage } from './link-page.tsx'

/** The page where somebody who is signed in says: this Slack account is me. */
export const linkRoutes = new Hono<AppEnv>()
  .use('/link', (c, next) => csrf({ origin: new URL(c.var.env.PUBLIC_URL).origin })(c, next))
  .get('/link', (c) =>
    asPage(c, async () => {
      const text = c.req.query('ticket') ?? ''
      const ctx = await contextOf(c, 'web')
      const { actor } = await ctx.db.run('read')
      const ticket = await ticketOf(c, text)
      if (ticket.tenantId !== actor.tenantId) throw forbidden('This link is for people of another tenant.')
      const page = <LinkPage name={actor.name} teamId={ticket.teamId} slackUserId={ticket.slackUserId} ticket={text} />
      return renderPage(c, page, 200, { title: 'Link your Slack account' })
    }),
  )
  .post('/link', (c) =>
    asPage(c, async () => {
      const form = await c.req.parseBody()
      const ctx = await contextOf(c, 'web')
      await linkByTicket(ctx, await ticketOf(c, String(form.ticket ?? '')))
      return renderPage(c, <LinkedPage name={ctx.db.actor.name} />, 200, { title: 'Linked' })
    }),
  )

async function ticketOf(c: HonoContext<AppEnv>, text: string) {
  const ticket = await readTicket(c.var.env.SESSION_SECRET, 'link', text, new Date())
  if (!ticket) throw forbidden('This link is no longer valid. Please ask for a new one: type /crm inbox in Slack.')
  return ticket
}

/** Whoever is not signed in signs in first and comes back; other trouble is a page. */
export async function asPage(c: HonoContext<AppEnv>, show: () => Promise<Response>): Promise<Response> {
  try {
    return await show()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { pathname, search } = new URL(c.req.url)
    const next = c.req.method === 'GET' ? `${pathname}${search}` : '/'
    if (error.code === 'unauthenticated') return c.redirect(`/sign-in?next=${encodeURIComponent(next)}`, 303)
    return errorPage(c, describeError(error, c.var.requestId))
  }
}
