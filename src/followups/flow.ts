import type { Flow, FlowInput, FlowTools, FlowTurn } from '../agent/flow.ts'
import type { Draft } from '../proposals/draft.ts'
import { renderSummary } from './cap-by-owner.ts'
import { type FollowUpAsk, readFollowUpAsk } from './follow-up-params.ts'
import { composeDescription } from './follow-up-text.ts'
import { chooseFollowUps, type FollowUp, subjectOf } from './judge-leads.ts'
import { listSilentLeadsOfRun, type SilentLeads } from './list-silent-leads.ts'
import { wordFirstLines } from './word-first-lines.ts'

// what one superstep carries through the checkpoint; further ones are made in further turns
const MOST_PER_TURN = 500

/** Use case 3: one task per silence. No model decides anything; one may word the first line. */
export const followUps: Flow = {
  useCase: 'follow_ups',
  plan: takeTurn,
  async research() {
    return {}
  },
  assess: (input, _results, tools) => takeTurn(input, tools),
}

async function takeTurn({ run, memory, stoppedAtBudget }: FlowInput, tools: FlowTools): Promise<FlowTurn> {
  const ask = readFollowUpAsk(run.params, run.prompt, run.startedByUserId)
  const before = Number(memory.made ?? 0)
  const left = ask.limit === undefined ? undefined : ask.limit - before
  const silent = await listSilentLeadsOfRun(tools.ctx, ask)
  const chosen = chooseFollowUps(silent, { ...ask, limit: left }, tools.ctx.now.toISOString())
  const turn = chosen.made.slice(0, MOST_PER_TURN)
  const made = before + turn.length
  if (before === 0 && chosen.notStale.size > 0)
    tools.note({ kind: 'left_alone', message: `Left in peace: ${renderReasons(chosen.notStale)}.` })
  const firstLines = ask.word && !stoppedAtBudget ? await wordFirstLines(turn, tools) : []
  return {
    memory: { made },
    drafts: turn.map((followUp, at) => draftOf(followUp, firstLines[at] ?? followUp.text.firstLine)),
    jobs:
      chosen.made.length > turn.length
        ? [{ key: `after-${made}`, kind: 'more', input: {}, label: 'further leads' }]
        : [],
    answer: strangerIn(ask, silent) ?? renderSummary(made, chosen.held, silent.tenant.dailyCap),
    result: {
      held_back: chosen.heldCount,
      held_back_by_owner: chosen.held.map(({ ownerId, ownerName, count }) => ({
        owner_id: ownerId,
        owner_name: ownerName,
        count,
      })),
      not_stale: Object.fromEntries(chosen.notStale),
    },
  }
}

const WHY_NOT: Record<string, string> = {
  open_task: 'with an open task',
  scheduled: 'with something scheduled',
  refused: 'where a person said no',
  answered: 'followed up already',
  pending: 'proposed already',
  snoozed: 'snoozed',
  touched: 'touched lately',
}

const renderReasons = (reasons: ReadonlyMap<string, number>) =>
  [...reasons].map(([code, count]) => `${count} ${WHY_NOT[code] ?? code.replaceAll('_', ' ')}`).join(', ')

/** "Nothing to do" would be false where the question names somebody who is not here. */
function strangerIn({ ownerName, ownerId }: FollowUpAsk, { people }: SilentLeads): string | undefined {
  if (ownerName && !people.some(({ name }) => name.toLowerCase().startsWith(ownerName.toLowerCase())))
    return `Nobody here is called ${ownerName}, so no lead was looked at.`
  if (typeof ownerId === 'number' && !people.some(({ id }) => id === ownerId))
    return `There is no person ${ownerId} here, so no lead was looked at.`
  return undefined
}

const draftOf = ({ lead, verdict, assignee, text }: FollowUp, firstLine: string): Draft => ({
  proposed_action: 'create',
  entity_type: 'Task',
  data: {
    title: text.title,
    description: composeDescription(subjectOf(lead, verdict, assignee), text.why, firstLine),
    due_date: verdict.dueOn,
    status: 'open',
    priority: 'normal',
    ...(assignee.id === null ? {} : { assigned_to: assignee.id }),
  },
  link_to: { entity_type: 'Lead', entity_id: lead.id },
  confidence: 1,
  source: 'the follow-up rule',
  rationale: verdict.sentence,
  question_key: verdict.silenceKey,
  producer: 'follow_ups',
  origin: { lead_id: lead.id, silent_since: verdict.silentSince, silent_days: verdict.silentDays },
})
