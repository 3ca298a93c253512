import { AppError } from '../../errors.ts'

/** Another delivery moved the run, or took its lease, first. Nothing of this delivery was written; drop its work. */
export class LostRace extends AppError {
  readonly runId: string
  readonly expectedHead: string | null

  constructor(runId: string, expectedHead: string | null) {
    super('conflict', 'Another delivery has already moved this run on.', { extra: { run_id: runId } })
    this.name = 'LostRace'
    this.runId = runId
    this.expectedHead = expectedHead
  }
}
