import { isRouteEnum } from '../rules/read-intent.ts'
import type { JsonSchema } from '../wire.ts'
import { plainSchema } from './fit-value.ts'

export type SchemaKind =
  | 'route'
  | 'search_plan'
  | 'people_on_page'
  | 'posting_on_page'
  | 'organization_on_page'
  | 'follow_up_wording'
  | 'grounding'
  | 'record'

const named: SchemaKind[] = [
  'route',
  'search_plan',
  'people_on_page',
  'posting_on_page',
  'organization_on_page',
  'follow_up_wording',
  'grounding',
]

const hasAny = (names: string[], ...wanted: string[]) => wanted.some((name) => names.includes(name))

/** What a schema asks for: by its name where it is one of ours, else by its properties. */
export const schemaKind = (name: string, schema: JsonSchema, root: JsonSchema): SchemaKind => {
  const known = named.find((kind) => kind === name)
  if (known) return known
  const properties = Object.entries(plainSchema(schema, root).properties ?? {})
  const names = properties.map(([property]) => property)
  if (hasAny(names, 'grounded', 'is_grounded', 'supported')) return 'grounding'
  if (properties.some(([, property]) => isRouteEnum((plainSchema(property, root).enum ?? []).map(String))))
    return 'route'
  if (hasAny(names, 'queries', 'search_queries', 'searches')) return 'search_plan'
  if (hasAny(names, 'first_line', 'opening_line')) return 'follow_up_wording'
  if (properties.some(([, property]) => isPeopleList(property, root))) return 'people_on_page'
  if (hasAny(names, 'title', 'job_title') && hasAny(names, 'salary_range', 'closed', 'posted_at', 'location'))
    return 'posting_on_page'
  if (names.includes('name') && hasAny(names, 'website', 'industry', 'employee_count')) return 'organization_on_page'
  return 'record'
}

/** Whether a property is a list of people. */
export const isPeopleList = (schema: JsonSchema, root: JsonSchema): boolean => {
  const list = plainSchema(schema, root)
  const names = Object.keys(plainSchema(list.items ?? {}, root).properties ?? {})
  return (
    list.type === 'array' &&
    hasAny(names, 'name', 'full_name', 'first_name') &&
    hasAny(names, 'title', 'email', 'job_title', 'role')
  )
}
