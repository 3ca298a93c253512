import type { Proposal } from '../proposals/proposal.ts'
import type { RunView } from '../runs/run-view.ts'
import { actions, button, linkButton, section } from './blocks.ts'
import { runValue } from './button-value.ts'
import { fitMessage } from './fit-message.ts'
import type { Block, Button, Message } from './message.ts'
import { renderProposals } from './render-proposals.ts'
import { foreignLines, foreignText } from './slack-text.ts'

interface RunPicture {
  run: RunView
  proposals: Proposal[]
  /** Whom to mention: a Slack user id. */
  askedBy: string
  publicUrl: string
}

/** A run as one message, from the question to its proposals; every progress is an edit of it. */
export function renderRun({ run, proposals, askedBy, publicUrl }: RunPicture): Message {
  const asked = `<@${askedBy}> asked: ${foreignText(run.prompt ?? run.use_case ?? 'a run', 300)}`
  const text = `${asked.replace(/<@\w+> asked: /, '')} — ${plainState(run)}`
  return fitMessage(proposals.length, (shown) => ({
    text,
    blocks: [
      section(`${asked}\n${stateLine(run)}`),
      ...answerBlocks(run),
      ...runButtons(run, publicUrl),
      ...renderProposals({
        proposals: proposals.slice(0, shown),
        total: Math.max(run.proposal_count, proposals.length),
        publicUrl,
        morePath: `/?run_id=${run.id}`,
      }),
    ],
  }))
}

const count = (n: number) => `${n} ${n === 1 ? 'proposal' : 'proposals'}`

function plainState(run: RunView): string {
  if (run.status === 'succeeded') return count(run.proposal_count)
  return run.status === 'waiting' && run.waiting?.kind === 'confirm' ? 'waits for an answer' : run.status
}

function stateLine(run: RunView): string {
  const { done, total } = run.progress
  switch (run.status) {
    case 'queued':
      return '⏳ Queued.'
    case 'running':
      return total > 0 ? `⏳ Working: ${done} of ${total} done.` : '⏳ Working.'
    case 'waiting':
      if (run.waiting?.kind === 'confirm') return `✋ ${foreignText(run.waiting.ask, 500)}`
      return total > 0 ? `⏳ Reading: ${done} of ${total} done.` : '⏳ Reading.'
    case 'succeeded': {
      const early = run.status_reason ? ` It ended early: ${foreignText(run.status_reason, 300)}` : ''
      const found = run.proposal_count === 0 ? 'Nothing to decide.' : `${count(run.proposal_count)} found.`
      return `✔️ ${found}${early}`
    }
    case 'failed':
      return `⚠️ It did not come to an end. ${foreignText(run.error ?? '', 500)}`
    case 'cancelled':
      return '🛑 Stopped.'
  }
}

function answerBlocks({ status, answer }: RunView): Block[] {
  const text = status === 'succeeded' ? foreignLines(answer ?? '', 2000, 25) : ''
  return text === '' ? [] : [section(text)]
}

function runButtons(run: RunView, publicUrl: string): Block[] {
  const value = runValue(run.id)
  const open = linkButton('Open the run', `${publicUrl}/runs/${run.id}`)
  const stop = button('stop_run', 'Stop', { value })
  const buttons: Partial<Record<RunView['status'], Button[]>> = {
    queued: [open, stop],
    running: [open, stop],
    waiting:
      run.waiting?.kind === 'confirm'
        ? [button('confirm_run', 'Go on', { value, style: 'primary' }), open, stop]
        : [open, stop],
    failed: [open],
  }
  const shown = buttons[run.status]
  return shown ? [actions(`run:${run.id}`, shown)] : []
}
