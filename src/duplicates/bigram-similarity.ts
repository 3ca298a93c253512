/** The sorted pairs of neighbouring letters of a folded text, each as one integer; the text is closed up first. */
export function bigramsOf(folded: string): Uint16Array {
  const text = folded.replace(/[^a-z0-9]/g, '')
  const bigrams = new Uint16Array(Math.max(0, text.length - 1))
  for (let i = 0; i < bigrams.length; i++) bigrams[i] = text.charCodeAt(i) * 128 + text.charCodeAt(i + 1)
  return bigrams.sort()
}

/** Dice coefficient of two sorted multisets, 0 to 1 (L. R. Dice, 1945): blind to the order of words and to blanks. */
export function diceOf(left: Uint16Array, right: Uint16Array): number {
  if (left.length === 0 || right.length === 0) return 0
  let i = 0
  let j = 0
  let shared = 0
  while (i < left.length && j < right.length) {
    const difference = left[i]! - right[j]!
    if (difference === 0) shared++
    if (difference <= 0) i++
    if (difference >= 0) j++
  }
  return (2 * shared) / (left.length + right.length)
}
