import { readLeadType } from '../rules/read-intent.ts'
import { conditionsOf } from './conditions.ts'
import type { Columns } from './known-columns.ts'
import type { Noun, Question } from './read-question.ts'

export interface ComposedQuery {
  query: string
  reasoning: string
}

const listed: Record<Noun, string[]> = {
  lead: ['id', 'title', 'type', 'status', 'source'],
  organization: ['id', 'name', 'industry', 'employee_count', 'city', 'country', 'website'],
  individual: ['id', 'first_name', 'last_name', 'title', 'email', 'phone'],
  contact: ['id', 'individual_id', 'title', 'email', 'phone'],
  deal: ['id', 'name', 'value_amount', 'value_currency', 'probability', 'expected_close_date'],
  account: ['id', 'name'],
  project: ['id', 'name', 'status'],
  task: ['id', 'title', 'status', 'due_date', 'entity_type', 'entity_id'],
  note: ['id', 'content', 'entity_type', 'entity_id'],
  document: ['id', 'filename'],
  asset: ['id'],
  data_provenance: ['id', 'entity_type', 'entity_id', 'field_name', 'source', 'source_url', 'confidence'],
}

const groupings: [RegExp, string][] = [
  [/\b(?:by|per|each|for each|across|nach|pro|par|por)\s+(?:the\s+)?(?:status|stage|statut|estado|phase)/i, 'status'],
  [/\b(?:by|per|each|for each|across|nach|pro|par|por)\s+(?:the\s+)?(?:industr|branche|secteur|sector)/i, 'industry'],
  [/\b(?:by|per|each|for each|across)\s+(?:lead\s+)?type/i, 'type'],
  [/\b(?:by|per|each|for each|across)\s+source/i, 'source'],
  [/\b(?:by|per|each|for each|across)\s+(?:city|place)/i, 'city'],
  [/\b(?:by|per|each|for each|across)\s+country/i, 'country'],
  [/\b(?:by|per|each|for each|across)\s+(?:organi[sz]ation|company)/i, 'organization'],
  [/\b(?:by|per|each|for each|across)\s+priorit/i, 'priority'],
]

const isCount = (text: string) =>
  /\b(?:how many|number of|count|wie ?viele|combien|cu[aá]nt[oa]s|hur många|quanti|quante|hoeveel|ile)\b/i.test(text)
const isSum = (text: string) => /\b(?:total|sum|altogether|combined)\b|\bhow much\b.*\bworth\b/i.test(text)
const isAverage = (text: string) => /\b(?:average|mean)\b/i.test(text)

const amountColumn: Partial<Record<Noun, string>> = { deal: 'value_amount', organization: 'employee_count' }

/** One SELECT for a question that counts, sums, groups or lists, over `links` too; undefined where it names no kind of record. */
export const composeQuery = (question: Question, columns: Columns, links: string[] = []): ComposedQuery | undefined => {
  const [noun] = pickNoun(question)
  if (!noun) return undefined
  const { text } = question
  const own = columns(noun)
  const { joins, where } = conditionsOf(noun, question, columns)
  const from = `from ${noun} t${joins.map((join) => ` ${join}`).join('')}`
  const conditions = [...links, ...where]
  const filter = conditions.length > 0 ? ` where ${conditions.join(' and ')}` : ''
  const reasoning = `To answer: ${text.replace(/\s+/g, ' ').slice(0, 300)}`
  const grouping = groupings.find(([pattern]) => pattern.test(text))?.[1]
  const isOfOrganization = grouping !== undefined && !own.has(grouping) && /^(?:industry|city|country)$/.test(grouping)
  const groupColumn =
    grouping === 'organization'
      ? 'o.name'
      : isOfOrganization && own.has('organization_id')
        ? `o.${grouping}`
        : grouping && own.has(grouping)
          ? `t.${grouping}`
          : undefined
  const organizationJoin = groupColumn?.startsWith('o.') && !hasOrganization(joins) ? joinOrganization(own) : ''
  if (groupColumn)
    return {
      query: `select ${groupColumn} as ${grouping}, count(*) as count ${from}${organizationJoin}${filter} group by ${groupColumn} order by count desc, ${groupColumn} limit 50`,
      reasoning,
    }
  const amount = noun === 'lead' ? undefined : amountColumn[noun]
  if ((isSum(text) || isAverage(text)) && amount && own.has(amount)) {
    const measure = isAverage(text) ? `round(avg(t.${amount}), 2) as average` : `sum(t.${amount}) as total`
    const currency = own.has('value_currency') ? 't.value_currency as currency, ' : ''
    return {
      query: `select ${currency}${measure}, count(*) as count ${from}${filter}${currency ? ' group by t.value_currency' : ''}`,
      reasoning,
    }
  }
  if (isSum(text) && noun === 'lead')
    return {
      query: `select sum(p.estimated_value) as total, count(*) as count ${from} join opportunity p on p.id = t.id${filter}`,
      reasoning,
    }
  if (isCount(text)) return { query: `select count(*) as count ${from}${filter}`, reasoning }
  return { query: listQuery(noun, question, own, joins, from, filter), reasoning }
}

const hasOrganization = (joins: string[]) => joins.some((join) => join.includes(' organization o '))

const joinOrganization = (own: Set<string>) =>
  own.has('organization_id') ? ' left join organization o on o.id = t.organization_id' : ''

const listQuery = (noun: Noun, { text }: Question, own: Set<string>, joins: string[], from: string, filter: string) => {
  const wanted = listed[noun].filter((column) => own.has(column)).map((column) => `t.${column}`)
  const join = hasOrganization(joins) ? '' : noun === 'lead' || noun === 'contact' ? joinOrganization(own) : ''
  const organization = hasOrganization(joins) || join ? ['o.name as organization'] : []
  const person = joins.some((each) => each.includes(' individual i ')) ? ['i.first_name', 'i.last_name'] : []
  const owner = /\b(?:owns?|owner|owned|assigned)\b/i.test(text)
    ? ['owner_id', 'assigned_to'].filter((name) => own.has(name)).map((name) => `t.${name}`)
    : []
  const limit = Number(/\b(?:top|first|last|newest|latest|largest|biggest)\s+(\d{1,2})\b/i.exec(text)?.[1] ?? 25)
  return `select ${[...wanted, ...owner, ...person, ...organization].join(', ')} ${from}${join}${filter} order by ${orderOf(noun, text, own)} limit ${limit}`
}

const orderOf = (noun: Noun, text: string, own: Set<string>): string => {
  const amount = amountColumn[noun]
  if (/\b(?:largest|biggest|highest|top|most valuable)\b/i.test(text) && amount && own.has(amount))
    return `t.${amount} desc nulls last`
  if (/\b(?:smallest|lowest)\b/i.test(text) && amount && own.has(amount)) return `t.${amount} asc nulls last`
  if (/\b(?:newest|latest|most recent|last)\b/i.test(text) && own.has('created_at'))
    return 't.created_at desc, t.id desc'
  if (/\boldest\b/i.test(text) && own.has('created_at')) return 't.created_at, t.id'
  return noun === 'task' && own.has('due_date') ? 't.due_date nulls last, t.id' : 't.id'
}

/** "Contacts at X" are contacts, "leads at organizations in X" are leads: the first kind that is asked for. */
const pickNoun = ({ nouns, text }: Question): Noun[] => (nouns.length > 0 ? nouns : readLeadType(text) ? ['lead'] : [])
