import { findPeople } from '../read/find-people.ts'
import { maskHostile } from '../read/mask-hostile.ts'
import type { Conversation } from '../read/read-conversation.ts'
import { findJson } from '../rules/read-fields.ts'
import { factsOf, nameRow } from './describe-row.ts'
import { isRole } from './names-of-role.ts'
import { type Phrases, phrasesFor } from './phrases.ts'
import { bestRecords, entityOf, type PickedRecord, pickRecords } from './pick-records.ts'
import { candidatesFor, isChange, kindsOfTarget } from './plan-change.ts'
import { addressOf } from './plan-reading.ts'
import type { Change } from './read-change.ts'
import { readQuestion } from './read-question.ts'
import { type Row, readResults, type ToolResult } from './read-results.ts'
import { readWish, todayIn, type Wish } from './read-wish.ts'
import { relevantSentences } from './relevant-sentences.ts'

interface Situation {
  wish: Wish
  text: string
  results: ToolResult[]
  say: Phrases
}

/** Words the answer from the results, with the ids they hold; it says nothing that they do not say. */
export const wordAnswer = (conversation: Conversation): string => {
  const question = readQuestion(conversation.question)
  const results = readResults(conversation)
  const say = phrasesFor(question.text)
  if (results.length === 0) return wordWithoutTools(conversation)
  const wish = readWish(question, todayIn(conversation.system))
  const answer = wordResults({ wish, text: question.text, results, say })
  return withoutBlamed(answer, conversation.feedback) || say.none
}

// with nothing looked up there is nothing to say but what stands in the message itself
const wordWithoutTools = ({ question, passages }: Conversation): string => {
  const found = passages.flatMap(({ body }) => relevantSentences(maskHostile(body), question, 3))
  return found.length > 0
    ? found.join(' ')
    : 'I can only say what tools or the given text tell me, and they tell me nothing of that.'
}

/** Lines that were objected to are left out the next time. */
const withoutBlamed = (answer: string, feedback: string[]): string => {
  const blamed = feedback.flatMap((text) => [
    ...(/not in any tool result: (.+?)\.(?:\s|$)/i.exec(text)?.[1]?.split(', ') ?? []),
    ...[...text.matchAll(/"([^"]+)" does not stand/g)].map(([, each]) => each!),
  ])
  return answer
    .split('\n')
    .filter((line) => !blamed.some((each) => line.includes(each)))
    .join('\n')
    .trim()
}

const wordResults = (situation: Situation): string => {
  const { wish, results, say } = situation
  const noted = results.filter(({ tool, text }) => tool.startsWith('propose_') && /^Noted\b/i.test(text))
  if (noted.length > 0) return [...noted.map((result) => say.proposed(notedWhat(result))), say.waits].join(' ')
  if (isChange(wish)) return wordUnchanged(wish, situation)
  const query = results.findLast(({ tool }) => tool === 'execute_crm_query')
  const page = results.findLast(({ tool }) => tool === 'fetch_page')
  if (page) return wordPage(page, situation)
  const search = results.findLast(({ tool }) => tool === 'web_search' || tool === 'wikipedia')
  if (search) return wordSearch(search, situation)
  if (query) return wordRows(query, situation)
  if (wish.kind === 'find' || wish.kind === 'linked' || wish.kind === 'role') return wordFound(wish.name, situation)
  return results.map((result) => wordRows(result, situation)).join('\n')
}

const notedWhat = ({ text, arguments: args }: ToolResult) => {
  const what = /^Noted:\s*(.+?)\.(?:\s|$)/s.exec(text)?.[1] ?? text
  const values = typeof args.values === 'string' ? findJson(args.values)[0] : args.values
  if (typeof values !== 'object' || values === null) return what
  const fields = Object.entries(values)
    .filter(([name]) => !/^entity_/.test(name))
    .map(([name, value]) => `${name.replaceAll('_', ' ')}: ${String(value)}`)
  return fields.length > 0 ? `${what} (${fields.join('; ')})` : what
}

const line = (row: Row, entity: string | undefined) => {
  const facts = factsOf(row)
  return `- ${[nameRow(row, entity), facts.join('; ')].filter(Boolean).join(': ')}`
}

const wordRows = (result: ToolResult, { say, wish }: Situation): string => {
  if (result.refusal) return say.refused(result.refusal)
  const { rows } = result
  const [first] = rows
  if (!first) return wish.kind === 'linked' || wish.kind === 'role' ? `${say.none} (${wish.name})` : say.none
  const isCount = rows.length === 1 && first.count !== undefined && first.id === undefined
  if (isCount) return wordCount(first, tableOf(result), say)
  const limit = Number(/\blimit (\d+)$/.exec(String(result.arguments.query ?? ''))?.[1])
  const isFull = rows.length === limit || /"truncated":true/.test(result.text)
  const entity = entityOf(result)
  const lines = rows.map((row) => (row.id === undefined ? wordGroup(row) : line(row, entity)))
  return [say.found, ...lines, ...(isFull ? [say.atMost] : [])].join('\n')
}

/** The table that a query counts, in words. */
const tableOf = ({ arguments: args }: ToolResult): string | undefined =>
  /\bfrom (\w+) t\b/.exec(String(args.query ?? ''))?.[1]?.replaceAll('_', ' ')

const wordCount = (row: Row, table: string | undefined, say: Phrases) => {
  const others = Object.entries(row).filter(([name, value]) => name !== 'count' && value !== null)
  const sums = others.map(([name, value]) => `${name}: ${String(value)}`).join('; ')
  return [sums ? `${sums}.` : '', say.count(String(row.count), table)].filter(Boolean).join(' ')
}

