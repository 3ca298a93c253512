export interface Sentence {
  start: number
  end: number
}

// a full stop behind these, or behind one capital letter, ends nothing
const ABBREVIATED = /(?:^|[\s(])(?:dr|prof|mr|mrs|ms|st|no|nr|tel|tél|dipl|ing|sr|jr|\p{Lu})$/iu
const END = /[.!?…]["'”’»)]*\s+(?=["'“‘«(]?[\p{Lu}\d])/gu

// a sentence that is longer says nothing about somebody at its other end
const REACH = 800

/** The sentence of a page's text that holds a position; a line ends every sentence. */
export function sentenceAt(text: string, at: number): Sentence {
  const lineStart = Math.max(text.lastIndexOf('\n', at - 1) + 1, at - REACH)
  const lineBreak = text.indexOf('\n', at)
  const lineEnd = Math.min(lineBreak < 0 ? text.length : lineBreak, at + REACH)
  const line = text.slice(lineStart, lineEnd)
  let start = lineStart
  for (const match of line.matchAll(END)) {
    if (ABBREVIATED.test(line.slice(0, match.index))) continue
    const end = lineStart + match.index + match[0].length
    if (end > at) return { start, end }
    start = end
  }
  return { start, end: lineEnd }
}
