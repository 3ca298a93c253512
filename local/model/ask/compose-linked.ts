import { type ComposedQuery, composeQuery } from './compose-query.ts'
import type { Columns } from './known-columns.ts'
import { matchRole } from './names-of-role.ts'
import type { PickedRecord } from './pick-records.ts'
import type { Noun, Question } from './read-question.ts'

const leadTypes = "('Lead', 'Job', 'Opportunity', 'Partnership')"

/** How records of one kind hang on another, as SQL over the table's alias `t`; undefined where they do not. */
const linkOf = (noun: Noun, records: PickedRecord[], columns: Columns): string | undefined => {
  const own = columns(noun)
  const { entity } = records[0]!
  const ids = records.map(({ id }) => id)
  const among = ids.length === 1 ? `= ${ids[0]}` : `in (${ids.join(', ')})`
  if (own.has('entity_type') && own.has('entity_id'))
    return entity === 'Lead'
      ? `t.entity_type in ${leadTypes} and t.entity_id ${among}`
      : `t.entity_type = '${entity}' and t.entity_id ${among}`
  const column = `${entity.toLowerCase()}_id`
  if (own.has(column)) return `t.${column} ${among}`
  switch (`${noun} of ${entity}`) {
    case 'individual of Organization':
      return `t.id in (select c.individual_id from contact c where c.organization_id ${among})`
    case 'organization of Individual':
      return `t.id in (select c.organization_id from contact c where c.individual_id ${among})`
    case 'lead of Individual':
      return `t.organization_id in (select c.organization_id from contact c where c.individual_id ${among})`
    case 'deal of Organization':
      return `t.id in (select l.deal_id from lead l where l.organization_id ${among})`
    case 'deal of Lead':
      return `t.id in (select l.deal_id from lead l where l.id ${among})`
    case 'organization of Lead':
      return `t.id in (select l.organization_id from lead l where l.id ${among})`
    case 'contact of Lead':
      return `t.organization_id in (select l.organization_id from lead l where l.id ${among})`
    case 'individual of Lead':
      return `t.id in (select c.individual_id from contact c join lead l on l.organization_id = c.organization_id where l.id ${among})`
    default:
      return undefined
  }
}

/** One SELECT for the records of a kind that hang on those of one name found before, narrowed by what else the question says. */
export const composeLinkedQuery = (
  question: Question,
  noun: Noun,
  records: PickedRecord[],
  columns: Columns,
): ComposedQuery | undefined => {
  const link = linkOf(noun, records, columns)
  // the name has done its work: it must not narrow once more
  return link ? composeQuery({ ...question, names: [], nouns: [noun] }, columns, [link]) : undefined
}

/** People with a role at an organization. */
export const composeRoleQuery = (role: string, { id, label }: PickedRecord): ComposedQuery => ({
  query: `select i.id, i.first_name, i.last_name, coalesce(t.title, i.title) as title, coalesce(t.email, i.email) as email, o.name as organization from contact t join individual i on i.id = t.individual_id join organization o on o.id = t.organization_id where t.organization_id = ${id} and (${matchRole('coalesce(t.title, i.title)', role)}) order by i.last_name, i.id limit 25`,
  reasoning: `To find the ${role} at ${label}`,
})
