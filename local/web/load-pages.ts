import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { convert } from 'html-to-text'
import type { Page } from './page.ts'
import { dayFrom, renderDates } from './render-dates.ts'

const pagesRoot = join(import.meta.dirname, 'pages')

const listFiles = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? listFiles(join(folder, entry.name)) : [join(folder, entry.name)],
  )

const parseHeader = (source: string) => {
  const match = /^<!--\s*page\n([\s\S]*?)-->\n?/.exec(source)
  if (!match) return undefined
  const fields = new Map<string, string>()
  for (const line of match[1]!.split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) fields.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim())
  }
  return { fields, body: source.slice(match[0].length) }
}

/** Readable text of a page, as search sees it. */
export const readableText = (html: string): string =>
  convert(html, {
    wordwrap: false,
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'img', format: 'skip' },
      { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    ],
  })

const titleOf = (html: string) => {
  const title = /<title[^>]*>([\s\S]*?)<\/title>/i.exec(html)?.[1]
  return title ? readableText(title).replace(/\s+/g, ' ').trim() : ''
}

const entityOf = (field: string | undefined) => {
  const [name, type] = field?.split('|').map((part) => part.trim()) ?? []
  return name ? { name, type: type ?? '' } : undefined
}

const parsePage = (file: string, now: Date): Page => {
  const header = parseHeader(renderDates(readFileSync(file, 'utf8'), now))
  const address = header?.fields.get('url')
  if (!header || !address) throw new Error(`${relative(pagesRoot, file)} has no page header with a url`)
  const { fields, body } = header
  const contentType = fields.get('content_type') ?? 'text/html; charset=utf-8'
  const date = fields.get('date')
  return {
    url: new URL(address),
    listedAs: (fields.get('listed_as') ?? '')
      .split(/\s+/)
      .filter(Boolean)
      .map((each) => new URL(each)),
    title: titleOf(body),
    html: body,
    text: contentType.startsWith('text/html') ? readableText(body) : '',
    status: Number(fields.get('status') ?? 200),
    contentType,
    location: fields.get('location'),
    delayMs: Number(fields.get('delay_ms') ?? 0),
    minBytes: Number(fields.get('min_bytes') ?? 0),
    listed: fields.get('listed') !== 'no',
    publishedAt: date === undefined ? undefined : dayFrom(now, Number(date)),
    entity: entityOf(fields.get('entity')),
  }
}

/** Reads every bundled page; throws for a page that does not say its address. */
export const loadPages = (now: Date): Page[] =>
  listFiles(pagesRoot)
    .filter((file) => file.endsWith('.html'))
    .sort()
    .map((file) => parsePage(file, now))

/** The bundled robots.txt texts by host. */
export const loadRobots = (): Map<string, string> =>
  new Map(
    listFiles(pagesRoot)
      .filter((file) => file.endsWith('robots.txt'))
      .map((file) => [relative(pagesRoot, file).split(/[\\/]/)[0]!, readFileSync(file, 'utf8')]),
  )
