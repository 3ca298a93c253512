import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import { decideProposals } from '../../../src/proposals/decide-proposals.ts'
import { rebaseProposal } from '../../../src/proposals/edit-proposal.ts'
import { getProposal } from '../../../src/proposals/get-proposal.ts'
import { listProposals } from '../../../src/proposals/list-proposals.ts'
import { snoozeProposal } from '../../../src/proposals/snooze-proposal.ts'
import { undoCommit } from '../../../src/proposals/undo-commit.ts'
import { contextOf } from '../../access.ts'
import type { AppEnv } from '../../app-env.ts'
import { groupProposals } from './group-proposals.ts'
import { InboxPage } from './inbox-page.tsx'
import { setNotice, takeNotice } from '../frame/notice.ts'
import { parseDecisions } from './parse-decisions.ts'
import { ProposalPage } from './proposal-page.tsx'
import { renderPage } from '../frame/render-page.tsx'
import { canDecide, viewerOf } from '../frame/viewer.ts'
import { describeDecisions, describeUndo } from './word-outcomes.ts'

const PAGE = 50
const WEEK_MS = 7 * 24 * 60 * 60 * 1000

const Filter = z.object({
  risk: z.string().max(50).optional(),
  entity_type: z.string().max(50).optional(),
  source: z.string().max(50).optional(),
  run_id: z.guid().optional(),
  cursor: z.string().max(1000).optional(),
})

export const inboxRoutes = new Hono<AppEnv>()
  .get('/', async (c) => {
    const ctx = await contextOf(c, 'web')
    const given = Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== ''))
    const { cursor, ...filter } = Filter.catch({}).parse(given)
    const { actor, data, total, next_cursor } = await listProposals(ctx, {
      ...filter,
      risk: filter.risk ? [filter.risk] : undefined,
      status: ['pending', 'stale'],
      awake: true,
      limit: PAGE,
      cursor,
    })
    const view = {
      groups: groupProposals(data),
      total,
      shown: data.length,
      nextHref: next_cursor ? `/?${new URLSearchParams({ ...present(filter), cursor: next_cursor })}` : null,
      filter: { risk: filter.risk, entity_type: filter.entity_type, source: filter.source, run_id: filter.run_id },
      snoozed: 0,
      canDecide: canDecide(actor),
      timeZone: actor.timeZone,
      now: ctx.now,
      notice: await takeNotice(c),
    }
    return renderPage(c, <InboxPage {...view} />, 200, { title: 'Inbox', viewer: viewerOf(actor), place: 'inbox' })
  })
  .post('/inbox/decisions', async (c) => {
    const ctx = await contextOf(c, 'web')
    const form = await c.req.parseBody({ all: true })
    const asked = parseDecisions(form)
    const back = backOf(form.back)
    if (!asked || asked.ids.length === 0) {
      await setNotice(c, { text: 'Nothing was selected.', good: false, details: [] })
    } else if (asked.action === 'snooze') {
      for (const id of asked.ids) await snoozeProposal(ctx, id, new Date(ctx.now.getTime() + WEEK_MS).toISOString())
      await setNotice(c, { text: 'Snoozed for a week.', good: true, details: [] })
    } else if (asked.action === 'rebase') {
      for (const id of asked.ids) await rebaseProposal(ctx, id)
      await setNotice(c, { text: 'Asked again, of the record as it is now.', good: true, details: [] })
    } else {
      const batchId = asked.decisions.length > 1 ? crypto.randomUUID() : null
      const outcomes = await decideProposals(ctx, asked.decisions, batchId)
      await setNotice(c, describeDecisions(outcomes, batchId))
    }
    return c.redirect(back, 303)
  })
  .post('/inbox/undo', async (c) => {
    const ctx = await contextOf(c, 'web')
    const form = await c.req.parseBody()
    const kind = z.enum(['batch', 'proposal', 'change_set', 'import']).catch('proposal').parse(form.kind)
    const result = await undoCommit(ctx, kind, String(form.id ?? form.undo ?? ''))
    await setNotice(c, describeUndo(result))
    return c.redirect(backOf(form.back), 303)
  })
  .get('/proposals/:id', (c) => showProposal(c))

async function showProposal(c: HonoContext<AppEnv>) {
  const ctx = await contextOf(c, 'web')
  const proposal = await getProposal(ctx, c.req.param('id') ?? '')
  const { actor } = ctx.db
  const page = (
    <ProposalPage
      proposal={proposal}
      timeZone={actor.timeZone}
      now={ctx.now}
      canDecide={canDecide(actor)}
      notice={await takeNotice(c)}
    />
  )
  return renderPage(c, page, 200, { title: proposal.name, viewer: viewerOf(actor), place: 'inbox' })
}

const present = (filter: object) =>
  Object.fromEntries(Object.entries(filter).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))

/** Only paths of this site. */
const backOf = (value: unknown) => (typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : '/')
