import { readDays, readLeadType } from '../rules/read-intent.ts'
import type { Columns } from './known-columns.ts'
import { matchRole } from './names-of-role.ts'
import type { Noun, Question } from './read-question.ts'

export const quote = (value: string): string => `'${value.replaceAll("'", "''")}'`

const like = (column: string, value: string) => `${column} ilike ${quote(`%${value}%`)}`

const ended = "('won', 'lost', 'rejected', 'withdrawn', 'closed', 'ended', 'declined', 'expired', 'completed')"

const leadStatuses =
  /\b(new|applied|screening|interview(?:ing)?|offer|rejected|withdrawn|on hold|qualifying|proposal|negotiation|won|lost|in talks|active|signed|exploring|ended|declined)\b/i

interface Conditions {
  joins: string[]
  where: string[]
}

/** What a question narrows its records by, as SQL over the table's alias `t`. */
export const conditionsOf = (noun: Noun, question: Question, columns: Columns): Conditions => {
  const { text } = question
  const own = columns(noun)
  const where: string[] = []
  const joins = new Set<string>()
  if (own.has('archived_at')) where.push('t.archived_at is null')
  if (own.has('merged_into_id')) where.push('t.merged_into_id is null')
  const type = noun === 'lead' ? readLeadType(text.replace(/interview\w*/gi, '')) : undefined
  if (type) where.push(`t.type = ${quote(type)}`)
  const status = statusOf(noun, text)
  if (status && own.has('status')) where.push(status)
  where.push(
    ...statedFields(noun, text, own),
    ...missingFields(noun, text, own),
    ...numbers(text, own),
    ...times(text, own),
  )
  for (const { join, condition } of places(noun, question, own)) {
    if (join) joins.add(join)
    where.push(condition)
  }
  if (noun === 'contact') joins.add('left join individual i on i.id = t.individual_id')
  return { joins: [...joins], where }
}

const statusOf = (noun: Noun, text: string): string | undefined => {
  if (noun === 'task') {
    if (/\boverdue\b|überfällig/i.test(text)) return "t.status in ('open', 'in_progress') and t.due_date < current_date"
    if (/\b(?:done|finished|completed)\b/i.test(text)) return "t.status = 'done'"
    if (/\bcancell?ed\b/i.test(text)) return "t.status = 'cancelled'"
    return /\b(?:open|pending|due|offen\w*)\b/i.test(text) ? "t.status in ('open', 'in_progress')" : undefined
  }
  const named =
    /\b(?:status|stage)\s*(?:is|=|of|:)?\s*["“']([^"”']+)["”']/i.exec(text)?.[1] ??
    leadStatuses.exec(text.replace(/\bnew(?:est| leads)\b/gi, ''))?.[1]
  if (named) return like('t.status', named.replace(/^interviewing?$/i, 'interview'))
  return /\b(?:open|active|running|offen\w*|ouvert\w*|abiert\w*)\b/i.test(text)
    ? `lower(t.status) not in ${ended}`
    : /\bclosed\b/i.test(text)
      ? `lower(t.status) in ${ended}`
      : undefined
}

const fieldWords: [RegExp, string[]][] = [
  [/e-?mails?(?: address(?:es)?)?/i, ['email']],
  [/phones?(?: numbers?)?|telephone/i, ['phone']],
  [/websites?/i, ['website']],
  [/titles?/i, ['title']],
  [/industr(?:y|ies)/i, ['industry']],
  [/owners?/i, ['owner_id']],
  [/organi[sz]ations?|compan(?:y|ies)/i, ['organization_id']],
  [/due dates?/i, ['due_date']],
]

