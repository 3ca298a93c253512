import type { Context as HonoContext } from 'hono'
import type { AppEnv } from '../../app-env.ts'
import type { Problem } from '../../errors.ts'
import { renderPage } from './render-page.tsx'

/** A problem as a page for people. */
export const errorPage = (c: HonoContext<AppEnv>, { title, detail, status, errors }: Problem): Response =>
  renderPage(
    c,
    <section class="narrow panel">
      <h1>{title}</h1>
      <p role="alert">{detail}</p>
      {errors && errors.length > 0 ? (
        <ul>
          {errors.map(({ path, message }) => (
            <li>
              <code>{path}</code> {message}
            </li>
          ))}
        </ul>
      ) : null}
      <p>
        {status === 503 ? (
          <a class="button go" href={c.req.method === 'GET' ? c.req.path : '/'}>
            Try again
          </a>
        ) : null}{' '}
        <a href="/">Back to the inbox</a>
      </p>
      <p class="hint">Status {status}</p>
    </section>,
    status,
    { title },
  )
