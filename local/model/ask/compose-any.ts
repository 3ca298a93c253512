import type { ComposedQuery } from './compose-query.ts'
import { quote } from './conditions.ts'
import type { DescribedColumn } from './known-columns.ts'
import type { Question } from './read-question.ts'

const wordsOf = (name: string) => name.replaceAll('_', ' ')
const forms = (word: string) => `${word.replace(/y$/, '(?:y|ies)').replace(/s$/, 's?')}(?:e?s)?`

const names = (text: string, name: string) =>
  new RegExp(`(?<!\\p{L})${forms(wordsOf(name)).replaceAll(' ', '[ _-]?')}(?!\\p{L})`, 'iu').exec(text)

/** The table of a prompt that a question speaks of first; the only one where there is but one. */
const tableAsked = ({ text }: Question, tables: Map<string, DescribedColumn[]>): string | undefined => {
  const named = [...tables.keys()]
    .flatMap((table) => {
      const match = names(text, table)
      return match ? [{ table, at: match.index, length: table.length }] : []
    })
    .sort((a, b) => a.at - b.at || b.length - a.length)
  return named[0]?.table ?? (tables.size === 1 ? [...tables.keys()][0] : undefined)
}

const isNumber = ({ name, type, references }: DescribedColumn) =>
  /^(?:int|num|float|double|real)/.test(type) && !references && !/(?:^|_)id$/.test(name)

/** One SELECT over tables that nobody has told us of: only what the prompt says of their columns is used. */
export const composeAny = (question: Question, tables: Map<string, DescribedColumn[]>): ComposedQuery | undefined => {
  const table = tableAsked(question, tables)
  if (!table) return undefined
  const columns = tables.get(table)!
  const { text } = question
  const reasoning = `To answer: ${text.replace(/\s+/g, ' ').slice(0, 300)}`
  const where = [...conditionsFor(question, columns), ...absences(text, table, tables)]
  const from = `from ${table} t${where.length > 0 ? ` where ${where.join(' and ')}` : ''}`
  const grouped = /\b(?:by|per|for each|across)\s+(?:the\s+)?(.+)$/i.exec(text)?.[1]
  const group = grouped && columns.find(({ name }) => names(grouped, name) ?? names(grouped, name.replace(/_id$/, '')))
  const number = columns.find((column) => isNumber(column) && names(text, column.name)) ?? columns.find(isNumber)
  const measure = measureOf(text, number)
  if (group)
    return {
      query: `select t.${group.name}, ${measure ? `${measure}, ` : ''}count(*) as count ${from} group by t.${group.name} order by count desc limit 50`,
      reasoning,
    }
  if (measure) return { query: `select ${measure}, count(*) as count ${from}`, reasoning }
  if (/\b(?:how many|number of|count|wie ?viele|combien|cu[aá]nt[oa]s)\b/i.test(text))
    return { query: `select count(*) as count ${from}`, reasoning }
  const shown = [...columns].sort((a, b) => rank(a) - rank(b)).slice(0, 8)
  const order =
    /\b(?:largest|biggest|highest|top)\b/i.test(text) && number ? ` order by t.${number.name} desc nulls last` : ''
  return { query: `select ${shown.map(({ name }) => `t.${name}`).join(', ')} ${from}${order} limit 25`, reasoning }
}

const rank = ({ name }: DescribedColumn) =>
  name === 'id'
    ? 0
    : /^(?:name|title|subject|number|code)$/.test(name)
      ? 1
      : /_(?:at|by)$|^tenant_id$|version/.test(name)
        ? 3
        : 2

const measureOf = (text: string, column: DescribedColumn | undefined): string | undefined => {
  if (!column) return undefined
  if (/\b(?:average|mean)\b/i.test(text)) return `round(avg(t.${column.name}), 2) as average`
  if (/\b(?:total|sum|altogether|how much)\b/i.test(text)) return `sum(t.${column.name}) as total`
  return undefined
}

const conditionsFor = ({ text, names: named }: Question, columns: DescribedColumn[]): string[] => {
  const listed = columns.flatMap(({ name, values }) => {
    const value = values.find((each) => new RegExp(`(?<![\\p{L}-])${wordsOf(each)}(?!\\p{L})`, 'iu').test(text))
    return value ? [`t.${name} = ${quote(value)}`] : []
  })
  const flags = columns
    .filter(({ type }) => /^bool/.test(type))
    .flatMap(({ name }) => {
      const word = wordsOf(name.replace(/^(?:is|has)_/, ''))
      const isDenied = new RegExp(`\\b(?:un|not |non-?)${word}\\b`, 'i').test(text)
      return isDenied ? [`not t.${name}`] : names(text, word) ? [`t.${name}`] : []
    })
  const stated = columns.flatMap(({ name, type, values }) => {
    if (values.length > 0 || type !== '') return []
    const value = new RegExp(`\\b${wordsOf(name)}\\s+(?:is|=|of|:)\\s*["“']?([\\p{L}\\p{N}@._-]+)`, 'iu').exec(
      text,
    )?.[1]
    return value ? [`t.${name} ilike ${quote(`%${value}%`)}`] : []
  })
  const label = columns.find(({ name }) => /^(?:name|title|subject|customer|company|number|code)$/.test(name))
  const called =
    label && stated.length === 0 ? named.slice(0, 1).map((each) => `t.${label.name} ilike ${quote(`%${each}%`)}`) : []
  return [...listed, ...flags, ...stated, ...called]
}

/** "Invoices without payments", "unpaid invoices": rows that nothing, or not enough, points to. */
const absences = (text: string, table: string, tables: Map<string, DescribedColumn[]>): string[] =>
  [...tables].flatMap(([other, columns]) => {
    const link = columns.find(({ name, references }) => references === table || name === `${table}_id`)
    if (!link || other === table) return []
    const rows = `from ${other} x where x.${link.name} = t.id`
    if (
      new RegExp(`\\b(?:without|no|lacking|missing)\\s+(?:an?\\s+|any\\s+)?${forms(wordsOf(other))}\\b`, 'i').test(text)
    )
      return [`not exists (select 1 ${rows})`]
    const isOpen = other.startsWith('pay') && /\b(?:unpaid|not paid|outstanding|owed|overdue)\b/i.test(text)
    const [due, given] = [tables.get(table)!.find(isNumber), columns.find(isNumber)]
    return isOpen && due && given ? [`t.${due.name} > coalesce((select sum(x.${given.name}) ${rows}), 0)`] : []
  })
