import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import { explainRejections } from '../../../src/proposals/explain-rejections.ts'
import { getReview } from '../../../src/proposals/get-review.ts'
import { listDecided } from '../../../src/proposals/list-decided.ts'
import { listProposals } from '../../../src/proposals/list-proposals.ts'
import { readInbox } from '../../../src/proposals/read-inbox.ts'
import { reopenRejected } from '../../../src/proposals/reopen-rejected.ts'
import { snoozeProposals } from '../../../src/proposals/snooze-proposals.ts'
import { undoCommit } from '../../../src/proposals/undo-commit.ts'
import { contextOf } from '../../access.ts'
import type { AppEnv } from '../../app-env.ts'
import { actAndSay } from '../frame/act-and-say.ts'
import { backOf } from '../frame/back-of.ts'
import { plural } from '../frame/format.ts'
import { setNotice, takeNotice } from '../frame/notice.ts'
import { renderPage } from '../frame/render-page.tsx'
import { canDecide, viewerOf } from '../frame/viewer.ts'
import { carryOut } from './carry-out.ts'
import { countFacets, hrefOf } from './count-facets.ts'
import { DecidedPage } from './decided-page.tsx'
import { groupProposals } from './group-proposals.ts'
import { InboxPage } from './inbox-page.tsx'
import { LapsedPage } from './lapsed-page.tsx'
import { parseDecisions } from './parse-decisions.ts'
import { ProposalPage } from './proposal-page.tsx'
import { proposalTitle } from './proposal-title.ts'
import { describeUndo } from './word-outcomes.ts'

// what a person reads without losing heart, and a phone lays out at once
const PAGE = 25
const ROWS = 50

const Filter = z.object({
  kind: z.string().max(50).optional(),
  risk: z.string().max(50).optional(),
  entity_type: z.string().max(50).optional(),
  source: z.string().max(50).optional(),
  run_id: z.guid().optional(),
})
const Asked = z.object({
  show: z.enum(['waiting', 'snoozed', 'decided', 'lapsed']).catch('waiting'),
  batch: z.guid().optional().catch(undefined),
  cursor: z.string().max(1000).optional().catch(undefined),
})

type Page = HonoContext<AppEnv>

export const inboxRoutes = new Hono<AppEnv>()
  .get('/', async (c) => {
    const { show } = Asked.parse(c.req.query())
    if (show === 'decided') return showDecided(c)
    if (show === 'lapsed') return showLapsed(c)
    return showInbox(c, show)
  })
  .get('/proposals/:id', async (c) => {
    const ctx = await contextOf(c, 'web')
    const review = await getReview(ctx, c.req.param('id'))
    const { actor } = ctx.db
    const rest = { timeZone: actor.timeZone, now: ctx.now, canDecide: canDecide(actor), notice: await takeNotice(c) }
    const title = proposalTitle(review.proposal)
    return renderPage(c, <ProposalPage {...review} {...rest} />, 200, {
      title,
      viewer: viewerOf(actor),
      place: 'inbox',
    })
  })
  .post('/inbox/decisions', async (c) => {
    const form = await c.req.parseBody({ all: true })
    return actAndSay(c, backOf(form.back), async () => carryOut(await contextOf(c, 'web'), parseDecisions(form), form))
  })
  .post('/inbox/undo', async (c) => {
    const form = await c.req.parseBody()
    return actAndSay(c, backOf(form.back), () => takeBack(c, String(form.kind ?? 'proposal'), String(form.id ?? '')))
  })
  .post('/inbox/reasons', async (c) => {
    const ctx = await contextOf(c, 'web')
    const { of, reason, back } = await c.req.parseBody()
    const n = await explainRejections(ctx, String(of ?? ''), String(reason ?? ''))
    const text = n > 0 ? `Noted: ${String(reason).toLowerCase()}.` : 'There was nothing to note this on.'
    await setNotice(c, { text, good: n > 0, details: [] })
    return c.redirect(backOf(back), 303)
  })

async function showInbox(c: Page, show: 'waiting' | 'snoozed') {
  const ctx = await contextOf(c, 'web')
  const filter = Filter.catch({}).parse(
    Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== '')),
  )
  const { cursor } = Asked.parse(c.req.query())
  const inbox = await readInbox(ctx, { filter, snoozed: show === 'snoozed', limit: PAGE, cursor })
  const { actor } = inbox
  const shown = show === 'snoozed' ? show : undefined
  const view = {
    show,
    groups: groupProposals(inbox.proposals),
    total: inbox.total,
    shown: inbox.proposals.length,
    unfiltered: inbox.facets.reduce((sum, { n }) => sum + n, 0),
    facets: countFacets(inbox.facets, filter, inbox.runs, shown),
    notShown: inbox.not_shown,
    nextHref: inbox.next_cursor ? hrefOf(filter, shown, inbox.next_cursor) : null,
    firstHref: cursor ? hrefOf(filter, shown) : null,
    back: hrefOf(filter, shown),
    canDecide: canDecide(actor),
    timeZone: actor.timeZone,
    now: ctx.now,
    notice: await takeNotice(c),
  }
  return renderPage(c, <InboxPage {...view} />, 200, { title: 'Inbox', viewer: viewerOf(actor), place: 'inbox' })
}

async function showDecided(c: Page) {
  const ctx = await contextOf(c, 'web')
  const { batch, cursor } = Asked.parse(c.req.query())
  const { data, next_cursor } = await listDecided(ctx, { batchId: batch, limit: ROWS, cursor })
  const { actor } = ctx.db
  const here = new URLSearchParams({ show: 'decided', ...(batch ? { batch } : {}) })
  const view = {
    decided: data,
    batchId: batch,
    nextHref: next_cursor ? `/?${here}&cursor=${next_cursor}` : null,
    back: `/?${here}`,
    canDecide: canDecide(actor),
    timeZone: actor.timeZone,
    notice: await takeNotice(c),
  }
  return renderPage(c, <DecidedPage {...view} />, 200, { title: 'Decided', viewer: viewerOf(actor), place: 'inbox' })
}

async function showLapsed(c: Page) {
  const ctx = await contextOf(c, 'web')
  const { cursor } = Asked.parse(c.req.query())
  const { actor, data, total, next_cursor } = await listProposals(ctx, {
    status: ['expired', 'superseded'],
    limit: ROWS,
    cursor,
  })
  const nextHref = next_cursor ? `/?show=lapsed&cursor=${next_cursor}` : null
  const content = <LapsedPage proposals={data} total={total} nextHref={nextHref} timeZone={actor.timeZone} />
  return renderPage(c, content, 200, { title: 'Lapsed', viewer: viewerOf(actor), place: 'inbox' })
}

async function takeBack(c: Page, kind: string, id: string) {
  const ctx = await contextOf(c, 'web')
  if (kind === 'reopen' || kind === 'reopen_batch') {
    const n = await reopenRejected(ctx, id)
    const text =
      n > 0 ? `${plural(n, 'rejection')} taken back; it waits again.` : 'This rejection can no longer be taken back.'
    return { text, good: n > 0, details: [] }
  }
  if (kind === 'wake') {
    await snoozeProposals(ctx, id.split(','), undefined)
    return { text: 'Awake again.', good: true, details: [] }
  }
  const committed = z.enum(['batch', 'proposal', 'change_set', 'import']).catch('proposal').parse(kind)
  return describeUndo(await undoCommit(ctx, committed, id))
}
