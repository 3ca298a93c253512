import { Hono, type Context as HonoContext } from 'hono'
import { AppError, notFound } from '../../../src/errors.ts'
import { proposeMerge } from '../../../src/proposals/propose-merge.ts'
import { createRecord, editRecord } from '../../../src/records/edit-record.ts'
import { EntityType } from '../../../src/records/entity-type.ts'
import { listRecords } from '../../../src/records/list-records.ts'
import { searchEverything } from '../../../src/records/lookups/search-everything.ts'
import { openRecord } from '../../../src/records/open-record.ts'
import { contextOf } from '../../access.ts'
import type { AppEnv } from '../../app-env.ts'
import { backOf } from '../frame/back-of.ts'
import { setNotice, takeNotice } from '../frame/notice.ts'
import { renderPage } from '../frame/render-page.tsx'
import { canDecide, viewerOf } from '../frame/viewer.ts'
import { DuplicatesPage } from './duplicates-page.tsx'
import { localTime } from './local-time.ts'
import { nameOfRecord } from './name-of-record.ts'
import { RecordPage } from './record-page.tsx'
import { typedValue } from './record-values.ts'
import { RecordsPage } from './records-page.tsx'
import { SearchPage } from './search-page.tsx'

const PAGE = 50
const PER_KIND = 6

type Page = HonoContext<AppEnv>

/** Records: find them, read them with the reason for each value, edit them as a person. */
export const recordRoutes = new Hono<AppEnv>()
  .get('/', async (c) => {
    const q = (c.req.query('q') ?? '').trim().slice(0, 300)
    const type = EntityType.safeParse(c.req.query('type')).data
    return q && !type ? showSearch(c, q) : showList(c, type ?? 'Organization', q)
  })
  .get('/:type/:id', async (c) => {
    const ctx = await contextOf(c, 'web')
    const { type, id, path } = subjectOf(c)
    const opened = await openRecord(ctx, type, id)
    if (opened.kind === 'merged') return c.redirect(`/records/${type}/${opened.survivorId}`, 308)
    const { actor } = ctx.db
    const rest = {
      type,
      path,
      canEdit: canDecide(actor),
      timeZone: actor.timeZone,
      now: ctx.now,
      notice: await takeNotice(c),
    }
    const title = nameOfRecord(type, opened.record)
    return renderPage(c, <RecordPage {...opened} {...rest} />, 200, {
      title,
      viewer: viewerOf(actor),
      place: 'records',
    })
  })
  .post('/:type/:id', async (c) => {
    const { type, id, path } = subjectOf(c)
    const { row_version, field, value, back } = await c.req.parseBody()
    return saying(c, typeof back === 'string' ? backOf(back) : path, async () => {
      const ctx = await contextOf(c, 'web')
      const name = String(field ?? '')
      const typed = typedValue(name, String(value ?? ''), await instantsOf(ctx, name))
      return editRecord(ctx, type, id, { [name]: typed }, Number(row_version) || undefined)
    })
  })
  .post('/:type/:id/notes', async (c) => {
    const { type, id, path } = subjectOf(c)
    const { content } = await c.req.parseBody()
    return saying(c, path, async () =>
      createRecord(await contextOf(c, 'web'), 'Note', {
        content: String(content ?? ''),
        entity_type: type,
        entity_id: id,
      }),
    )
  })
  .post('/:type/:id/tasks', async (c) => {
    const { type, id, path } = subjectOf(c)
    const { title, due_date, assigned_to } = await c.req.parseBody()
    return saying(c, path, async () =>
      createRecord(await contextOf(c, 'web'), 'Task', {
        title: String(title ?? ''),
        entity_type: type,
        entity_id: id,
        ...(due_date ? { due_date: String(due_date) } : {}),
        ...(Number(assigned_to) > 0 ? { assigned_to: Number(assigned_to) } : {}),
      }),
    )
  })
  .get('/:type/:id/duplicates', async (c) => {
    const ctx = await contextOf(c, 'web')
    const { type, id, path } = subjectOf(c)
    if (type !== 'Organization' && type !== 'Individual') throw notFound('Duplicates of this kind are found by a run.')
    const opened = await openRecord(ctx, type, id)
    if (opened.kind === 'merged') return c.redirect(`/records/${type}/${opened.survivorId}/duplicates`, 308)
    const { findDuplicatesOf } = await import('../../../src/duplicates/find-duplicates-of.ts')
    const [found = []] = await findDuplicatesOf(ctx, type, [opened.record])
    const { nameRecords } = await import('../../../src/records/name-records.ts')
    const names = await nameRecords(
      ctx,
      type,
      found.map((each) => each.id),
    )
    const named = found.map((each) => ({ ...each, name: names.get(each.id) ?? `${type} ${each.id}` }))
    const content = <DuplicatesPage type={type} record={opened.record} path={path} found={named} />
    return renderPage(c, content, 200, { title: 'Duplicates', viewer: viewerOf(ctx.db.actor), place: 'records' })
  })
  .post('/:type/:id/duplicates', async (c) => {
    const { type, id, path } = subjectOf(c)
    const other = Number((await c.req.parseBody()).with)
    if (type !== 'Organization' && type !== 'Individual') throw notFound('No such record.')
    try {
      return c.redirect(`/proposals/${await proposeMerge(await contextOf(c, 'web'), type, [id, other])}`, 303)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'conflict') throw error
      await setNotice(c, { text: error.message, good: false, details: [] })
      return c.redirect(path, 303)
    }
  })