const wordGroup = (row: Row) => {
  const { count, ...group } = row
  const values = Object.entries(group)
  const isPlain = values.length === 1 && count !== undefined
  const words = values.map(([name, value]) => {
    const shown = value === null || value === '' ? '–' : String(value)
    return isPlain ? shown : `${name.replaceAll('_', ' ')}: ${shown}`
  })
  if (isPlain) return `- ${words[0]}: ${String(count)}`
  return `- ${[...words, ...(count === undefined ? [] : [`count: ${String(count)}`])].join('; ')}`
}

const wordFound = (name: string, { wish, results, say }: Situation): string => {
  const refused = results.find(({ refusal }) => refusal)?.refusal
  const picked = pickRecords(name, results)
  if (picked.length === 0) {
    const near = nearestOf(results)
    return [refused ? say.refused(refused) : say.notFound(name), ...(near.length > 0 ? [say.near, ...near] : [])].join(
      '\n',
    )
  }
  const best = bestRecords(picked)
  const field = wish.kind === 'find' ? wish.field : undefined
  if (field) {
    // "when did we last speak with X" is told by the leads of X
    const telling = [best, picked.filter(({ grade }) => grade >= 2)].find((records) =>
      records.some(({ row }) => row[field] !== undefined && row[field] !== null),
    )
    const told = telling?.filter(({ row }) => row[field] !== undefined && row[field] !== null) ?? best
    return told
      .slice(0, 10)
      .map((record) => wordField(record, field, say))
      .join('\n')
  }
  return [say.found, ...best.slice(0, 10).map(({ row, entity }) => line(row, entity))].join('\n')
}

const nearestOf = (results: ToolResult[]) =>
  results.flatMap((result) => result.rows.slice(0, 2).map((row) => `- ${nameRow(row, entityOf(result))}`)).slice(0, 4)

const wordField = ({ row, entity }: PickedRecord, field: string, say: Phrases) => {
  const name = nameRow(row, entity)
  const value = row[field] ?? (field === 'city' ? row.country : undefined)
  const words = field === 'last_human_touch_at' ? 'last touch' : field.replaceAll('_', ' ')
  if (value === undefined || value === null || value === '') return say.noField(name, words)
  return say.field(name, words, String(value))
}

/** Why nothing was proposed: it is not found, not one, or there already. */
const wordUnchanged = (change: Change, { results, say }: Situation): string => {
  const refused = results.findLast(({ tool, refusal }) => tool.startsWith('propose_') && refusal)
  if (refused) return say.refused(refused.refusal!)
  if (change.kind === 'create') {
    const { values, at } = change
    const name = String(values.name ?? values.title ?? [values.first_name, values.last_name].filter(Boolean).join(' '))
    const own = pickRecords(name, results).find(({ grade }) => grade >= 3)
    if (own) return say.exists(nameRow(own.row, own.entity))
    const homes = at ? candidatesFor({ name: at }, results, ['organization']) : []
    return homes.length > 1 ? wordWhich(at!, homes, say) : wordMissing(at ?? name, results, say)
  }
  const names = change.kind === 'merge' ? change.names : [change.target.name]
  const fields = change.kind === 'update' ? Object.keys(change.values) : []
  for (const name of names) {
    const target = change.kind === 'merge' ? { name } : change.target
    const kinds = change.kind === 'merge' ? undefined : kindsOfTarget(target, fields)
    const candidates = candidatesFor(target, results, kinds)
    if (candidates.length === 0) return wordMissing(name, results, say)
    if (candidates.length > 1) return wordWhich(name, candidates, say)
  }
  const same = candidatesFor({ name: names[0]! }, results)[0]
  return same ? say.same(nameRow(same.row, same.entity)) : say.none
}

const wordWhich = (name: string, candidates: PickedRecord[], say: Phrases) =>
  [say.which(name), ...candidates.slice(0, 8).map(({ row, entity }) => line(row, entity))].join('\n')

const wordMissing = (name: string, results: ToolResult[], say: Phrases) => {
  const near = nearestOf(results)
  return [say.notFound(name), ...(near.length > 0 ? [say.near, ...near] : [])].join('\n')
}

const asksForPeople = /\b(?:team|people|leadership|management|managers?|directors?|board|staff|contacts?|who works)\b/i

const peopleWith = (role: string, text: string) =>
  findPeople(text)
    .filter(({ title, isFormer }) => title !== undefined && !isFormer && (role === '' || isRole(title, role)))
    .map(({ name, title, email }) => [name, title, email].filter(Boolean).join(', '))

const wordPage = (page: ToolResult, { wish, text, say }: Situation): string => {
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

const wordSearch = (search: ToolResult, { wish, text, say }: Situation): string => {
  if (search.refusal) return say.refused(search.refusal)
  const subject = wish.kind === 'web' ? wish.subject : text
  const rows = search.rows.slice(0, 5).map((row) => {
    const words = String(row.snippet ?? row.text ?? row.extract ?? row.summary ?? '')
    const found = relevantSentences(maskHostile(words), text, 2).join(' ') || words.slice(0, 200)
    return `- ${[row.title, found.replace(/\s+/g, ' '), addressOf(row)].filter(Boolean).join(' — ')}`
  })
  return rows.length > 0
    ? [say.page(search.tool === 'wikipedia' ? 'Wikipedia' : 'web search'), ...rows].join('\n')
    : say.notFound(subject)
}
