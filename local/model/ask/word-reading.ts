import { findPeople } from '../read/find-people.ts'
import { maskHostile } from '../read/mask-hostile.ts'
import { isRole } from './names-of-role.ts'
import { addressOf } from './plan-reading.ts'
import type { ToolResult } from './read-results.ts'
import { relevantSentences } from './relevant-sentences.ts'
import type { Findings } from './word-rows.ts'

const asksForPeople = /\b(?:team|people|leadership|management|managers?|directors?|board|staff|contacts?|who works)\b/i

const peopleWith = (role: string, text: string) =>
  findPeople(text)
    .filter(({ title, isFormer }) => title !== undefined && !isFormer && (role === '' || isRole(title, role)))
    .map(({ name, title, email }) => [name, title, email].filter(Boolean).join(', '))

/** What a page says to the question, verbatim; its people where people are asked for. */
export const wordPage = (page: ToolResult, { wish, text, say }: Findings): string => {
  if (page.refusal) return say.refused(page.refusal)
  const address = String(page.arguments.url ?? '')
  const read = maskHostile(page.text)
  const people =
    wish.kind === 'role' ? peopleWith(wish.role, read) : asksForPeople.test(text) ? peopleWith('', read) : []
  const found = people.length > 0 ? people : relevantSentences(read, text, 5)
  return found.length > 0
    ? [say.page(address), ...found.map((sentence) => `- ${sentence}`)].join('\n')
    : say.notOnPage(address)
}

/** What a search found, with addresses. */
export const wordSearch = (search: ToolResult, { wish, text, say }: Findings): string => {
  if (search.refusal) return say.refused(search.refusal)
  const subject = wish.kind === 'web' ? wish.subject : text
  const rows = search.rows.slice(0, 5).map((row) => {
    const words = String(row.snippet ?? row.text ?? row.extract ?? row.summary ?? '')
    const found = relevantSentences(maskHostile(words), text, 2).join(' ') || maskHostile(words).trim().slice(0, 200)
    return `- ${[row.title, found.replace(/\s+/g, ' '), addressOf(row)].filter(Boolean).join(' — ')}`
  })
  return rows.length > 0
    ? [say.page(search.tool === 'wikipedia' ? 'Wikipedia' : 'web search'), ...rows].join('\n')
    : say.notFound(subject)
}
