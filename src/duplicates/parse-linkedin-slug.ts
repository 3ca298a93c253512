import { foldText } from './fold-text.ts'

/** The last part of a LinkedIn address that names the page: "linkedin.com/in/Jane-Doe-123/?x" is "jane-doe-123"; or ''. */
export function parseLinkedinSlug(text: string): string {
  if (text === '') return ''
  const path = text.trim().replace(/[?#].*$/, '')
  const page =
    /(?:^|\/)(?:in|pub|company|school|showcase)\/([^/]+)/i.exec(path)?.[1] ?? /^([^/.\s]+)\/?$/.exec(path)?.[1]
  return page === undefined ? '' : foldText(decoded(page)).replace(/[^a-z0-9-]/g, '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
