export interface Span {
  text: string
  index: number
  end: number
}

/** The lines of a text that say something, with where they stand. */
export const linesOf = (text: string): Span[] => {
  const lines: Span[] = []
  for (const match of text.matchAll(/[^\n]+/g)) {
    const trimmed = match[0].trim()
    if (!trimmed) continue
    const index = match.index + match[0].indexOf(trimmed)
    lines.push({ text: trimmed, index, end: index + trimmed.length })
  }
  return lines
}

const abbreviations = /\b(?:Dr|Mr|Mrs|Ms|Prof|St|Ltd|Inc|Corp|e\.g|i\.e|approx|No|Nr|Str|ca|z\.B|e)\.$/

/** The sentences of one line. */
export const sentencesOf = (line: Span): Span[] => {
  const sentences: Span[] = []
  let start = 0
  for (const match of line.text.matchAll(/[.!?]["”’)]?(?=\s+[\p{Lu}\p{N}"“‘(])/gu)) {
    const end = match.index + match[0].length
    if (abbreviations.test(line.text.slice(start, match.index + 1))) continue
    sentences.push({ text: line.text.slice(start, end), index: line.index + start, end: line.index + end })
    start = end + (/^\s+/.exec(line.text.slice(end))?.[0].length ?? 0)
  }
  if (start < line.text.length)
    sentences.push({ text: line.text.slice(start), index: line.index + start, end: line.end })
  return sentences
}

/** The sentence or line around a place in the text, verbatim. */
export const sentenceAt = (text: string, index: number): Span | undefined => {
  const line = linesOf(text).find((each) => index >= each.index && index < each.end)
  return line ? (sentencesOf(line).find((each) => index >= each.index && index < each.end) ?? line) : undefined
}
