import { Hono } from 'hono'
import { explainFollowUp, previewFollowUps } from '../../../src/followups/preview-follow-ups.ts'
import { listHolidays } from '../../../src/settings/list-holidays.ts'
import { listStatuses } from '../../../src/settings/list-statuses.ts'
import { readTenantSettings } from '../../../src/settings/read-tenant-settings.ts'
import { saveTenantSettings } from '../../../src/settings/save-tenant-settings.ts'
import { archiveSettingRow, writeSettingRow } from '../../../src/settings/write-setting-row.ts'
import { contextOf } from '../../access.ts'
import type { AppEnv } from '../../app-env.ts'
import { actAndSay, saved } from '../frame/act-and-say.ts'
import { FollowUpPreviewPage } from './follow-up-preview-page.tsx'
import { FollowUpsPage } from './follow-ups-page.tsx'
import { HolidaysPage } from './holidays-page.tsx'
import { idIn, isAdmin, renderSettings } from './render-settings.tsx'
import { parseStatusForm } from './status-form.ts'
import { StatusesPage } from './statuses-page.tsx'

const FOLLOW_UPS = {
  section: 'follow-ups',
  title: 'Follow-ups',
  says: 'When a lead is silent for too long, and who is told. The clock is the last real touch by a person.',
} as const
const numberOrNull = (text: unknown) => (String(text ?? '').trim() === '' ? null : Number(text))

/** What makes a lead stale: statuses, days, holidays, owners; and what that would propose now. */
export const calendarRoutes = new Hono<AppEnv>()
  .get('/statuses', async (c) => {
    const ctx = await contextOf(c, 'web')
    const found = await listStatuses(ctx)
    const said = {
      section: 'statuses',
      title: 'Statuses',
      says: 'What the statuses of leads mean: whether one is final or on hold, and after how many working days of silence it asks for a follow-up.',
    } as const
    return renderSettings(c, ctx.db.actor, said, <StatusesPage {...found} canChange={isAdmin(ctx.db.actor)} />)
  })
  .post('/statuses/:id?', (c) =>
    actAndSay(c, '/settings/statuses', async () => {
      const form = await c.req.parseBody()
      const ctx = await contextOf(c, 'web')
      if (form.archive)
        return saved(
          'The status has no meaning of its own any more.',
          await archiveSettingRow(ctx, 'Lead_Status', idIn(c)),
        )
      return saved('Saved.', await writeSettingRow(ctx, 'Lead_Status', idIn(c) || undefined, parseStatusForm(form)))
    }),
  )
  .get('/holidays', async (c) => {
    const ctx = await contextOf(c, 'web')
    const holidays = await listHolidays(ctx)
    const said = {
      section: 'holidays',
      title: 'Holidays',
      says: 'Days on which no follow-up is due and that no count of working days includes.',
    } as const
    return renderSettings(c, ctx.db.actor, said, <HolidaysPage holidays={holidays} canChange={isAdmin(ctx.db.actor)} />)
  })
  .post('/holidays', (c) =>
    actAndSay(c, '/settings/holidays', async () => {
      const { date, name } = await c.req.parseBody()
      return saved('Added.', await writeSettingRow(await contextOf(c, 'web'), 'Holiday', undefined, { date, name }))
    }),
  )
  .post('/holidays/:id/remove', (c) =>
    actAndSay(c, '/settings/holidays', async () =>
      saved('Removed.', await archiveSettingRow(await contextOf(c, 'web'), 'Holiday', idIn(c))),
    ),
  )
  .get('/follow-ups', async (c) => {
    const ctx = await contextOf(c, 'web')
    const tenant = await readTenantSettings(ctx)
    return renderSettings(
      c,
      ctx.db.actor,
      FOLLOW_UPS,
      <FollowUpsPage tenant={tenant} canChange={isAdmin(ctx.db.actor)} />,
    )
  })
  .post('/follow-ups', (c) =>
    actAndSay(c, '/settings/follow-ups', async () => {
      const form = await c.req.parseBody()
      await saveTenantSettings(await contextOf(c, 'web'), {
        time_zone: String(form.time_zone ?? '').trim() || null,
        follow_ups: {
          fallback_owner_id: numberOrNull(form.fallback_owner_id),
          daily_cap: numberOrNull(form.daily_cap),
        },
      })
      return 'Saved.'
    }),
  )
  .get('/follow-ups/preview', async (c) => {
    const ctx = await contextOf(c, 'web')
    const days = Math.min(3650, Math.max(1, Math.trunc(Number(c.req.query('days'))) || 14))
    const preview = await previewFollowUps(ctx, { days })
    return renderSettings(c, ctx.db.actor, FOLLOW_UPS, <FollowUpPreviewPage preview={preview} days={days} />)
  })
  .get('/follow-ups/why', async (c) => {
    const ctx = await contextOf(c, 'web')
    const leadId = Math.trunc(Number(c.req.query('lead_id'))) || 0
    const days = Math.trunc(Number(c.req.query('days'))) || undefined
    const why = await explainFollowUp(ctx, leadId, days ? { days } : {})
    const content = (
      <section class="panel">
        <h2>
          <a href={`/records/Lead/${why.lead_id}`}>Lead {why.lead_id}</a>:{' '}
          {why.stale ? 'gets a follow-up' : 'gets none'}
        </h2>
        <p>{why.sentence}</p>
        <p>
          <a href="/settings/follow-ups">Back</a>
        </p>
      </section>
    )
    return renderSettings(c, ctx.db.actor, FOLLOW_UPS, content)
  })
