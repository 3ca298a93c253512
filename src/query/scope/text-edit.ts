/** Replaces what stands between two offsets of a byte text. */
export interface TextEdit {
  start: number
  end: number
  text: string
}

/** Applies edits that do not overlap, in any order. */
export function applyEdits(text: string, edits: TextEdit[]): string {
  let edited = ''
  let at = 0
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    edited += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return edited + text.slice(at)
}
