import { readFileSync } from 'node:fs'
import Papa from 'papaparse'

/** Rows of a CSV file, every value text. */
export function readRecords(path: string): Record<string, string>[] {
  return Papa.parse<Record<string, string>>(readFileSync(path, 'utf8'), { header: true, skipEmptyLines: true }).data
}
