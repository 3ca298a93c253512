/** The part of Block Kit that we use; the tests hold it against the types of @slack/web-api. */
export interface Mrkdwn {
  type: 'mrkdwn'
  text: string
  /** Nothing in the text becomes a link or a mention by itself. */
  verbatim: true
}
export interface PlainText {
  type: 'plain_text'
  text: string
  emoji: false
}
export interface Confirm {
  title: PlainText
  text: PlainText
  confirm: PlainText
  deny: PlainText
}
export interface Button {
  type: 'button'
  action_id: string
  text: PlainText
  value?: string
  url?: string
  style?: 'primary' | 'danger'
  confirm?: Confirm
}
export type Block =
  | { type: 'section'; block_id?: string; text: Mrkdwn }
  | { type: 'context'; block_id?: string; elements: Mrkdwn[] }
  | { type: 'header'; block_id?: string; text: PlainText }
  | { type: 'actions'; block_id?: string; elements: Button[] }
  | { type: 'divider' }

/** One message: blocks, and the plain words for notifications and screen readers. */
export interface Message {
  text: string
  blocks: Block[]
}
