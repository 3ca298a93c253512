import type { Proposal, ProposedField } from '../proposals/proposal.ts'
import { actions, button, context, linkButton, section } from './blocks.ts'
import { seenValue } from './button-value.ts'
import type { Block, Button } from './message.ts'
import { foreignText, hostLink } from './slack-text.ts'
import { needsWeb, proposalFate, proposalTitle, riskLabel, waits } from './word-proposal.ts'

const MOST_FIELDS = 6
const VALUE = 100
const QUOTE = 140
const MOST_SOURCES = 2

/** One proposal: what would change, what supports it, and the buttons its risk allows. What is decided keeps one line. */
export function renderProposal(proposal: Proposal, publicUrl: string): Block[] {
  const fate = proposalFate(proposal)
  if (fate) {
    const line = context(`${fate.mark} *${proposalTitle(proposal)}* — ${fate.words}`)
    return proposal.status === 'stale' ? [line, actions(`p:${proposal.id}`, [openButton(proposal, publicUrl)])] : [line]
  }
  return [
    section([`*${proposalTitle(proposal)}* · ${riskLabel(proposal.risk)}`, ...fieldLines(proposal)].join('\n')),
    context(supportLine(proposal)),
    actions(`p:${proposal.id}`, buttonsOf(proposal, publicUrl)),
  ]
}

const openButton = ({ id }: Proposal, publicUrl: string): Button => linkButton('Open', `${publicUrl}/proposals/${id}`)

function buttonsOf(proposal: Proposal, publicUrl: string): Button[] {
  const open = openButton(proposal, publicUrl)
  if (needsWeb(proposal.risk) || !waits(proposal)) return [open]
  const value = seenValue(proposal)
  return [
    button('approve', 'Approve', { style: 'primary', value }),
    button('reject', 'Reject', { style: 'danger', value }),
    open,
  ]
}

// of a new record, numbers of rows tell a reader nothing; the web shows what they stand for
const ROW_NUMBER = /(?:^|_)ids?$|^entity_type$|^assigned_to$/

function fieldLines({ fields, proposed_action }: Proposal): string[] {
  const isTold = ({ name, after }: ProposedField) => after !== null && after !== '' && !ROW_NUMBER.test(name)
  // of a change every field is told, also one that would be emptied
  const told = proposed_action === 'create' ? fields.filter(isTold) : fields
  const shown = told.slice(0, MOST_FIELDS)
  const lines = shown.map((field) => `• ${label(field.name)}: ${change(field, proposed_action === 'update')}`)
  const hidden = told.length - shown.length
  return hidden > 0 ? [...lines, `• and ${hidden} more`] : lines
}

function change({ before, after }: ProposedField, isUpdate: boolean): string {
  return isUpdate && before !== null && before !== ''
    ? `${shownValue(before)} → *${shownValue(after)}*`
    : shownValue(after)
}

const shownValue = (value: unknown): string =>
  foreignText(typeof value === 'object' && value !== null ? JSON.stringify(value) : value, VALUE) || '—'
const label = (name: string): string => {
  const words = foreignText(name.replaceAll('_', ' '), 60)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What speaks for it: the evidence's price, how such proposals fared, and a quote with the page it stands on. */
function supportLine({ confidence, fields, rationale }: Proposal): string {
  const measured = fields.filter((field) => field.measured.low !== null)
  const fared = measured[0]
    ? `${label(measured[0].name)}: ${foreignText(measured[0].measured.label, 80)}`
    : 'not measured yet'
  const price = confidence === null ? [] : [`Confidence ${Math.round(confidence * 100)}%`]
  const items = fields.flatMap(({ evidence }) => evidence).filter(({ method }) => method !== 'says otherwise')
  const quoted = items.find(({ quote, quote_verified }) => quote && quote_verified)
  const quote = quoted ? [`“${foreignText(quoted.quote, QUOTE)}” (found on the page)`] : []
  const links = [...new Set(items.flatMap(({ url }) => hostLink(url) ?? []))].slice(0, MOST_SOURCES)
  const why = quote.length === 0 && rationale ? [foreignText(rationale, QUOTE)] : []
  return [...price, fared, ...why, ...quote, ...links].join(' · ')
}
