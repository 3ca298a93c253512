import { Hono, type Context as HonoContext } from 'hono'
import { AppError, invalid } from '../../../src/errors.ts'
import { cancelRun } from '../../../src/runs/cancel-run.ts'
import { isRunOver } from '../../../src/runs/is-run-over.ts'
import { listRuns } from '../../../src/runs/list-runs.ts'
import { resumeRun } from '../../../src/runs/resume-run.ts'
import { startRun } from '../../../src/runs/start-run.ts'
import { Budget } from '../../../src/runs/use-case.ts'
import { watchRun } from '../../../src/runs/watch-run.ts'
import { contextOf } from '../../access.ts'
import type { AppEnv } from '../../app-env.ts'
import { runName } from '../frame/format.ts'
import { setNotice, takeNotice } from '../frame/notice.ts'
import { renderPage } from '../frame/render-page.tsx'
import { canDecide, viewerOf } from '../frame/viewer.ts'
import { RunPage } from './run-page.tsx'
import { RunsPage } from './runs-page.tsx'
import { signatureFromForm } from './signature-form.ts'
import { parseStartForm } from './start-form.ts'

const PAGE = 50
const EVENTS = 300
const REFRESH_SECONDS = 3

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
        now={ctx.now}
        notice={await takeNotice(c)}
      />
    )
    return renderPage(c, content, 200, { title: 'Runs', viewer: viewerOf(actor), place: 'runs' })
  })
  .post('/', (c) =>
    orNotice(c, '/runs', async () => {
      const run = await startRun(await contextOf(c, 'web'), parseStartForm(await c.req.parseBody()))
      return `/runs/${run.id}`
    }),
  )
  .get('/:id', async (c) => {
    const ctx = await contextOf(c, 'web')
    const watched = await watchRun(ctx, c.req.param('id'), { events: EVENTS })
    const { actor } = ctx.db
    const { run } = watched
    const isLive = !isRunOver(run.status) && run.waiting?.kind !== 'confirm'
    const rest = { canSteer: canDecide(actor), timeZone: actor.timeZone, now: ctx.now, notice: await takeNotice(c) }
    return renderPage(c, <RunPage {...watched} {...rest} />, 200, {
      title: runName(run).slice(0, 80),
      viewer: viewerOf(actor),
      place: 'runs',
      refreshSeconds: isLive ? REFRESH_SECONDS : undefined,
    })
  })
  .post('/:id/cancel', (c) =>
    orNotice(c, pathOf(c), async () => {
      await cancelRun(await contextOf(c, 'web'), c.req.param('id') ?? '')
      return pathOf(c)
    }),
  )
  .post('/:id/resume', (c) =>
    orNotice(c, pathOf(c), async () => {
      const form = await c.req.parseBody()
      const confirmed = signatureFromForm(form) ?? parseAnswer(form.confirmed)
      const budget = readBudget(form)
      await resumeRun(await contextOf(c, 'web'), c.req.param('id') ?? '', {
        budget,
        ...(confirmed === undefined ? {} : { confirmed }),
      })
      return pathOf(c)
    }),
  )

const pathOf = (c: HonoContext<AppEnv>) => `/runs/${c.req.param('id')}`

/** Does something and goes where it leads; what somebody can put right is said on the page they came from. */
async function orNotice(c: HonoContext<AppEnv>, back: string, act: () => Promise<string>) {
  try {
    return c.redirect(await act(), 303)
  } catch (error) {
    if (!(error instanceof AppError) || !['invalid', 'conflict'].includes(error.code)) throw error
    await setNotice(c, {
      text: error.message,
      good: false,
      details: error.errors.map(({ path, message }) => `${path}: ${message}`),
    })
    return c.redirect(back, 303)
  }
}

function readBudget(form: Record<string, unknown>): Budget {
  const given = Object.keys(Budget.shape).flatMap((name) => {
    const value = Number(form[name])
    return form[name] && Number.isFinite(value) ? [[name, value]] : []
  })
  const parsed = Budget.safeParse(Object.fromEntries(given))
  if (!parsed.success) throw invalid('These limits are not valid.')
  return parsed.data
}

/** An answer as JSON, or as the words it is. */
function parseAnswer(text: unknown): unknown {
  if (typeof text !== 'string' || text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
