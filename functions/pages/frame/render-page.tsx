import type { Context as HonoContext } from 'hono'
import type { Child } from 'hono/jsx'
import type { AppEnv } from '../../app-env.ts'
import { Layout, type Place, type Viewer } from './layout.tsx'

interface PageOptions {
  title?: string
  viewer?: Viewer
  place?: Place
  search?: string | undefined
  refreshSeconds?: number | undefined
}

/** A whole page as a response; never kept by caches, as it shows one person's data. */
export function renderPage(c: HonoContext<AppEnv>, content: Child, status = 200, options: PageOptions = {}): Response {
  const page = (
    <Layout title={options.title ?? 'Greenlight'} nonce={c.get('secureHeadersNonce')} {...options}>
      {content}
    </Layout>
  )
  c.header('cache-control', 'private, no-store')
  return c.html(`<!doctype html>${page}`, status as 200) as Response
}
