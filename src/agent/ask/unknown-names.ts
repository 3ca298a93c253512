import { type KnownText, wordsOf } from './known-text.ts'

// two words or more that begin with capitals, with what stands inside names between them
const NAME =
  /\p{Lu}[\p{L}\p{M}'’.-]*(?: (?:(?:of|the|and|de|del|della|da|van|von|der|den|&) )?\p{Lu}[\p{L}\p{M}'’.-]*)+/gu

// how records, roles and days are called; with capitals at the start of a sentence, in a heading, or always in German
const ORDINARY = new Set(
  `account accounts organization organizations organisation organisations organisationen company companies firm firma firmen unternehmen entreprise
  entreprises societe empresa empresas azienda bedrijf individual individuals person personen people contact contacts kontakt kontakte contacto
  contactos contatto contatti contato deal deals lead leads job jobs opportunity opportunities opportunite oportunidad partnership partnerships
  partnerschaft project projects projekt projekte projet task tasks aufgabe aufgaben tache tarea tareas note notes notiz notizen document documents
  dokument asset assets status stage type title titel name names id ids owner email phone website industry city country status stelle stellen kunde
  kunden ansprechpartner ansprechpartnerin herr frau mr mrs ms dr prof senora senor monsieur madame january february march april may june july august
  september october november december januar februar marz mai juni juli oktober dezember janvier fevrier mars avril juin juillet aout septembre octobre
  novembre decembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre monday tuesday wednesday thursday friday
  saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag crm total the a an this that these those there here it its his her their
  our your my we i he she they and or but for with from at in on by to of as if no not yes all both each every one two three four five six seven eight
  nine ten none nothing only also currently today yesterday tomorrow in der die das ein eine es gibt im am le la les un une il elle el los las uno una
  found according based please note would next last first new open closed`.split(/\s+/),
)

/**
 * Names in an answer that no record and no text bears out. A name is known where it stands as it is, or where one record
 * holds all of its words; "Alice Smith" is not known for an Alice Jones and a Bob Smith.
 */
export function unknownNames(answer: string, known: KnownText): { invented: string[]; doubtful: string[] } {
  const found = [...answer.matchAll(NAME)].flatMap(({ 0: text, index }) => {
    const isAtStart = /(?:^|[.!?:\n*•-])\s*$/.test(answer.slice(0, index))
    // "Smith and Sons" may be one name, or two that stand side by side
    if (isKnown(trimOrdinary(wordsOf(text)), known)) return []
    return text.split(/ (?:and|&) /).map((part, at) => ({ name: bareName(part), isAtStart: isAtStart && at === 0 }))
  })
  const judged = found.map(({ name, isAtStart }) => {
    const words = trimOrdinary(wordsOf(name))
    if (words.length < 2 || isKnown(words, known)) return { name, judgement: 'known' }
    // a name in another script is spelt by ear
    const isLatin = !/(?!\p{scx=Latn})\p{L}/u.test(name)
    return { name, judgement: judge(words, known, { isAtStart, isLatin }) }
  })
  const those = (wanted: string) => judged.filter(({ judgement }) => judgement === wanted).map(({ name }) => name)
  return { invented: those('invented'), doubtful: those('doubtful') }
}

const bareName = (text: string) => text.replace(/(?:['’]s?|[.’'-]+)$/, '').trim()

function trimOrdinary(words: string[]): string[] {
  const from = words.findIndex((word) => !ORDINARY.has(word))
  const to = words.findLastIndex((word) => !ORDINARY.has(word))
  return from < 0 ? [] : words.slice(from, to + 1)
}

const isKnown = (words: string[], known: KnownText) =>
  isPhrase(words, known) ||
  known.lines.some((line) => words.every((word) => ORDINARY.has(word) || line.some((other) => isSameWord(word, other))))

const isPhrase = (words: string[], known: KnownText) => known.words.includes(` ${words.join(' ')} `)

/** The same but for an ending: languages decline names. */
const isSameWord = (word: string, other: string) =>
  word === other ||
  (word.length >= 5 &&
    Math.abs(word.length - other.length) <= 3 &&
    other.startsWith(word.slice(0, Math.max(4, word.length - 2))))

interface Standing {
  isAtStart: boolean
  isLatin: boolean
}

/** Known names side by side are no invention; one strange word before a known name may be a word and not a name. */
function judge(words: string[], known: KnownText, { isAtStart, isLatin }: Standing): 'known' | 'doubtful' | 'invented' {
  const [first, ...rest] = words
  const restIsKnown = rest.length > 1 ? isKnown(rest, known) : known.words.includes(` ${rest[0]} `)
  if (restIsKnown && isAtStart && !known.words.includes(` ${first} `)) return rest.length > 1 ? 'known' : 'doubtful'
  if (isCovered(words, known)) return 'known'
  if (restIsKnown && !known.words.includes(` ${first} `)) return 'doubtful'
  return isLatin ? 'invented' : 'doubtful'
}

/** Whether the words fall apart into names of two words and more that are known, with at most one single word besides. */
function isCovered(words: string[], known: KnownText): boolean {
  let singles = 0
  let at = 0
  while (at < words.length) {
    let end = words.length
    while (end - at > 1 && !isKnown(words.slice(at, end), known)) end--
    if (end - at === 1) {
      if (ORDINARY.has(words[at]!)) singles -= 1
      else if (!known.words.includes(` ${words[at]} `)) return false
      singles += 1
    }
    at = end
  }
  return singles <= 1 && words.length > 2
}
