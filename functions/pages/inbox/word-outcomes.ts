import type { Outcome } from '../../../src/proposals/decision.ts'
import type { UndoResult } from '../../../src/proposals/undo-commit.ts'
import { fieldLabel, formatValue, plural } from '../frame/format.ts'
import type { Notice } from '../frame/notice.ts'

const WORDS: Record<string, string> = {
  committed: 'approved',
  rejected: 'rejected',
  stale: 'changed since you read it',
  already_decided: 'already decided',
  blocked: 'blocked',
  expired: 'expired',
  not_found: 'no longer there',
  invalid: 'not valid',
  failed: 'could not be written',
}

/** What came of decisions, with each that did not take named by its reason. */
export function describeDecisions(
  outcomes: Outcome[],
  batchId: string | null,
  titleOf: (id: string) => string,
): Notice {
  const missed = outcomes.filter(({ outcome }) => outcome !== 'committed' && outcome !== 'rejected')
  const of = (name: string) => outcomes.filter(({ outcome }) => outcome === name)
  const [committed, rejected] = [of('committed'), of('rejected')]
  return {
    text: sentenceOf(outcomes, titleOf),
    good: missed.length === 0,
    details: [
      ...missed.map((outcome) => `${titleOf(outcome.id)}: ${reasonOf(outcome)}`),
      ...committed.flatMap(({ id, detail }) => (detail ? [`${titleOf(id)}: ${detail}`] : [])),
    ],
    ...(batchId && committed.length + rejected.length > 0 ? { batch: batchId } : {}),
    ...(committed.length > 0
      ? { undo: batchId ? { kind: 'batch', id: batchId } : { kind: 'proposal', id: committed[0]!.id } }
      : rejected.length > 0
        ? { undo: batchId ? { kind: 'reopen_batch', id: batchId } : { kind: 'reopen', id: rejected[0]!.id } }
        : {}),
    ...(rejected.length > 0 ? { ask_why: batchId ?? rejected[0]!.id } : {}),
  }
}

function sentenceOf(outcomes: Outcome[], titleOf: (id: string) => string): string {
  if (outcomes.length === 1) {
    const [{ id, outcome }] = outcomes as [Outcome]
    const title = `“${titleOf(id)}”`
    if (outcome === 'committed') return `Approved: ${title}.`
    if (outcome === 'rejected') return `Rejected: ${title}. It is not asked again without new evidence.`
    return `Not decided: ${title} ${outcome === 'stale' ? 'has' : 'is'} ${WORDS[outcome] ?? outcome}.`
  }
  const counts = new Map(Object.keys(WORDS).map((outcome) => [outcome, 0]))
  for (const { outcome } of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  return `${[...counts]
    .filter(([, n]) => n > 0)
    .map(([outcome, n]) => `${n} ${WORDS[outcome] ?? outcome}`)
    .join(', ')}.`
}

/** The engine's sentence, with the values that got in each other's way. */
function reasonOf({ outcome, detail, conflicts }: Outcome): string {
  const moved = (conflicts ?? []).flatMap(({ field, base, now, reason }) =>
    field ? [`${fieldLabel(field)} was ${formatValue(base)} and is now ${formatValue(now)}`] : reason ? [reason] : [],
  )
  return [detail ?? WORDS[outcome] ?? outcome, ...moved.slice(0, 3)].join(' ')
}

export function describeUndo({ outcome, detail, kept, change_set_id, batch_id, dependants }: UndoResult): Notice {
  const text = {
    undone: 'Taken back.',
    partly_undone: `Taken back, but for ${plural(kept.length, 'value')} that changed since.`,
    refused: detail ?? 'This cannot be taken back.',
  }[outcome]
  // the undo is itself a change and can be undone
  const undo = batch_id
    ? { kind: 'batch' as const, id: batch_id }
    : change_set_id
      ? { kind: 'change_set' as const, id: String(change_set_id) }
      : undefined
  return {
    text,
    good: outcome === 'undone',
    details: [
      ...kept.map(({ entity_type, entity_id, field, reason }) =>
        [`${entity_type} ${entity_id}`, field ? fieldLabel(field) : '', reason].filter(Boolean).join(': '),
      ),
      ...(dependants ?? []).map(({ entity_type, entity_id }) => `${entity_type} ${entity_id} depends on it`),
    ],
    ...(undo && outcome !== 'refused' ? { undo } : {}),
  }
}
