import type { Risk } from '../proposals/proposal.ts'
import { actions, context, linkButton, section } from './blocks.ts'
import type { Message } from './message.ts'
import { foreignText } from './slack-text.ts'
import { riskLabel } from './word-proposal.ts'

export interface DigestFigures {
  waiting: { risk: Risk; n: number }[]
  /** Within two days. */
  expiring: { name: string; expires_at: string }[]
  expiringCount: number
  /** Since the day before. */
  undone: { name: string; by: string | null }[]
  undoneCount: number
}

const MOST_LINES = 5

/** What waits, what expires, what was undone; undefined on a day with nothing to tell. */
export function renderDigest(figures: DigestFigures, timeZone: string, publicUrl: string): Message | undefined {
  const total = figures.waiting.reduce((sum, { n }) => sum + n, 0)
  if (total === 0 && figures.undoneCount === 0) return undefined
  const text = `${total} waiting, ${figures.expiringCount} about to expire, ${figures.undoneCount} undone since yesterday.`
  const kinds = figures.waiting.map(({ risk, n }) => `${n} × ${riskLabel(risk)}`).join(' · ')
  const expiring = figures.expiring
    .slice(0, MOST_LINES)
    .map(({ name, expires_at }) => `• ${foreignText(name, 120)}, until ${moment(expires_at, timeZone)}`)
  const undone = figures.undone
    .slice(0, MOST_LINES)
    .map(({ name, by }) => `• ${foreignText(name, 120)}${by ? `, by ${foreignText(by, 80)}` : ''}`)
  return {
    text,
    blocks: [
      section(`*Your day in Greenlight*\n${text}${kinds ? `\n${kinds}` : ''}`),
      ...part('Expires within two days', expiring, figures.expiringCount),
      ...part('Undone since yesterday', undone, figures.undoneCount),
      actions('digest', [linkButton('Open the inbox', `${publicUrl}/`)]),
      context('To have no more of these: `/crm digest off`'),
    ],
  }
}

const part = (title: string, lines: string[], count: number) =>
  count === 0
    ? []
    : [
        section(
          [`*${title}*`, ...lines, ...(count > lines.length ? [`• and ${count - lines.length} more`] : [])].join('\n'),
        ),
      ]

function moment(at: string, timeZone: string): string {
  const format = (zone: string) =>
    new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(new Date(at))
  try {
    return format(timeZone)
  } catch {
    return format('UTC')
  }
}
