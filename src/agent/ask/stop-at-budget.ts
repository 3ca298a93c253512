import type { BudgetReached } from '../../runs/budget-reached.ts'
import type { RunUpdate } from '../state.ts'
import type { TaskTools } from '../step-work.ts'
import { type AskMemory, writeMemory } from './ask-memory.ts'

/**
 * Ends a question where a budget does. Nobody has checked what was noted to be proposed, so it is kept and not filed; a run
 * that is resumed goes on from here.
 */
export function stopAtBudget(reached: BudgetReached, tools: TaskTools, memory: AskMemory): RunUpdate {
  tools.note({ kind: 'stopped_at_budget', message: reached.message })
  const unfiled = memory.drafts.length
  const kept =
    unfiled > 0 ? ` ${unfiled === 1 ? 'One proposal was' : `${unfiled} proposals were`} noted and not filed.` : ''
  return {
    stopped: reached.message,
    answer: `The question could not be answered within the budget.${kept}`,
    memory: writeMemory(memory),
  }
}
