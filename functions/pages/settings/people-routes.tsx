import { Hono } from 'hono'
import { invitePerson } from '../../../src/settings/invite-person.ts'
import { listPeople } from '../../../src/settings/list-people.ts'
import { setMyTimeZone } from '../../../src/settings/set-my-time-zone.ts'
import { updatePerson } from '../../../src/settings/update-person.ts'
import { contextOf } from '../../access.ts'
import type { AppEnv } from '../../app-env.ts'
import { actAndSay } from '../frame/act-and-say.ts'
import { MePage } from './me-page.tsx'
import { PeoplePage } from './people-page.tsx'
import { idIn, isAdmin, renderSettings } from './render-settings.tsx'

export const peopleRoutes = new Hono<AppEnv>()
  .get('/people', async (c) => {
    const ctx = await contextOf(c, 'web')
    const people = await listPeople(ctx)
    const said = {
      section: 'people',
      title: 'People and roles',
      says: 'Viewers read, reviewers also start runs and decide, admins also manage this.',
    } as const
    return renderSettings(c, ctx.db.actor, said, <PeoplePage people={people} canChange={isAdmin(ctx.db.actor)} />)
  })
  .post('/people', (c) =>
    actAndSay(c, '/settings/people', async () => {
      const { email, name, role, time_zone } = await c.req.parseBody()
      await invitePerson(await contextOf(c, 'web'), { email, name, role, time_zone })
      return `${name} may sign in now, with a link to ${email}.`
    }),
  )
  .post('/people/:id', (c) =>
    actAndSay(c, '/settings/people', async () => {
      const { name, role, time_zone, active } = await c.req.parseBody()
      await updatePerson(await contextOf(c, 'web'), idIn(c), { name, role, time_zone, is_active: active === 'yes' })
      return `Saved: ${name}.`
    }),
  )
  .on('GET', ['/', '/me'], async (c) => {
    const ctx = await contextOf(c, 'web')
    const { actor } = await ctx.db.run('read')
    const said = { section: 'me', title: 'You', says: 'How this product speaks to you.' } as const
    return renderSettings(c, actor, said, <MePage actor={actor} now={ctx.now} />)
  })
  .post('/me', (c) =>
    actAndSay(c, '/settings/me', async () => {
      const { time_zone } = await c.req.parseBody()
      await setMyTimeZone(await contextOf(c, 'web'), { time_zone })
      return `Times are in ${time_zone} now.`
    }),
  )
