import { readIntent } from './ask/read-intent.ts'
import type { ChooseUseCase } from './step-work.ts'

/** The use case that the words of a question name; anything else is a question about the CRM. */
export const chooseByRule: ChooseUseCase = async ({ prompt }) => ({
  useCase: readIntent(prompt ?? '')?.useCase ?? 'ask',
})
