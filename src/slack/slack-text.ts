/**
 * Text of records, pages and models inside Slack's mrkdwn. It must not mention anybody, hide a link behind a word, or pretend
 * to be ours: one line, no control characters, Slack's three characters as entities, and no formatting at the edge of a word.
 */

// line breaks and tabs become spaces; controls, direction marks and invisible characters go
const BREAKS = /[\s\u0085\u2028\u2029]+/g
// the joiners of Persian and Hindi stay: names need them
const INVISIBLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\u115f\u1160\u3164\uffa0]/gu
// Slack sees formatting where one of these stands at the edge of a word: *bold*, _italic_, ~gone~
const MARK = /(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])/gu
const LOOKALIKE: Record<string, string> = { '*': '∗', _: 'ˍ', '~': '∼' }

const oneLine = (text: string) => text.replace(BREAKS, ' ').replace(INVISIBLE, '').trim()
const escapeCharacter: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const toEntities = (text: string) => text.replace(/[&<>]/g, (character) => escapeCharacter[character]!)
const withoutMarks = (text: string) => text.replace(MARK, (mark) => LOOKALIKE[mark]!).replaceAll('`', 'ˋ')

/** A foreign text for mrkdwn, at most `max` characters long once it is escaped; what is cut ends in an ellipsis. */
export const foreignText = (text: unknown, max: number): string => clip(withoutMarks(oneLine(String(text ?? ''))), max)

/** Several lines, for an answer that is a list; a line cannot start a quotation. */
export const foreignLines = (text: string, max: number, maxLines: number): string => {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).filter((line) => line.trim() !== '')
  const kept = lines.slice(0, maxLines).map((line) => withoutMarks(oneLine(line)).replace(/^>+/, '›'))
  if (lines.length > maxLines) kept.push('…')
  return clip(kept.join('\n'), max)
}

function clip(text: string, max: number): string {
  const whole = toEntities(text)
  if (whole.length <= max) return whole
  let kept = ''
  // by code point, so that neither an entity nor a surrogate pair is cut in half
  for (const character of text) {
    const next = escapeCharacter[character] ?? character
    if (kept.length + next.length > max - 1) break
    kept += next
  }
  return `${kept.trimEnd()}…`
}

const MAX_LINK = 1000

/** A link whose label is the host it leads to, so that no page can name itself after another. Undefined for what is no web address. */
export function hostLink(address: string | null | undefined): string | undefined {
  const url = address ? URL.parse(address) : null
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username || url.password) return undefined
  const href = toEntities(url.href.replace(/[|<>]/g, encodeURIComponent))
  return href.length > MAX_LINK ? undefined : `<${href}|${foreignText(url.hostname, 100)}>`
}
