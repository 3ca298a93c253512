import type { Outcome, OutcomeName } from '../../src/proposals/decision.ts'
import { problem, problemResponse } from '../errors.ts'

const STATUS: Record<OutcomeName, [status: number, title: string]> = {
  committed: [200, 'Committed'],
  rejected: [200, 'Rejected'],
  stale: [409, 'This has changed since you read it'],
  already_decided: [409, 'Already decided'],
  blocked: [409, 'Something else has to be decided first'],
  expired: [410, 'Expired'],
  not_found: [404, 'Not found'],
  invalid: [422, 'This is not valid'],
  failed: [500, 'This could not be written'],
}

/** One decision's outcome as a response: plain when it took, a problem document with the same `outcome` when not. */
export function presentOutcome(outcome: Outcome): Response {
  const [status, title] = STATUS[outcome.outcome]
  if (status === 200) return Response.json(outcome)
  const { status: proposalStatus, detail, ...rest } = outcome as Outcome & { status?: string }
  return problemResponse(
    problem(status, title, detail ?? title, {
      ...rest,
      ...(proposalStatus ? { proposal_status: proposalStatus } : {}),
    }),
  )
}
