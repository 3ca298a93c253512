import { readDay } from './read-day.ts'

const fieldNames: [string, RegExp][] = [
  ['email', /^(?:work )?e-?mail(?: address)?$/i],
  ['phone', /^(?:tele)?phone(?: number)?$/i],
  ['website', /^(?:web ?site|homepage|domain)$/i],
  ['title', /^(?:job )?title|position|role$/i],
  ['name', /^name$/i],
  ['first_name', /^first name$/i],
  ['last_name', /^(?:last name|surname)$/i],
  ['industry', /^(?:industry|sector)$/i],
  ['employee_count', /^(?:employee count|number of employees|employees|headcount|size)$/i],
  ['status', /^(?:status|stage)$/i],
  ['city', /^(?:city|town)$/i],
  ['country', /^country$/i],
  ['department', /^department$/i],
  ['source', /^source$/i],
  ['salary_range', /^salary(?: range)?$/i],
  ['location', /^location$/i],
  ['description', /^description$/i],
  ['linkedin_url', /^linkedin(?: url| profile)?$/i],
  ['value_amount', /^(?:value|amount)$/i],
  ['probability', /^probability$/i],
  ['expected_close_date', /^(?:expected )?close date$/i],
  ['due_date', /^due date$/i],
  ['priority', /^priority$/i],
]

/** A field of a record as a person names it, as one group. */
export const fieldPattern = String.raw`((?:job |work |first |last |due |close |expected close |employee |number of |e-?mail |phone |linkedin )?[\p{L}-]+(?: (?:address|number|range|profile|url|count|name))?)`

/** A value as its field wants it. */
export const parseValue = (field: string, written: string, today: string | undefined): unknown => {
  const value = written
    .trim()
    .replace(/[.!]+$/, '')
    .replace(/^["“”„']+|["“”']+$/g, '')
  if (field === 'employee_count') return Number(/\d[\d.,]*/.exec(value)?.[0].replace(/[.,]/g, ''))
  if (field === 'probability') return Number(/\d+/.exec(value)?.[0])
  if (field === 'value_amount') return value.replace(/[^\d.]/g, '')
  return field.endsWith('_date') ? (readDay(value, today) ?? value) : value
}

/** The column that words for a field stand for. */
export const fieldNamed = (words: string): string | undefined =>
  fieldNames.find(([, pattern]) => pattern.test(words.trim()))?.[0]
