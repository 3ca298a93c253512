import type { Context as HonoContext } from 'hono'
import type { Child } from 'hono/jsx'
import type { Actor } from '../../../src/access/actor.ts'
import type { AppEnv } from '../../app-env.ts'
import { takeNotice } from '../frame/notice.ts'
import { renderPage } from '../frame/render-page.tsx'
import { viewerOf } from '../frame/viewer.ts'
import { type Section, SettingsFrame } from './settings-frame.tsx'

interface Said {
  section: Section
  title: string
  says: string
}

/** One page of the settings. */
export async function renderSettings(
  c: HonoContext<AppEnv>,
  actor: Actor,
  { section, title, says }: Said,
  content: Child,
) {
  const page = (
    <SettingsFrame section={section} title={title} says={says} isAdmin={isAdmin(actor)} notice={await takeNotice(c)}>
      {content}
    </SettingsFrame>
  )
  return renderPage(c, page, 200, { title, viewer: viewerOf(actor), place: 'settings' })
}

export const isAdmin = ({ role }: Actor): boolean => role === 'admin'

/** The id in a path; what could not be one names nothing. */
export const idIn = (c: HonoContext<AppEnv>): number => {
  const id = Number(c.req.param('id'))
  return Number.isSafeInteger(id) && id > 0 ? id : 0
}
