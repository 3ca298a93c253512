import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../app-env.ts'
import { problem, problemResponse } from '../errors.ts'
import { createApi } from './api-app.ts'
import { crmRoutes } from './crm-routes.ts'
import { renderDocs } from './docs-page.tsx'
import { proposalRoutes } from './proposal-routes.ts'
import { recordRoutes } from './record-routes.ts'
import { runRoutes } from './run-routes.ts'

/** A body must say that it is JSON and be it, before anything looks at its fields. */
const jsonBody = createMiddleware<AppEnv>(async (c, next) => {
  if (!['POST', 'PATCH', 'PUT'].includes(c.req.method) || c.req.path.startsWith('/v1/imports')) return next()
  const text = await c.req.text()
  const isJson = /^application\/(?:[\w.+-]+\+)?json\b/i.test(c.req.header('content-type') ?? '')
  if (text !== '' && !isJson)
    return problemResponse(problem(415, 'Not this kind of body', 'Send JSON with "Content-Type: application/json".'))
  if (text === '')
    return isBodyless(c.req.path)
      ? next()
      : problemResponse(problem(400, 'This is not valid', 'A JSON body is needed.'))
  try {
    JSON.parse(text)
  } catch {
    return problemResponse(
      problem(400, 'This is not valid', 'The body is not valid JSON.', {
        errors: [{ path: '', message: 'This is not JSON.' }],
      }),
    )
  }
  return next()
})

const isBodyless = (path: string) => /\/(?:undo|cancel|rebase)$/.test(path)

export const apiRoutes = createApi()
apiRoutes.use('/v1/*', jsonBody)
apiRoutes.route('/', runRoutes)
apiRoutes.route('/', proposalRoutes)
apiRoutes.route('/', recordRoutes)
apiRoutes.route('/', crmRoutes)

apiRoutes.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
  type: 'http',
  scheme: 'bearer',
  description: 'An API key; its role decides what it may do.',
})
apiRoutes.doc31('/openapi.json', (c) => ({
  openapi: '3.1.0',
  info: {
    title: 'Greenlight',
    version: '1.0.0',
    description: 'Agents research and propose; nothing changes until a person gives the green light.',
  },
  servers: [{ url: (c as unknown as { var: AppEnv['Variables'] }).var.env.PUBLIC_URL }],
}))
apiRoutes.get('/docs', (c) =>
  renderDocs(c, apiRoutes.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'Greenlight', version: '1.0.0' } })),
)
