import type { Facts } from '../read/find-organization.ts'
import type { JsonSchema } from '../wire.ts'
import { plainSchema } from './fit-value.ts'

/** Other names under which schemas ask for a fact. */
const aliases: Record<string, string> = {
  full_name: 'name',
  person_name: 'name',
  job_title: 'title',
  role: 'title',
  position: 'title',
  email_address: 'email',
  work_email: 'email',
  phone_number: 'phone',
  telephone: 'phone',
  linkedin: 'linkedin_url',
  profile_url: 'linkedin_url',
  organization: 'company',
  organization_name: 'company',
  organisation: 'company',
  company_name: 'company',
  employer: 'company',
  organization_website: 'website',
  company_website: 'website',
  salary: 'salary_range',
  compensation: 'salary_range',
  is_remote: 'remote',
  posted_on: 'posted_at',
  date_posted: 'posted_at',
  deadline: 'closes_on',
  closing_date: 'closes_on',
  is_closed: 'closed',
  is_former: 'former',
  summary: 'description',
  employees: 'employee_count',
  headcount: 'employee_count',
  url: 'posting_url',
}

const quoteList = /^(?:quotes?|evidence|citations?|proofs?)$/

/** An object of the asked-for properties: a fact under any of its names, its quote beside it in the way the schema wants it. */
export const fillFacts = (schema: JsonSchema, root: JsonSchema, { values, quotes }: Facts): Record<string, unknown> => {
  const properties = Object.entries(plainSchema(schema, root).properties ?? {})
  const nameOf = (property: string) => (values[property] !== undefined ? property : (aliases[property] ?? property))
  const quoted = properties.flatMap(([name]) => {
    const quote = quotes[nameOf(name)]
    return quote ? [{ field: name, quote }] : []
  })
  return Object.fromEntries(
    properties.map(([name, property]) => {
      const plain = plainSchema(property, root)
      if (quoteList.test(name)) return [name, quotesAs(plain, root, quoted)]
      if (name.endsWith('_quote')) return [name, quotes[nameOf(name.slice(0, -'_quote'.length))]]
      if (plain.properties?.value && plain.properties.quote)
        return [name, { value: values[nameOf(name)], quote: quotes[nameOf(name)] }]
      return [name, values[nameOf(name)]]
    }),
  )
}

const quotesAs = (schema: JsonSchema, root: JsonSchema, quoted: { field: string; quote: string }[]): unknown => {
  if (schema.type === 'object') return Object.fromEntries(quoted.map(({ field, quote }) => [field, quote]))
  if (schema.type === 'string') return quoted[0]?.quote
  const item = plainSchema(schema.items ?? {}, root)
  if (!item.properties) return quoted.map(({ quote }) => quote)
  const names = Object.keys(item.properties)
  const fieldName = names.find((name) => /field|property|name|key/.test(name)) ?? 'field'
  const quoteName = names.find((name) => /quote|text|excerpt|evidence/.test(name)) ?? 'quote'
  return quoted.map(({ field, quote }) => ({ [fieldName]: field, [quoteName]: quote }))
}
