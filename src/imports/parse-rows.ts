import Papa from 'papaparse'
import { AppError, type FieldError, invalid } from '../errors.ts'
import type { WritableType } from '../records/entity-type.ts'
import { parseRecordValues } from '../records/parse-record-values.ts'
import { recordFields } from '../records/record-fields.ts'

export interface ParsedRow {
  /** As a person counts: the first row of data is 1. */
  row: number
  /** The id a row names, to update that very record. */
  id: number | undefined
  values: Record<string, unknown>
}

export interface RowError extends FieldError {
  row: number
}

export interface ParsedRows {
  rows: ParsedRow[]
  errors: RowError[]
}

export const MAX_ROWS = 5000
const NUMBERS = /(?:^|_)(?:id|count|position|days)$/
const FLAGS = new Set(['remote', 'is_primary', 'opted_out', 'is_current'])
const TRUE = /^(?:true|yes|y|1)$/i
const FALSE = /^(?:false|no|n|0)$/i

/** The rows of a CSV file (RFC 4180, first line names the fields) or of JSON lines, each checked like any input. @throws AppError invalid */
export function parseRows(entityType: WritableType, format: 'csv' | 'json', text: string): ParsedRows {
  const raw = format === 'csv' ? readCsv(entityType, text) : readJsonLines(text)
  if (raw.length === 0)
    throw invalid('There are no rows to import.', [{ path: 'body', message: 'The first row names the fields.' }])
  if (raw.length > MAX_ROWS)
    throw invalid(`At most ${MAX_ROWS} rows can be imported at once.`, [
      { path: 'body', message: `These are ${raw.length}.` },
    ])
  const rows: ParsedRow[] = []
  const errors: RowError[] = []
  raw.forEach((given, at) => {
    const row = at + 1
    if ('problem' in given) {
      errors.push({ row, path: '', message: String(given.problem) })
      return
    }
    try {
      const { id, ...values } = given.values
      const key = id === undefined || id === '' || id === null ? undefined : readId(id)
      refuseFormulas(values)
      rows.push({ row, id: key, values: parseRecordValues(entityType, key ? 'change' : 'create', values, []) })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      errors.push(...error.errors.map((each) => ({ row, ...each })))
    }
  })
  return { rows, errors }
}

function readId(id: unknown): number {
  const key = Number(id)
  if (!Number.isSafeInteger(key) || key <= 0)
    throw invalid('Some fields are not valid.', [{ path: 'id', message: 'This must be the id of a record.' }])
  return key
}

// "=HYPERLINK(...)", "@SUM(...)", "+cmd|' /C calc'!A0": what a spreadsheet would carry out; "+44 20" and "-5" are none
const FORMULA = /^(?:[=\t\r]|[+\-@]\s*[a-z].*[(|!])/i

/** A value that a spreadsheet would run is let in neither here nor into what people export later. @throws AppError invalid */
function refuseFormulas(values: Record<string, unknown>) {
  const found = Object.entries(values).filter(([, value]) => typeof value === 'string' && FORMULA.test(value))
  if (found.length > 0)
    throw invalid(
      'Some fields are not valid.',
      found.map(([path]) => ({ path, message: 'This looks like a formula; give it as plain text.' })),
    )
}

type Given = { values: Record<string, unknown> } | { problem: string }

function readCsv(entityType: WritableType, text: string): Given[] {
  const names = new Map(Object.keys(recordFields[entityType]).map((name) => [fieldKey(name), name]))
  const { data, meta, errors } = Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (header) => (fieldKey(header) === 'id' ? 'id' : (names.get(fieldKey(header)) ?? header.trim())),
  })
  const unknown = (meta.fields ?? []).filter(
    (name) => name !== 'id' && name !== '' && ![...names.values()].includes(name),
  )
  if (unknown.length > 0)
    throw invalid(
      'Some columns are not fields of this kind of record.',
      unknown.map((path) => ({ path, message: 'There is no such field.' })),
    )
  const broken = new Map(errors.map(({ row, message }) => [row, message]))
  return data.map((record, at) => {
    const problem = broken.get(at)
    if (problem && !/Too few fields/.test(problem)) return { problem }
    const cells = Object.entries(record).filter(
      ([name, cell]) => name !== '' && name !== '__parsed_extra' && cell !== '',
    )
    return { values: Object.fromEntries(cells.map(([name, cell]) => [name, readCell(name, cell)])) }
  })
}

const fieldKey = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '')

/** A cell is text; what the field needs to be a number or a yes is read as one. */
function readCell(name: string, cell: string): unknown {
  const value = cell.trim()
  if (FLAGS.has(name)) return TRUE.test(value) ? true : FALSE.test(value) ? false : value
  return NUMBERS.test(name) && /^-?[\d,]+$/.test(value) ? Number(value.replaceAll(',', '')) : value
}

function readJsonLines(text: string): Given[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => {
    try {
      const values = JSON.parse(line)
      return values !== null && typeof values === 'object' && !Array.isArray(values)
        ? { values }
        : { problem: 'A line must be a JSON object.' }
    } catch {
      return { problem: 'This line is not valid JSON.' }
    }
  })
}
