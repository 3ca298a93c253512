import { Hono } from 'hono'
import { AppError } from '../../../src/errors.ts'
import type { ImportResult } from '../../../src/imports/import-records.ts'
import { EntityType } from '../../../src/records/entity-type.ts'
import { listImports } from '../../../src/settings/list-imports.ts'
import { contextOf } from '../../access.ts'
import type { AppEnv } from '../../app-env.ts'
import { type ImportFailure, ImportsPage } from './imports-page.tsx'
import { renderSettings } from './render-settings.tsx'

const SAID = {
  section: 'imports',
  title: 'Imports',
  says: 'A CSV file whose first line names the fields. Rows meet records by id, e-mail address or domain; an import can be taken back as one.',
} as const

export const importRoutes = new Hono<AppEnv>()
  .get('/imports', async (c) => {
    const ctx = await contextOf(c, 'web')
    const imports = await listImports(ctx)
    return renderSettings(c, ctx.db.actor, SAID, <ImportsPage imports={imports} timeZone={ctx.db.actor.timeZone} />)
  })
  // errors by row do not fit in a redirect, and sending the same file again changes nothing
  .post('/imports', async (c) => {
    const { entity_type, file, rows } = await c.req.parseBody()
    const type = EntityType.catch('Organization').parse(entity_type)
    const text = file instanceof File && file.size > 0 ? await file.text() : String(rows ?? '')
    const ctx = await contextOf(c, 'web')
    let result: ImportResult | undefined
    let failure: ImportFailure | undefined
    try {
      const { importRecords } = await import('../../../src/imports/import-records.ts')
      result = await importRecords(ctx, type, 'csv', text)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error
      failure = { message: error.message, errors: error.errors }
    }
    const imports = await listImports(ctx)
    const content = (
      <ImportsPage imports={imports} timeZone={ctx.db.actor.timeZone} result={result} failure={failure} type={type} />
    )
    return renderSettings(c, ctx.db.actor, SAID, content)
  })
