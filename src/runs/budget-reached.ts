import { AppError } from '../errors.ts'

/** A run or its tenant has spent what it may. Work stops, what was found is kept, and the run says so. */
export class BudgetReached extends AppError {
  readonly limit: string

  constructor(limit: string, message: string) {
    super('conflict', message, { extra: { limit } })
    this.name = 'BudgetReached'
    this.limit = limit
  }
}
