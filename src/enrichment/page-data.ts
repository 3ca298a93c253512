import type { Page } from '../web/web.ts'

// about 4,000 tokens: team pages are far shorter, and a longer one repeats itself
export const MAX_CHARACTERS = 16_000

/** A page as a model is given it: between markers that the page itself cannot write. */
export function asPageData({ finalUrl, title, text }: Pick<Page, 'finalUrl' | 'title' | 'text'>): string {
  const inert = (words: string) => words.replace(/<(\/?)(page|data)\b/gi, '‹$1$2')
  return `<page url="${finalUrl.replaceAll('"', '%22')}">\n${inert(title)}\n${inert(text).slice(0, MAX_CHARACTERS)}\n</page>`
}
