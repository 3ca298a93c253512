// Control and bidirectional characters, and everything invisible that could hide or reorder text.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\u2028\u2029]+/gu
const LINKS = /\b(?:https?|ftp|javascript|data|file|mailto):\S+|\bwww\.\S+/gi
const MARKDOWN_LINK = /!?\[([^\]]*)\]\([^)]*\)/g
const SLACK_MENTION = /<[@#!][^>]*>/g
const EVERYBODY = /@(?=(?:channel|here|everyone)\b)/gi
const MARKUP = /[<>`*_~|\\{}[\]]+/g

/** Somebody else's text as one harmless line: no markup, links, mentions or unseen characters; cut at a word. */
export function plainLine(text: string | null | undefined, maxLength: number): string {
  const line = (text ?? '')
    .normalize('NFC')
    .replace(UNSEEN, ' ')
    .replace(MARKDOWN_LINK, '$1')
    .replace(SLACK_MENTION, ' ')
    .replace(LINKS, ' ')
    .replace(EVERYBODY, '')
    .replace(MARKUP, ' ')
    .replace(/[“”"]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
  return cutAtWord(line, maxLength)
}

function cutAtWord(line: string, maxLength: number): string {
  const characters = [...line]
  if (characters.length <= maxLength) return line
  const cut = characters.slice(0, maxLength - 1).join('')
  const space = cut.lastIndexOf(' ')
  return `${space > maxLength / 2 ? cut.slice(0, space) : cut}…`
}
