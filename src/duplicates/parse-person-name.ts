import { closeUmlauts, foldText, foldWords } from './fold-text.ts'

export interface PersonName {
  /** Given names, folded; one letter stands for an initial. */
  given: string[]
  /** Family name, folded and closed up: "van der Berg" is "vanderberg". */
  family: string
  /** Its parts where it has several: "smith-jones" is ["smith", "jones"]. */
  familyParts: string[]
  /** 'jr', 'sr', or the number of the generation ('3'); '' when not given. */
  generation: string
}

const TITLES = new Set(
  'mr mrs ms miss mx dr prof professor sir dame madam herr frau hr fr mme mlle sr sra srta don dona ing dipl mag rev hon capt'.split(
    ' ',
  ),
)
const DEGREES = new Set('phd md mba cpa esq dds jd msc bsc ma ba obe mbe cfa pmp rn dvm'.split(' '))
const GENERATIONS: Record<string, string> = {
  jr: 'jr',
  jnr: 'jr',
  junior: 'jr',
  sr: 'sr',
  snr: 'sr',
  senior: 'sr',
  ii: '2',
  iii: '3',
  iv: '4',
  '2nd': '2',
  '3rd': '3',
  '4th': '4',
}
const PARTICLES = new Set(
  'van von der den de del della di da dos das du la le el al bin ibn ben ter ten zu af av mac mc st saint san'.split(
    ' ',
  ),
)

/** Reads a person's name from its two fields; a whole name standing in one of them is taken apart. */
export function parsePersonName(firstName: string, lastName: string): PersonName {
  const [first, last] = separate(firstName, lastName)
  let given = foldWords(first)
  let family = foldWords(last.replace(/\([^)]*\)/g, ' '))
  let generation = ''
  const keep = (word: string, at: number, words: string[]): boolean => {
    const found = GENERATIONS[word]
    if (found === undefined || words.length === 1 || at === 0) return true
    generation = found
    return false
  }
  family = dropOuter(family).filter(keep)
  given = dropOuter(given).filter(keep)
  const closed = family.map(closeUmlauts)
  const parts = closed.filter((word) => !PARTICLES.has(word))
  return { given, family: closed.join(''), familyParts: parts.length > 1 ? parts : [], generation }
}

function dropOuter(words: string[]): string[] {
  let start = 0
  let end = words.length
  while (end - start > 1 && TITLES.has(words[start]!)) start++
  while (end - start > 1 && DEGREES.has(words[end - 1]!)) end--
  return words.slice(start, end)
}

function separate(first: string, last: string): [string, string] {
  if (first !== '' && last !== '') return [first, last]
  const whole = first || last
  const comma = whole.indexOf(',')
  if (comma > 0 && GENERATIONS[foldText(whole.slice(comma + 1)).replace(/[^a-z0-9]/g, '')] === undefined) {
    return [whole.slice(comma + 1).trim(), whole.slice(0, comma)]
  }
  const words = whole.replace(/,/g, ' ').split(/\s+/).filter(Boolean)
  if (words.length < 2 || (last !== '' && words.some((word) => PARTICLES.has(foldText(word))))) return [first, last]
  const end = lastNameStart(words)
  return [words.slice(0, end).join(' '), words.slice(end).join(' ')]
}

function lastNameStart(words: string[]): number {
  let end = words.length - 1
  const isTail = (word: string) =>
    GENERATIONS[foldText(word).replace(/\W/g, '')] !== undefined || DEGREES.has(foldText(word).replace(/\W/g, ''))
  while (end > 1 && isTail(words[end]!)) end--
  while (end > 1 && PARTICLES.has(foldText(words[end - 1]!))) end--
  return end
}
