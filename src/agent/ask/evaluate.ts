import { taskIdOf } from '../nodes/take-turn.ts'
import type { RunNode } from '../run-graph-builder.ts'
import type { RunState } from '../state.ts'
import type { StepWork } from '../step-work.ts'
import { type AskMemory, lastTurn, readMemory, writeMemory } from './ask-memory.ts'
import { judgeAnswer } from './judge-answer.ts'
import { readSources } from './read-sources.ts'
import { stopAtBudget } from './stop-at-budget.ts'
import { supportDrafts } from './support-drafts.ts'

const MAX_RETRIES = 2
const NO_ANSWER = 'No answer could be given that the records bear out.'

/** Judges the answer and what it proposes: sent back with what is wrong, at most twice. A judge that fails lets nothing through. */
export const evaluate =
  (work: StepWork): RunNode =>
  async (state, config) => {
    const tools = work.tools(taskIdOf(config))
    const memory = readMemory(state.memory)
    const { messages, queries } = memory
    const { drafts, dropped } = supportDrafts(memory.drafts, readSources(state.run, messages), work.ctx.now)
    const verdict = await judgeAnswer(
      {
        question: state.run.prompt ?? '',
        answer: lastTurn(memory)?.content.trim() ?? '',
        unfinished: memory.unfinished,
        results: messages.flatMap((message) => (message.role === 'tool' ? [message.content] : [])),
        queries: queries.map(({ sql }) => sql),
        drafts,
        today: work.ctx.now.toISOString().slice(0, 10),
      },
      tools,
    )
    if (verdict.reached) return stopAtBudget(verdict.reached, tools, memory)
    const good = drafts.filter((draft) => !verdict.badDrafts.includes(draft))
    const left = [
      ...dropped,
      ...verdict.badDrafts.map(
        (draft) =>
          `The proposed ${draft.proposed_action} of ${draft.entity_type} was dropped: the question does not ask for it, or nothing bears it out.`,
      ),
    ]
    for (const message of left) tools.note({ kind: 'proposal_dropped', message: message.slice(0, 1000) })
    const problems = [...verdict.problems, ...left]
    if (problems.length === 0) return accept(good, memory, state)
    tools.note({ kind: 'sent_back', message: `The answer was sent back: ${problems.join(' ')}`.slice(0, 1000) })
    if (memory.retries >= MAX_RETRIES) return giveUp(memory)
    const feedback = `Your answer cannot be used: ${problems.join(' ')} Use the tools again if needed and answer only with what they say.`
    const retried = {
      messages: [...messages, { role: 'user' as const, content: feedback }],
      retries: memory.retries + 1,
    }
    return { memory: writeMemory({ ...memory, ...retried, drafts: good }) }
  }

const shown = ({ queries, lookups }: AskMemory, checked: boolean) =>
  JSON.parse(JSON.stringify({ queries, lookups, checked }))

function accept(drafts: AskMemory['drafts'], memory: AskMemory, { run }: RunState) {
  const filed = drafts.map((draft) => ({ ...draft, run_id: run.id, origin: { step: 'crm_worker', ...draft.origin } }))
  return {
    answer: lastTurn(memory)!.content.trim(),
    result: shown(memory, true),
    drafts: filed,
    memory: writeMemory({ ...memory, drafts: [] }),
  }
}

const giveUp = (memory: AskMemory) => ({
  answer: memory.unfinished ?? NO_ANSWER,
  result: shown(memory, false),
  memory: writeMemory({ ...memory, drafts: [] }),
})

/** Back to the worker with feedback, or on to the proposals and the end. */
export function afterEvaluate({ answer, drafts }: RunState): string {
  if (answer === null) return 'crm_worker'
  return drafts.length > 0 ? 'propose' : 'finish'
}
