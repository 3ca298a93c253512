const FIRST: [RegExp, string][] = [
  [/^mac/, 'mcc'],
  [/^kn/, 'nn'],
  [/^k/, 'c'],
  [/^p[hf]/, 'ff'],
  [/^sch/, 'sss'],
]
const LAST: [RegExp, string][] = [
  [/(?:ee|ie)$/, 'y'],
  [/(?:dt|rt|rd|nt|nd)$/, 'd'],
]
const isVowel = (letter: string | undefined): boolean => letter !== undefined && 'aeiou'.includes(letter)

/**
 * The phonetic code of a folded name after NYSIIS (R. L. Taft, Name Search Techniques, New York State Identification
 * and Intelligence System, 1970), not cut to six letters: "macintosh" and "mcintosh" are both "mcant".
 */
export function encodeNysiis(folded: string): string {
  let name = folded.replace(/[^a-z]/g, '')
  if (name === '') return ''
  for (const [pattern, by] of FIRST) name = name.replace(pattern, by)
  for (const [pattern, by] of LAST) name = name.replace(pattern, by)
  let code = name[0]!
  const letters = [...name]
  for (let at = 1; at < letters.length; at++) {
    const coded = codeAt(letters, at)
    for (let i = 0; i < coded.length; i++) letters[at + i] = coded[i]!
    if (letters[at] !== code[code.length - 1]) code += letters[at]
  }
  return trimCode(code)
}

function codeAt(letters: string[], at: number): string {
  const letter = letters[at]!
  const next = letters[at + 1]
  if (letter === 'e' && next === 'v') return 'af'
  if (isVowel(letter)) return 'a'
  if (letter === 'q') return 'g'
  if (letter === 'z') return 's'
  if (letter === 'm') return 'n'
  if (letter === 'k') return next === 'n' ? 'n' : 'c'
  if (letter === 's' && next === 'c' && letters[at + 2] === 'h') return 'sss'
  if (letter === 'p' && next === 'h') return 'ff'
  const before = letters[at - 1]!
  if (letter === 'h' && !(isVowel(before) && isVowel(next))) return before
  if (letter === 'w' && isVowel(before)) return before
  return letter
}

function trimCode(code: string): string {
  let result = code.length > 1 && code.endsWith('s') ? code.slice(0, -1) : code
  if (result.endsWith('ay')) result = `${result.slice(0, -2)}y`
  if (result.length > 1 && result.endsWith('a')) result = result.slice(0, -1)
  return result
}
