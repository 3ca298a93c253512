import type { Context } from '../../../src/context.ts'
import { AppError } from '../../../src/errors.ts'
import { approveMerge } from '../../../src/proposals/approve-merge.ts'
import { decideProposals } from '../../../src/proposals/decide-proposals.ts'
import type { Outcome } from '../../../src/proposals/decision.ts'
import { rebaseProposal } from '../../../src/proposals/edit-proposal.ts'
import { getReview } from '../../../src/proposals/get-review.ts'
import { snoozeProposals } from '../../../src/proposals/snooze-proposals.ts'
import type { EntityType } from '../../../src/records/entity-type.ts'
import { plural } from '../frame/format.ts'
import type { Notice } from '../frame/notice.ts'
import { pickedValues } from './merge-fields.ts'
import { type Asked, type Form, hashOf, type MergePick, titleOf } from './parse-decisions.ts'
import { describeDecisions } from './word-outcomes.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const MOST_TO_WAKE = 40

/** Does what a posted inbox asks for, and says what came of it. */
export async function carryOut(ctx: Context, asked: Asked | undefined, form: Form): Promise<Notice> {
  if (!asked) return bad('Nothing was decided: press a button of the proposal itself.')
  if (asked.ids.length === 0) return bad('Nothing was selected.')
  switch (asked.action) {
    case 'snooze': {
      const until = new Date(ctx.now.getTime() + asked.days * DAY_MS)
      const n = await snoozeProposals(ctx, asked.ids, until)
      const undo = asked.ids.length <= MOST_TO_WAKE ? { undo: { kind: 'wake' as const, id: asked.ids.join(',') } } : {}
      return n === 0
        ? bad('This no longer waits for a decision.')
        : good(`${named(asked.ids, form)} snoozed for ${plural(asked.days, 'day')}.`, undo)
    }
    case 'wake':
      await snoozeProposals(ctx, asked.ids, undefined)
      return good(`${named(asked.ids, form)} is awake again.`)
    case 'rebase': {
      const { status, status_reason } = await rebaseProposal(ctx, asked.ids[0]!)
      return status === 'superseded'
        ? good(`${status_reason ?? 'The record says so already'}: there is nothing left to ask.`)
        : good('Asked again, of the record as it is now: please read it once more.')
    }
    case 'approve':
    case 'reject': {
      const batchId = asked.ids.length > 1 ? crypto.randomUUID() : null
      const decided = asked.decisions.length > 0 ? await decideProposals(ctx, asked.decisions, batchId) : []
      const merged: Outcome[] = []
      for (const pick of asked.merges) merged.push(await mergeAsPicked(ctx, pick, hashOf(form, pick.id), batchId))
      const outcomes = [...decided, ...merged]
      return describeDecisions(outcomes, batchId, (id) => titleOf(form, id))
    }
  }
}

/** A merge with other values than were proposed; what is not valid is an outcome like any other. */
async function mergeAsPicked(
  ctx: Context,
  pick: MergePick,
  contentHash: string,
  batchId: string | null,
): Promise<Outcome> {
  const { id, survivorId, picks, versions } = pick
  try {
    const { proposal } = await getReview(ctx, id)
    const ids = [Number(proposal.data.survivor_id), ...(proposal.data.loser_ids as number[])]
    return await approveMerge(ctx, {
      id,
      content_hash: contentHash,
      entity_type: proposal.entity_type as EntityType,
      versions,
      survivor_id: survivorId,
      loser_ids: ids.filter((each) => each !== survivorId),
      values: pickedValues(proposal, survivorId, picks),
      batch_id: batchId,
    })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const outcome = error.code === 'not_found' ? 'not_found' : error.code === 'conflict' ? 'stale' : 'invalid'
    if (error.code === 'forbidden' || error.code === 'unavailable' || error.code === 'unauthenticated') throw error
    return { id, outcome, detail: error.errors[0]?.message ?? error.message, errors: error.errors }
  }
}

const named = (ids: string[], form: Form) =>
  ids.length === 1 ? `“${titleOf(form, ids[0]!)}”` : plural(ids.length, 'proposal')
const good = (text: string, more: Partial<Notice> = {}): Notice => ({ text, good: true, details: [], ...more })
const bad = (text: string): Notice => ({ text, good: false, details: [] })
