import { wilsonInterval } from './wilson-interval.ts'

export interface Outcomes {
  /** Accepted exactly as proposed. */
  accepted: number
  edited: number
  rejected: number
}

export type MeasuredConfidence =
  | { measured: false; label: 'not measured'; decided: number }
  | { measured: true; label: string; decided: number; acceptedShare: number; low: number; high: number }

/** Below this a share says more about chance than about the source. */
export const FEWEST_TO_MEASURE = 30

/** How often people took a kind of evidence at its word, with the 95 % Wilson interval; "not measured" under 30 decisions. */
export const measuredConfidence = ({ accepted, edited, rejected }: Outcomes): MeasuredConfidence => {
  const decided = accepted + edited + rejected
  if (decided < FEWEST_TO_MEASURE) return { measured: false, label: 'not measured', decided }
  return {
    measured: true,
    label: `${accepted} of ${decided} accepted unchanged`,
    decided,
    acceptedShare: accepted / decided,
    ...wilsonInterval(accepted, decided),
  }
}
