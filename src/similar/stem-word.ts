const PLURAL = /(?:(?<=[sxz]|ch|sh)es|(?<!s)s)$/
const ENDINGS = /(?:ations?|ings?|ions?|ments?|ed|er|al|e)$/
const SHORTEST_SINGULAR = 3
const SHORTEST_STEM = 4

/** A light English stem, enough for names of stages: "interviewing", "interviewed" and "interviews" are "interview". */
export function stemWord(word: string): string {
  const singular = cut(word, PLURAL, SHORTEST_SINGULAR)
  const stem = cut(singular, ENDINGS, SHORTEST_STEM)
  return stem.replace(/y$/, 'i')
}

function cut(word: string, ending: RegExp, shortest: number): string {
  const stem = word.replace(ending, '')
  return stem.length >= shortest ? stem : word
}
