import type { Conversation } from '../read/read-conversation.ts'
import type { PlannedCall, ToolDefinition } from '../wire.ts'
import { fillArguments } from './fill-arguments.ts'

const idle = new Set(
  'a an and are as at be by for from get give has have i in is it me my of on or our please show tell that the this to us was we what when where which who with you your'.split(
    ' ',
  ),
)

const wordsOf = (text: string): Set<string> =>
  new Set(
    (
      text
        .toLowerCase()
        .replace(/([a-z])([A-Z])/g, '$1 $2')
        .match(/\p{L}{2,}/gu) ?? []
    )
      .filter((word) => !idle.has(word))
      .map((word) => word.replace(/(?:ing|s)$/, '')),
  )

/** The tool whose name and description share most words with the question; none where they share nothing or it has answered. */
export const chooseTool = (conversation: Conversation, tools: ToolDefinition[]): PlannedCall[] => {
  const asked = wordsOf(conversation.question)
  const best = tools
    .filter((tool) => !conversation.toolTurns.some(({ name }) => name === tool.function.name))
    .map(({ function: tool }) => {
      const own = wordsOf(tool.name.replaceAll('_', ' '))
      const described = wordsOf(tool.description ?? '')
      const score = [...asked].reduce((sum, word) => sum + (own.has(word) ? 2 : described.has(word) ? 1 : 0), 0)
      return { tool, score }
    })
    .sort((a, b) => b.score - a.score)[0]
  if (!best || best.score === 0 || conversation.toolTurns.length > 0) return []
  return [fillArguments(best.tool, conversation)]
}
