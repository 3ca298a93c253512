import type { Outcome } from '../../../src/proposals/decision.ts'
import type { UndoResult } from '../../../src/proposals/undo-commit.ts'
import { fieldLabel, plural } from '../frame/format.ts'
import type { Notice } from '../frame/notice.ts'

const WORDS: Record<string, string> = {
  committed: 'committed',
  rejected: 'rejected',
  stale: 'changed since you read it',
  already_decided: 'already decided',
  blocked: 'blocked',
  expired: 'expired',
  not_found: 'not found',
  invalid: 'not valid',
  failed: 'could not be written',
}

/** What came of decisions, with each that did not take named by its reason. */
export function describeDecisions(outcomes: Outcome[], batchId: string | null): Notice {
  const counts = new Map<string, number>()
  for (const { outcome } of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  const text = [...counts].map(([outcome, n]) => `${n} ${WORDS[outcome] ?? outcome}`).join(', ')
  const missed = outcomes.filter(({ outcome }) => outcome !== 'committed' && outcome !== 'rejected')
  const committed = outcomes.filter(({ outcome }) => outcome === 'committed')
  const undo =
    committed.length === 0
      ? undefined
      : batchId
        ? ({ kind: 'batch', id: batchId } as const)
        : ({ kind: 'proposal', id: committed[0]!.id } as const)
  return {
    text: `${text}.`,
    good: missed.length === 0,
    details: missed.map(({ detail, outcome }) => detail ?? WORDS[outcome] ?? outcome),
    ...(undo ? { undo } : {}),
  }
}

export function describeUndo({ outcome, detail, kept, change_set_id }: UndoResult): Notice {
  const text = {
    undone: 'Taken back.',
    partly_undone: `Taken back, but for ${plural(kept.length, 'value')} that changed since.`,
    refused: detail ?? 'This cannot be taken back.',
  }[outcome]
  return {
    text,
    good: outcome === 'undone',
    details: kept.map(({ entity_type, entity_id, field, reason }) =>
      [`${entity_type} ${entity_id}`, field ? fieldLabel(field) : '', reason].filter(Boolean).join(': '),
    ),
    ...(change_set_id && outcome !== 'refused'
      ? { undo: { kind: 'change_set' as const, id: String(change_set_id) } }
      : {}),
  }
}
