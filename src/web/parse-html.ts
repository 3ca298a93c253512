import { convert, type HtmlToTextOptions } from 'html-to-text'
import { Parser } from 'htmlparser2'

export interface ParsedPage {
  title: string
  text: string
  links: { url: string; text: string }[]
  /** schema.org JobPosting.validThrough, which readers of the page do not see. */
  validThrough?: string
}

const MAX_LINKS = 200
const VALID_THROUGH = /"validThrough"\s*:\s*"(\d{4}-\d{2}-\d{2}[^"]{0,20})"/

const options: HtmlToTextOptions = {
  wordwrap: false,
  selectors: [
    // the address behind a link matters where it says something the words do not
    { selector: 'a[href^="mailto:"]', format: 'address' },
    { selector: 'a[href*="linkedin.com/in/"]', format: 'profile' },
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
    { selector: 'ul', options: { itemPrefix: '' } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    // blocks that the converter takes for parts of a line: "<dt>Ana Ruiz</dt><dd>CTO</dd>" is not "Ana RuizCTO"
    ...['dl', 'dt', 'dd', 'address', 'figcaption', 'caption', 'summary', 'details', 'fieldset', 'legend'].map(
      (selector) => ({ selector, format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } }),
    ),
    ...['script', 'style', 'noscript', 'template', 'svg', 'iframe'].map((selector) => ({ selector, format: 'skip' })),
  ],
  formatters: {
    address: (element, walk, builder) => {
      walk(element.children, builder)
      const address = decodeURIComponentSafely(String(element.attribs.href ?? '').slice('mailto:'.length)).split(
        '?',
      )[0]!
      if (!says(element, address)) builder.addInline(` (${address})`)
    },
    profile: (element, walk, builder) => {
      walk(element.children, builder)
      const address = String(element.attribs.href ?? '').split(/[?#]/)[0]!
      if (!says(element, address.replace(/^https?:\/\/(?:www\.)?/, ''))) builder.addInline(` (${address})`)
    },
  },
}

/** Whether a link's words are its address already. */
const says = (element: { children: { data?: string }[] }, address: string): boolean =>
  element.children.some(({ data }) => data?.toLowerCase().includes(address.toLowerCase()))

/** Title, readable text (one line per block) and absolute links of a page. */
export function parseHtml(html: string, base: URL): ParsedPage {
  const { title, links, validThrough } = readHead(html, base)
  const text = convert(html, options)
    .split('\n')
    // cells of a table stay apart
    .map((line) =>
      line
        .trim()
        .replace(/ {3,}/g, ' | ')
        .replace(/[^\S\n]+/g, ' '),
    )
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  return { title, text, links, ...(validThrough && { validThrough }) }
}

function readHead(html: string, base: URL) {
  const links: { url: string; text: string }[] = []
  let title = ''
  let inTitle = false
  let open: { href: string; text: string } | undefined
  let structured: string | undefined
  let validThrough: string | undefined
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'title') inTitle = title === ''
      if (name === 'script' && /\bld\+json\b/i.test(attributes.type ?? '')) structured = ''
      if (name === 'a' && attributes.href) open = { href: attributes.href, text: '' }
    },
    ontext(text) {
      if (inTitle) title += text
      if (open) open.text += text
      if (structured !== undefined) structured += text
    },
    onclosetag(name) {
      if (name === 'title') inTitle = false
      if (name === 'script' && structured !== undefined) {
        if (structured.includes('JobPosting')) validThrough ??= VALID_THROUGH.exec(structured)?.[1]
        structured = undefined
      }
      if (name !== 'a' || !open) return
      const url = URL.parse(open.href, base)
      if (url && /^https?:$/.test(url.protocol) && links.length < MAX_LINKS)
        links.push({ url: url.href, text: open.text.replace(/\s+/g, ' ').trim() })
      open = undefined
    },
  })
  parser.end(html)
  return { title: title.replace(/\s+/g, ' ').trim(), links, validThrough }
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
