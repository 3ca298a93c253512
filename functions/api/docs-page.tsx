import type { Context as HonoContext } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { renderPage } from '../pages/frame/render-page.tsx'

interface Operation {
  summary?: string
  parameters?: { name?: string; in?: string; required?: boolean; schema?: Record<string, unknown> }[]
  requestBody?: { content?: Record<string, { schema?: Record<string, unknown> }> }
  responses?: Record<string, { description?: string }>
}

const METHODS = ['get', 'post', 'patch', 'delete']

/** The OpenAPI document as a page to read, from our own server: no script, no other host. */
export function renderDocs(c: HonoContext<AppEnv>, document: { paths?: object }): Response {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = (item as Record<string, Operation | undefined>)[method]
      return operation ? [{ path, method, operation }] : []
    }),
  )
  return renderPage(
    c,
    <section class="docs">
      <h1>API</h1>
      <p>
        Send <code>Authorization: Bearer &lt;api key&gt;</code>. Problems are <code>application/problem+json</code>.
        Lists take <code>limit</code> and <code>cursor</code>. The machine-readable form is{' '}
        <a href="/openapi.json">openapi.json</a>; agents may also use MCP at <code>/mcp</code>.
      </p>
      {operations.map(({ path, method, operation }) => (
        <details>
          <summary>
            <code>
              {method.toUpperCase()} {path}
            </code>{' '}
            {operation.summary}
          </summary>
          <Parameters operation={operation} />
          <Body operation={operation} />
          <ul>
            {Object.entries(operation.responses ?? {}).map(([status, { description }]) => (
              <li>
                <code>{status}</code> {description}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>,
    200,
    { title: 'API' },
  )
}

const Parameters = ({ operation: { parameters = [] } }: { operation: Operation }) =>
  parameters.length === 0 ? null : (
    <ul>
      {parameters.map((parameter) => (
        <li>
          <code>{parameter.name}</code> <small>{parameter.in}</small>
          {parameter.required ? ' (needed)' : ''}
        </li>
      ))}
    </ul>
  )

const Body = ({ operation }: { operation: Operation }) => {
  const schema = operation.requestBody?.content?.['application/json']?.schema
  return schema ? <pre tabindex={0}>{JSON.stringify(schema, null, 2)}</pre> : null
}
