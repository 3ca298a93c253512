import { maskHostile } from '../read/mask-hostile.ts'
import type { Conversation } from '../read/read-conversation.ts'
import { phrasesFor } from './phrases.ts'
import { isChange } from './plan-change.ts'
import { readQuestion } from './read-question.ts'
import { readResults } from './read-results.ts'
import { readWish, todayIn } from './read-wish.ts'
import { relevantSentences } from './relevant-sentences.ts'
import { notedWhat, wordUnchanged } from './word-change.ts'
import { wordFound } from './word-found.ts'
import { wordPage, wordSearch } from './word-reading.ts'
import { type Findings, wordRows } from './word-rows.ts'

/** Words the answer from the results, with the ids they hold; it says nothing that they do not say. */
export const wordAnswer = (conversation: Conversation): string => {
  const question = readQuestion(conversation.question)
  const results = readResults(conversation)
  const say = phrasesFor(question.text)
  if (results.length === 0) return wordWithoutTools(conversation)
  const wish = readWish(question, todayIn(conversation.system))
  const answer = wordResults({ wish, text: question.text, results, say })
  return withoutBlamed(answer, conversation.feedback) || say.none
}

// with nothing looked up there is nothing to say but what stands in the message itself
const wordWithoutTools = ({ question, passages }: Conversation): string => {
  const found = passages.flatMap(({ body }) => relevantSentences(maskHostile(body), question, 3))
  return found.length > 0
    ? found.join(' ')
    : 'I can only say what tools or the given text tell me, and they tell me nothing of that.'
}

/** Lines that were objected to are left out the next time. */
const withoutBlamed = (answer: string, feedback: string[]): string => {
  const blamed = feedback.flatMap((text) => [
    ...(/not in any tool result: (.+?)\.(?:\s|$)/i.exec(text)?.[1]?.split(', ') ?? []),
    ...[...text.matchAll(/"([^"]+)" does not stand/g)].map(([, each]) => each!),
  ])
  return answer
    .split('\n')
    .filter((line) => !blamed.some((each) => line.includes(each)))
    .join('\n')
    .trim()
}

const wordResults = (findings: Findings): string => {
  const { wish, results, say } = findings
  const noted = results.filter(({ tool, text }) => tool.startsWith('propose_') && /^Noted\b/i.test(text))
  if (noted.length > 0) return [...noted.map((result) => say.proposed(notedWhat(result))), say.waits].join(' ')
  if (isChange(wish)) return wordUnchanged(wish, findings)
  const query = results.findLast(({ tool }) => tool === 'execute_crm_query')
  const page = results.findLast(({ tool }) => tool === 'fetch_page')
  if (page) return wordPage(page, findings)
  const search = results.findLast(({ tool }) => tool === 'web_search' || tool === 'wikipedia')
  if (search) return wordSearch(search, findings)
  if (query) return wordRows(query, findings)
  if (wish.kind === 'find' || wish.kind === 'linked' || wish.kind === 'role') return wordFound(wish.name, findings)
  return results.map((result) => wordRows(result, findings)).join('\n')
}
