import type { RunNode } from '../run-graph-builder.ts'
import type { StepWork } from '../step-work.ts'
import { taskIdOf } from './take-turn.ts'

/** Chooses the use case where the caller did not; a question that fits none is declined with a sentence. */
export const route =
  (work: StepWork): RunNode =>
  async (state, config) => {
    if (state.use_case) return { phase: 'working' }
    const tools = work.tools(taskIdOf(config))
    const choice = await work.chooseUseCase(state.run, tools)
    if ('declined' in choice) {
      tools.done({ kind: 'declined', message: choice.declined })
      return { answer: choice.declined }
    }
    tools.done({ kind: 'routed', message: `This is a question for ${choice.useCase.replaceAll('_', ' ')}.` })
    work.commit({ set: { text: 'use_case = $1', params: [choice.useCase] } })
    return { use_case: choice.useCase }
  }