async function showSearch(c: Page, q: string) {
  const ctx = await contextOf(c, 'web')
  const content = <SearchPage q={q} found={await searchEverything(ctx, q, PER_KIND)} />
  const viewer = viewerOf(ctx.db.actor)
  return renderPage(c, content, 200, { title: `Found for ${q}`, viewer, place: 'records', search: q })
}

async function showList(c: Page, type: EntityType, q: string) {
  const ctx = await contextOf(c, 'web')
  const page = await listRecords(ctx, type, { q, limit: PAGE, cursor: c.req.query('cursor') })
  const next = page.next_cursor
  const nextHref = next ? `/records?${new URLSearchParams({ type, ...(q ? { q } : {}), cursor: next })}` : null
  const content = <RecordsPage type={type} q={q} records={page.data} nextHref={nextHref} />
  return renderPage(c, content, 200, { title: type, viewer: viewerOf(ctx.db.actor), place: 'records' })
}

/** Makes an edit and says what came of it, with its undo; what can be put right is said on the same page. */
async function saying(c: Page, back: string, act: () => Promise<{ change_set_id: number }>) {
  try {
    const { change_set_id } = await act()
    const undo = change_set_id ? { undo: { kind: 'change_set' as const, id: String(change_set_id) } } : {}
    await setNotice(c, { text: 'Saved.', good: true, details: [], ...undo })
  } catch (error) {
    if (!(error instanceof AppError) || !['invalid', 'conflict'].includes(error.code)) throw error
    await setNotice(c, { text: error.message, good: false, details: error.errors.map(({ message }) => message) })
  }
  return c.redirect(back, 303)
}

/** The reading of times in the caller's zone, which only a time needs to be asked for. */
async function instantsOf(ctx: Awaited<ReturnType<typeof contextOf>>, field: string) {
  if (!/_at$/.test(field)) return (local: string) => local
  const { actor } = await ctx.db.run('read')
  return localTime(actor.timeZone).toInstant
}

function subjectOf(c: Page): { type: EntityType; id: number; path: string } {
  const type = EntityType.safeParse(c.req.param('type'))
  if (!type.success) throw notFound('There is no such kind of record.')
  const id = Number(c.req.param('id'))
  if (!Number.isSafeInteger(id) || id < 1) throw notFound('No such record.')
  return { type: type.data, id, path: `/records/${type.data}/${id}` }
}
