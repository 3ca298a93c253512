import { AppError } from '../errors.ts'
import type { ModelUsage } from './model.ts'

/** The model was reached and gave no answer: it declined, stopped short, was filtered or kept to no shape. It cost what it cost. */
export class UnfinishedAnswer extends AppError {
  readonly usage: ModelUsage

  constructor(message: string, usage: ModelUsage, cause?: unknown) {
    super('unavailable', message, { cause })
    this.name = 'UnfinishedAnswer'
    this.usage = usage
  }
}