const missingFields = (noun: Noun, text: string, own: Set<string>): string[] => {
  const missing =
    /\b(?:without|missing|lack(?:ing)?|no|(?:do|does) not have|don['’]t have|ohne|sans|sin)\s+(?:an?\s+|any\s+|their\s+)?([\p{L}-]+(?:\s[\p{L}-]+)?)/iu.exec(
      text,
    )?.[1]
  if (!missing) return []
  if (noun === 'organization' && /contacts?|people/i.test(missing))
    return ['not exists (select 1 from contact c where c.organization_id = t.id)']
  const found = fieldWords.find(([pattern, names]) => pattern.test(missing) && names.some((name) => own.has(name)))
  const column = found?.[1].find((name) => own.has(name))
  if (!column) return []
  return [column.endsWith('_id') || column.endsWith('_date') ? `t.${column} is null` : `coalesce(t.${column}, '') = ''`]
}

const numbers = (text: string, own: Set<string>): string[] => {
  const match =
    /\b(more than|over|above|at least|less than|fewer than|under|below|at most)\s+(?:[£€$]\s?)?(\d[\d.,]*)\s*(k\b|thousand|m\b|million)?/i.exec(
      text,
    )
  const column = ['employee_count', 'value_amount'].find((name) => own.has(name))
  if (!match || !column) return []
  const factor = /^k|thousand/i.test(match[3] ?? '') ? 1_000 : match[3] ? 1_000_000 : 1
  const value = Number(match[2]!.replace(/[.,](?=\d{3}\b)/g, '').replace(/[.,]$/, '')) * factor
  const sign = /at least/i.test(match[1]!)
    ? '>='
    : /at most/i.test(match[1]!)
      ? '<='
      : /less|fewer|under|below/i.test(match[1]!)
        ? '<'
        : '>'
  return Number.isFinite(value) ? [`t.${column} ${sign} ${value}`] : []
}

const times = (text: string, own: Set<string>): string[] => {
  const column = /\b(?:updated|changed|touched|edited)\b/i.test(text) ? 'updated_at' : 'created_at'
  if (!own.has(column)) return []
  const within = /\b(?:in|within|during|over|for) the (?:last|past) ([^?.,]+)/i.exec(text)?.[1]
  const days = within && readDays(/^\d|^an? /.test(within) ? within : `1 ${within}`)
  if (days) return [`t.${column} >= now() - interval '${days} days'`]
  const unit = /\bthis (week|month|year|quarter)\b/i.exec(text)?.[1]?.toLowerCase()
  return unit ? [`t.${column} >= date_trunc('${unit}', now())`] : []
}

/** Where leads were found: "came from LinkedIn". */
export const sourced =
  /\b(?:came|come|coming|found|sourced)\s+(?:from|on|through|via|by)\s+(?:an?\s+|the\s+|our\s+)?["“']?([\p{L}\p{N}][\p{L}\p{N} ]*?)["”']?(?=[?.!,]|$)/iu

const stated =
  /\b(?:with|whose|having|where)\s+(?:an?\s+|the\s+|their\s+)?(?:job\s+)?(title|source|industry|city|country|name|email|department)\s+(?:is\s+|=\s*|of\s+|containing\s+|like\s+)?["“']?([\p{L}\p{N}@.&-]+(?: [\p{L}\p{N}&-]+)*?)["”']?(?=[?.!,]|$)/iu

const statedFields = (noun: Noun, text: string, own: Set<string>): string[] => {
  const source = noun === 'lead' ? sourced.exec(text)?.[1] : undefined
  if (source) return [like('t.source', source)]
  const [, field, value] = stated.exec(text) ?? []
  if (field && value && own.has(field.toLowerCase())) {
    const column = `t.${field.toLowerCase()}`
    return [field.toLowerCase() === 'title' ? titleLike(value) : like(column, value)]
  }
  const role =
    /\b(?:are|is|as)\s+(?:an?\s+|the\s+)?(C[A-Z]{1,2}O|recruiter|founder|head of \p{L}+|managing director)s?\b/u.exec(
      text,
    )?.[1]
  return role && own.has('title') && noun !== 'lead' ? [titleLike(role)] : []
}

const titleLike = (role: string) => `(${matchRole('t.title', role)})`

const countries: Record<string, string> = {
  deutschland: 'Germany',
  allemagne: 'Germany',
  alemania: 'Germany',
  frankreich: 'France',
  francia: 'France',
  schweiz: 'Switzerland',
  suisse: 'Switzerland',
  suiza: 'Switzerland',
  schweden: 'Sweden',
  suède: 'Sweden',
  suecia: 'Sweden',
  uk: 'United Kingdom',
  england: 'United Kingdom',
  großbritannien: 'United Kingdom',
  usa: 'United States',
}

const organizationJoin = 'join organization o on o.id = t.organization_id'

/** Industries, places and names, on the record itself or on its organization. */
const places = (noun: Noun, { text, names }: Question, own: Set<string>) => {
  const alias = own.has('industry') ? 't' : own.has('organization_id') ? 'o' : undefined
  const join = alias === 'o' ? organizationJoin : undefined
  const found: { join?: string | undefined; condition: string }[] = []
  const industry =
    /\b(?:in|from) (?:the )?([\p{L} &-]+?) (?:industry|sector|business|branche)\b/iu.exec(text)?.[1] ??
    /\bindustry\s*(?:is|=|:)\s*["“']?([\p{L} &-]+)/iu.exec(text)?.[1]
  if (industry && alias) found.push({ join, condition: like(`${alias}.industry`, industry.trim()) })
  const taken = [sourced.exec(text)?.[1], stated.exec(text)?.[2]].filter(Boolean).join(' ').toLowerCase()
  const rest = names.filter(
    (name) => !taken.includes(name.toLowerCase()) && !industry?.toLowerCase().includes(name.toLowerCase()),
  )
  for (const name of rest.slice(0, 2)) {
    const isPlace = new RegExp(
      String.raw`\b(?:in|from|near|based in|aus|à|en)\s+(?:the\s+)?["“']?${escapePattern(name)}`,
      'iu',
    ).test(text)
    if (isPlace && (own.has('city') || alias === 'o')) {
      const at = own.has('city') ? 't' : 'o'
      const condition = `(${like(`${at}.city`, name)} or ${like(`${at}.country`, countries[name.toLowerCase()] ?? name)})`
      found.push({ join: at === 'o' ? organizationJoin : undefined, condition })
    } else if (own.has('organization_id')) found.push({ join: organizationJoin, condition: like('o.name', name) })
    else if (own.has('name')) found.push({ condition: like('t.name', name) })
    else if (noun === 'individual')
      found.push({ condition: like("coalesce(t.first_name, '') || ' ' || coalesce(t.last_name, '')", name) })
    else if (own.has('title')) found.push({ condition: like('t.title', name) })
  }
  return found
}

const escapePattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
