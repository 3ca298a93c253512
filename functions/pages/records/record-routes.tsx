import { Hono } from 'hono'
import { AppError, notFound } from '../../../src/errors.ts'
import { editRecord } from '../../../src/records/edit-record.ts'
import { EntityType } from '../../../src/records/entity-type.ts'
import { getRecord } from '../../../src/records/get-record.ts'
import { listRecords } from '../../../src/records/list-records.ts'
import { recordHistory } from '../../../src/records/record-history.ts'
import { recordProvenance } from '../../../src/records/record-provenance.ts'
import { contextOf } from '../../access.ts'
import type { AppEnv } from '../../app-env.ts'
import { setNotice, takeNotice } from '../frame/notice.ts'
import { renderPage } from '../frame/render-page.tsx'
import { canDecide, viewerOf } from '../frame/viewer.ts'
import { RecordPage } from './record-page.tsx'
import { RecordsPage } from './records-page.tsx'

const PAGE = 50

/** Records: find them, read them with the reason for each value, edit them as a person. */
export const recordRoutes = new Hono<AppEnv>()
  .get('/', async (c) => {
    const ctx = await contextOf(c, 'web')
    const type = EntityType.catch('Organization').parse(c.req.query('type'))
    const q = (c.req.query('q') ?? '').slice(0, 300)
    const page = await listRecords(ctx, type, { q, limit: PAGE, cursor: c.req.query('cursor') })
    const content = <RecordsPage type={type} q={q} records={page.data} nextCursor={page.next_cursor} />
    return renderPage(c, content, 200, { title: 'Records', viewer: viewerOf(ctx.db.actor), place: 'records' })
  })
  .get('/:type/:id', async (c) => {
    const ctx = await contextOf(c, 'web')
    const [type, id] = [typeOf(c.req.param('type')), idOf(c.req.param('id'))]
    const [found, history, provenance] = await Promise.all([
      getRecord(ctx, type, id),
      recordHistory(ctx, type, id, { limit: PAGE }),
      recordProvenance(ctx, type, id),
    ])
    if (found.kind === 'merged') return c.redirect(`/records/${type}/${found.survivorId}`, 308)
    const { actor } = ctx.db
    const content = (
      <RecordPage
        type={type}
        record={found.record}
        related={found.related}
        history={history.data}
        provenance={provenance}
        canEdit={canDecide(actor)}
        timeZone={actor.timeZone}
        notice={await takeNotice(c)}
      />
    )
    return renderPage(c, content, 200, { title: type, viewer: viewerOf(actor), place: 'records' })
  })
  .post('/:type/:id', async (c) => {
    const ctx = await contextOf(c, 'web')
    const [type, id] = [typeOf(c.req.param('type')), idOf(c.req.param('id'))]
    const { row_version, field, value } = await c.req.parseBody()
    try {
      const values = { [String(field)]: String(value ?? '').trim() || null }
      const { change_set_id } = await editRecord(ctx, type, id, values, Number(row_version) || undefined)
      const undo = change_set_id ? { undo: { kind: 'change_set' as const, id: String(change_set_id) } } : {}
      await setNotice(c, { text: 'Saved.', good: true, details: [], ...undo })
    } catch (error) {
      if (!(error instanceof AppError) || !['invalid', 'conflict'].includes(error.code)) throw error
      await setNotice(c, { text: error.message, good: false, details: error.errors.map(({ message }) => message) })
    }
    return c.redirect(`/records/${type}/${id}`, 303)
  })

function typeOf(text: string): EntityType {
  const type = EntityType.safeParse(text)
  if (!type.success) throw notFound('There is no such kind of record.')
  return type.data
}

function idOf(text: string): number {
  const id = Number(text)
  if (!Number.isSafeInteger(id) || id < 1) throw notFound('No such record.')
  return id
}
