import type { Child } from 'hono/jsx'
import { KeysDialog } from './keys-help.tsx'

export interface Viewer {
  name: string
  role: string
  timeZone: string
}

export type Place = 'inbox' | 'runs' | 'records' | 'settings'

interface LayoutProps {
  title: string
  viewer?: Viewer | undefined
  nonce?: string | undefined
  /** Which entry of the navigation is open. */
  place?: Place | undefined
  /** What stands in the search field. */
  search?: string | undefined
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

// nothing inline, nothing evaluated, nothing of a person's pages kept in the browser's storage; what went wrong is shown
const HTMX = JSON.stringify({
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  selfRequestsOnly: true,
  // a key that is pressed right after a swap must meet a form that is wired already
  defaultSettleDelay: 0,
  historyEnabled: false,
  historyCacheSize: 0,
  responseHandling: [
    { code: '204', swap: false },
    { code: '...', swap: true },
  ],
})

/** The frame of every page. */
export const Layout = ({ title, viewer, nonce, place, search, refreshSeconds, children }: LayoutProps) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content="#f5f6f4" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#101412" media="(prefers-color-scheme: dark)" />
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
      <link rel="stylesheet" href="/review.css" />
      <link rel="stylesheet" href="/pages.css" />
      {viewer ? (
        <>
          <meta name="htmx-config" content={HTMX} />
          <script src="/vendor/htmx.min.js" nonce={nonce} defer />
          <script src="/inbox.js" type="module" nonce={nonce} />
          <script src="/keys.js" type="module" nonce={nonce} />
        </>
      ) : null}
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
        {viewer ? <Navigation viewer={viewer} place={place} search={search} /> : null}
      </header>
      <p id="offline" class="banner" role="alert" hidden>
        You are offline. Nothing was sent; what you have typed is still here.
      </p>
      <main id="main" tabindex={-1}>
        {children}
      </main>
      {viewer ? (
        <>
          <footer class="bottom">
            <span>Times are in {viewer.timeZone.replaceAll('_', ' ')}</span>
            <a href="/keys" data-help>
              Keyboard
            </a>
            <a href="/docs">API</a>
          </footer>
          <KeysDialog />
        </>
      ) : null}
      <div id="live" class="sr" role="status" aria-live="polite" />
    </body>
  </html>
)

const Navigation = ({
  viewer,
  place,
  search,
}: {
  viewer: Viewer
  place: Place | undefined
  search: string | undefined
}) => (
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
          id="search"
          name="q"
          value={search}
          placeholder="Search all records"
          aria-label="Search all records"
          aria-keyshortcuts="/"
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
)
