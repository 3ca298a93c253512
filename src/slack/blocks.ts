import type { Block, Button, Mrkdwn, PlainText } from './message.ts'
import { limits } from './slack-limits.ts'

const cut = (text: string, max: number) => (text.length <= max ? text : `${text.slice(0, max - 1)}…`)

// what is given here is ours or has been through foreignText; the cut is the last resort that keeps a message valid
export const mrkdwn = (text: string, max: number = limits.sectionText): Mrkdwn => ({
  type: 'mrkdwn',
  text: cut(text, max),
  verbatim: true,
})
export const plain = (text: string, max: number): PlainText => ({
  type: 'plain_text',
  text: cut(text, max),
  emoji: false,
})
export const section = (text: string): Block => ({ type: 'section', text: mrkdwn(text) })
export const context = (...texts: string[]): Block => ({
  type: 'context',
  elements: texts.slice(0, limits.contextElements).map((text) => mrkdwn(text)),
})
export const actions = (block_id: string, elements: Button[]): Block => ({
  type: 'actions',
  block_id: cut(block_id, limits.blockId),
  elements: elements.slice(0, limits.actionsElements),
})

export const button = (action_id: string, text: string, rest: Omit<Button, 'type' | 'action_id' | 'text'>): Button => ({
  type: 'button',
  action_id,
  text: plain(text, limits.buttonText),
  ...rest,
})
export const linkButton = (text: string, url: string): Button => button('open', text, { url })
