import { readChange } from '../ask/read-change.ts'
import { readQuestion } from '../ask/read-question.ts'
import type { Conversation, Passage } from '../read/read-conversation.ts'

interface Grounding {
  isGrounded: boolean
  missing: string[]
}

const numbersOf = (text: string) =>
  (text.match(/\d+(?:[.,]\d+)*/g) ?? []).map((number) => number.replace(/,(?=\d{3}\b)/g, ''))
// words with a capital that a sentence begins with or that name nobody
const ownWords = new Set(
  `The I In At There These Here Found A An And Of From Nothing More It That What CRM Wikipedia Im Das Die Der Von Mehrere Darüber Vorgeschlagen Am Es Anzahl Dans Rien Trouvé Le La Les Plusieurs Proposé Une Selon Cela Encontrado No Nada El Varios Propuesto De La Se Ya Lo`.split(
    ' ',
  ),
)

const namesOf = (text: string) =>
  (text.match(/\p{Lu}[\p{L}’'-]+(?: (?:of |de |van )?\p{Lu}[\p{L}’'-]+)+/gu) ?? []).map((name) => {
    const words = name.split(' ')
    while (words.length > 0 && ownWords.has(words[0]!)) words.shift()
    while (words.length > 0 && ownWords.has(words.at(-1)!)) words.pop()
    return words.join(' ')
  })

// fields side by side read as one name: {"first_name":"Ana","last_name":"Ruiz"}
const fold = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/"?,\s*"\w+"\s*:\s*"?/g, ' ')
    .replace(/\s+/g, ' ')

/** Whether the numbers and names of an answer occur in what it may rest on. */
const checkGrounding = (answer: string, sources: string): Grounding => {
  const haystack = fold(sources)
  const numbers = new Set(numbersOf(haystack))
  const missing = [
    ...numbersOf(answer).filter((number) => !numbers.has(number)),
    ...namesOf(answer).filter((name) => name.includes(' ') && !haystack.includes(fold(name))),
  ]
  return { isGrounded: missing.length === 0, missing: [...new Set(missing)] }
}

const rowCounts = (text: string) => [(text.match(/"id"\s*:/g) ?? []).length, (text.match(/^\s*[-•*]/gm) ?? []).length]

/** Judges the answer that a message holds by the passages and results that stand beside it. */
export const judgeAnswer = ({ asked, passages, toolTurns }: Conversation): Record<string, unknown> => {
  const own = asked.join('\n')
  const answer =
    /^\s*(?:draft |the )?answer\s*:\s*([\s\S]*?)(?=^\s*(?:tool results?|sources?|results?|data|evidence|question|proposals?)\s*:|(?![\s\S]))/im.exec(
      own,
    )?.[1]
  const question = /^\s*question\s*:\s*([^\n]*)/im.exec(own)?.[1] ?? ''
  const after = answer === undefined ? own : own.slice(own.indexOf(answer) + answer.length)
  const sources = [...passages.map(({ text }) => text), ...toolTurns.map(({ result }) => result), after]
  const counts = sources.flatMap(rowCounts)
  const { isGrounded, missing } = checkGrounding(answer ?? own, [question, ...sources, counts.join(' ')].join('\n'))
  const problems = missing.map((each) => `"${each}" does not stand in the results.`)
  return {
    grounded: isGrounded,
    is_grounded: isGrounded,
    supported: isGrounded,
    problems,
    issues: problems,
    missing,
    bad_proposals: unaskedProposals(question, passages),
    feedback: problems.join(' '),
    reason: isGrounded ? 'Every number and name stands in the results.' : problems.join(' '),
  }
}

/** Numbers of the proposals beside an answer whose question asks for no change at all. */
const unaskedProposals = (question: string, passages: Passage[]): number[] => {
  if (readChange(readQuestion(question), undefined)) return []
  const proposed = /^(\d+)\. \{"proposed_action"/gm
  return passages.flatMap(({ text }) => [...text.matchAll(proposed)].map(([, number]) => Number(number)))
}
