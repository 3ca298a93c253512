import type { Child } from 'hono/jsx'

export interface Viewer {
  name: string
  role: string
  timeZone: string
}

interface LayoutProps {
  title: string
  viewer?: Viewer | undefined
  nonce?: string | undefined
  /** Which entry of the navigation is open. */
  place?: 'inbox' | 'runs' | 'records' | 'settings' | undefined
  /** Reloads the page after so many seconds, for who has no JavaScript. */
  refreshSeconds?: number | undefined
  children?: Child
}

const PLACES = [
  ['inbox', '/', 'Inbox'],
  ['runs', '/runs', 'Runs'],
  ['records', '/records', 'Records'],
  ['settings', '/settings', 'Settings'],
] as const

/** The frame of every page. */
export const Layout = ({ title, viewer, nonce, place, refreshSeconds, children }: LayoutProps) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta
        name="description"
        content="Greenlight: agents research and propose; nothing changes until you give the green light."
      />
      {refreshSeconds ? (
        <noscript>
          <meta http-equiv="refresh" content={String(refreshSeconds)} />
        </noscript>
      ) : null}
      <title>{`${title} · Greenlight`}</title>
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/styles.css" />
      {viewer ? <script src="/inbox.js" nonce={nonce} defer /> : null}
    </head>
    <body>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <header class="top">
        <a class="brand" href="/">
          <span class="light" aria-hidden="true" />
          Greenlight
        </a>
        {viewer ? (
          <>
            <nav aria-label="Main">
              <ul>
                {PLACES.map(([name, href, label]) => (
                  <li>
                    <a href={href} aria-current={name === place ? 'page' : undefined}>
                      {label}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
            <search>
              <form class="search" action="/records">
                <input
                  type="search"
                  name="q"
                  placeholder="Search records"
                  aria-label="Search records"
                  maxlength={300}
                />
              </form>
            </search>
            <form method="post" action="/sign-out" class="who">
              <span>
                {viewer.name} <small>{viewer.role}</small>
              </span>
              <button type="submit" class="quiet">
                Sign out
              </button>
            </form>
          </>
        ) : null}
      </header>
      <main id="main" tabindex={-1}>
        {children}
      </main>
      <div id="live" class="sr" role="status" aria-live="polite" />
    </body>
  </html>
)
