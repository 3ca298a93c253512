/** Shared trigrams over all trigrams, 0 to 1, with the padding of pg_trgm's similarity(). */
export function trigramSimilarity(a: string, b: string): number {
  const left = trigrams(a)
  const right = trigrams(b)
  const shared = [...left].filter((gram) => right.has(gram)).length
  const all = left.size + right.size - shared
  return all === 0 ? 0 : shared / all
}

function trigrams(text: string): Set<string> {
  const grams = new Set<string>()
  for (const word of text.split(' ').filter(Boolean)) {
    const padded = `  ${word} `
    for (let start = 0; start + 3 <= padded.length; start += 1) grams.add(padded.slice(start, start + 3))
  }
  return grams
}
