import { type ComposedQuery, composeQuery } from './compose-query.ts'
import type { Columns } from './known-columns.ts'
import type { PickedRecord } from './pick-records.ts'
import type { Noun, Question } from './read-question.ts'

const leadTypes = "('Lead', 'Job', 'Opportunity', 'Partnership')"

/** How records of one kind hang on another, as SQL over the table's alias `t`; undefined where they do not. */
const linkOf = (noun: Noun, { entity, id }: PickedRecord, columns: Columns): string | undefined => {
  const own = columns(noun)
  if (own.has('entity_type') && own.has('entity_id'))
    return entity === 'Lead'
      ? `t.entity_type in ${leadTypes} and t.entity_id = ${id}`
      : `t.entity_type = '${entity}' and t.entity_id = ${id}`
  const column = `${entity.toLowerCase()}_id`
  if (own.has(column)) return `t.${column} = ${id}`
  switch (`${noun} of ${entity}`) {
    case 'individual of Organization':
      return `t.id in (select c.individual_id from contact c where c.organization_id = ${id})`
    case 'organization of Individual':
      return `t.id in (select c.organization_id from contact c where c.individual_id = ${id})`
    case 'lead of Individual':
      return `t.organization_id in (select c.organization_id from contact c where c.individual_id = ${id})`
    case 'deal of Organization':
      return `t.id in (select l.deal_id from lead l where l.organization_id = ${id})`
    case 'deal of Lead':
      return `t.id in (select l.deal_id from lead l where l.id = ${id})`
    case 'organization of Lead':
      return `t.id in (select l.organization_id from lead l where l.id = ${id})`
    case 'contact of Lead':
      return `t.organization_id in (select l.organization_id from lead l where l.id = ${id})`
    case 'individual of Lead':
      return `t.id in (select c.individual_id from contact c join lead l on l.organization_id = c.organization_id where l.id = ${id})`
    default:
      return undefined
  }
}

/** One SELECT for the records of a kind that hang on one found before, narrowed by what else the question says. */
export const composeLinkedQuery = (
  question: Question,
  noun: Noun,
  record: PickedRecord,
  columns: Columns,
): ComposedQuery | undefined => {
  const link = linkOf(noun, record, columns)
  // the name has done its work: it must not narrow once more
  return link ? composeQuery({ ...question, names: [], nouns: [noun] }, columns, [link]) : undefined
}

/** People with a role at an organization. */
export const composeRoleQuery = (role: string, { id, label }: PickedRecord): ComposedQuery => ({
  query: `select i.id, i.first_name, i.last_name, coalesce(t.title, i.title) as title, coalesce(t.email, i.email) as email, o.name as organization from contact t join individual i on i.id = t.individual_id join organization o on o.id = t.organization_id where t.organization_id = ${id} and (${rolePatterns(role)}) order by i.last_name, i.id limit 25`,
  reasoning: `To find the ${role} at ${label}`,
})

const spelledOut: Record<string, string> = {
  ceo: 'chief executive',
  cto: 'chief technology',
  cfo: 'chief financial',
  cio: 'chief information',
  coo: 'chief operating',
  cmo: 'chief marketing',
  cdo: 'chief data',
}

const rolePatterns = (role: string) => {
  const folded = role.toLowerCase().replace(/ officer$/, '')
  const short = Object.entries(spelledOut).find(([, words]) => words === folded)?.[0]
  return [folded, spelledOut[folded], short]
    .filter((each): each is string => each !== undefined)
    .map((each) => `coalesce(t.title, i.title) ilike '%${each.replaceAll("'", "''")}%'`)
    .join(' or ')
}
