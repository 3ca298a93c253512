import { Hono } from 'hono'
import { z } from 'zod'
import { AppError } from '../../../src/errors.ts'
import { cancelRun } from '../../../src/runs/cancel-run.ts'
import { getRun } from '../../../src/runs/get-run.ts'
import { listRunEvents } from '../../../src/runs/list-run-events.ts'
import { listRuns } from '../../../src/runs/list-runs.ts'
import { resumeRun } from '../../../src/runs/resume-run.ts'
import { startRun } from '../../../src/runs/start-run.ts'
import { Budget, UseCase } from '../../../src/runs/use-case.ts'
import { contextOf } from '../../access.ts'
import type { AppEnv } from '../../app-env.ts'
import { setNotice, takeNotice } from '../frame/notice.ts'
import { renderPage } from '../frame/render-page.tsx'
import { RunPage } from './run-page.tsx'
import { RunsPage } from './runs-page.tsx'
import { canDecide, viewerOf } from '../frame/viewer.ts'

const PAGE = 50
const EVENTS = 500
const isOver = (status: string) => ['succeeded', 'failed', 'cancelled'].includes(status)

/** Runs: start one, watch it, stop it, let it go on. */
export const runRoutes = new Hono<AppEnv>()
  .get('/', async (c) => {
    const ctx = await contextOf(c, 'web')
    const page = await listRuns(ctx, { limit: PAGE, cursor: c.req.query('cursor') })
    const { actor } = ctx.db
    const content = (
      <RunsPage
        runs={page.data}
        nextCursor={page.next_cursor}
        canStart={canDecide(actor)}
        timeZone={actor.timeZone}
        notice={await takeNotice(c)}
      />
    )
    return renderPage(c, content, 200, { title: 'Runs', viewer: viewerOf(actor), place: 'runs' })
  })
  .post('/', async (c) => {
    const ctx = await contextOf(c, 'web')
    const form = await c.req.parseBody()
    const useCase = UseCase.safeParse(form.use_case)
    const prompt = String(form.prompt ?? '').trim()
    try {
      const run = await startRun(ctx, { use_case: useCase.data ?? null, prompt: prompt.slice(0, 4000) || null })
      return c.redirect(`/runs/${run.id}`, 303)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error
      await setNotice(c, { text: error.message, good: false, details: error.errors.map(({ message }) => message) })
      return c.redirect('/runs', 303)
    }
  })
  .get('/:id', async (c) => {
    const ctx = await contextOf(c, 'web')
    const id = c.req.param('id')
    const [run, events] = await Promise.all([getRun(ctx, id), listRunEvents(ctx, id, { limit: EVENTS })])
    const { actor } = ctx.db
    const content = (
      <RunPage
        run={run}
        events={events.data}
        canSteer={canDecide(actor)}
        timeZone={actor.timeZone}
        notice={await takeNotice(c)}
      />
    )
    return renderPage(c, content, 200, {
      title: 'Run',
      viewer: viewerOf(actor),
      place: 'runs',
      refreshSeconds: isOver(run.status) || run.waiting?.kind === 'confirm' ? undefined : 3,
    })
  })
  .post('/:id/cancel', async (c) => {
    await cancelRun(await contextOf(c, 'web'), c.req.param('id'))
    return c.redirect(`/runs/${c.req.param('id')}`, 303)
  })
  .post('/:id/resume', async (c) => {
    const ctx = await contextOf(c, 'web')
    const form = await c.req.parseBody()
    const budget = Budget.parse(
      Object.fromEntries(
        Object.keys(Budget.shape).flatMap((name) => {
          const value = Number(form[name])
          return form[name] && Number.isFinite(value) ? [[name, value]] : []
        }),
      ),
    )
    const confirmed = z.string().optional().parse(form.confirmed)
    await resumeRun(ctx, c.req.param('id'), { budget, ...(confirmed ? { confirmed: JSON.parse(confirmed) } : {}) })
    return c.redirect(`/runs/${c.req.param('id')}`, 303)
  })
