import type { TextEdit } from './text-edit.ts'

/** `TABLE organization` is short for `SELECT * FROM organization`, and takes a name only. */
export function tableCommand(byteText: string, start: number): TextEdit[] {
  const keyword = /\btable\s+$/i.exec(byteText.slice(0, start))
  return keyword ? [{ start: keyword.index, end: start, text: 'select * from ' }] : []
}
