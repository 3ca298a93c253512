import { sql } from 'drizzle-orm'
import { hashText } from '../hash-text.ts'
import type { Delivery, DeliveryOutcome } from '../runs/delivery.ts'
import { drawMessage } from './draw-message.ts'
import { botTokenOf } from './find-team.ts'
import type { Message } from './message.ts'
import { type ClaimedMessage, readPicture } from './read-picture.ts'
import { SlackRefusal } from './slack-api.ts'
import type { DeliveryOf } from './slack-delivery.ts'
import { asSystem, type SlackWork } from './slack-work.ts'
import { uuidOf } from './uuid-of.ts'

// the bot was not asked in, or may not speak: the person is told directly
const NOT_THERE = [
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_non_threadable_channel',
  'no_permission',
]
// somebody deleted the message that this one would have been a repetition of
const NO_SUCH_ORIGINAL = ['duplicate_message_not_found', 'duplicate_channel_not_found']
const NO_MORE_EDITS = [
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'channel_not_found',
  'is_inactive',
]
const DISCONNECTED = [
  'account_inactive',
  'token_revoked',
  'token_expired',
  'invalid_auth',
  'not_authed',
  'team_access_not_granted',
]

interface Shown {
  channel: string
  ts: string
  generation: number
}

/** Draws one message as things are now and shows it: posted once, edited ever after, left alone where nothing differs. */
export async function refreshMessage(
  work: SlackWork,
  { message: given }: Delivery<DeliveryOf<'refresh'>>,
): Promise<DeliveryOutcome> {
  const [tenantId, leaseId] = [given.tenant_id, crypto.randomUUID()]
  const picture = await readPicture(work, { tenantId, messageId: given.message_id, outboxId: given.outbox_id, leaseId })
  const { claim } = picture
  if (claim.verdict === 'gone') return { kind: 'done', detail: 'there is no such message any more' }
  if (claim.verdict === 'held')
    return { kind: 'retry', afterSeconds: Math.min(claim.seconds, 2), detail: 'being drawn' }
  const end = (change: ReturnType<typeof sql>) =>
    asSystem(work, tenantId).run(
      'run',
      sql`update slack_message set lease_id = null, lease_until = null, ${change}
        where tenant_id = app_tenant_id() and id = ${claim.id}::uuid and lease_id = ${leaseId}::uuid`,
    )
  const close = async (reason: string): Promise<DeliveryOutcome> => {
    await end(sql`closed_at = now(), closed_reason = ${reason}`)
    return { kind: 'done', detail: reason }
  }
  try {
    const drawn = await drawMessage(work, claim, picture)
    if (!drawn) return await close('nothing to tell')
    const hash = await hashText(JSON.stringify(drawn))
    if (claim.ts !== null && hash === claim.shown_hash) {
      await end(sql`shown_hash = ${hash}`)
      return { kind: 'done', detail: 'nothing differs' }
    }
    const shown = await show(work, claim, drawn)
    await end(
      sql`channel_id = ${shown.channel}, ts = ${shown.ts}, generation = ${shown.generation}::int, shown_hash = ${hash}`,
    )
    return { kind: 'done', detail: claim.ts === null ? 'posted' : 'edited' }
  } catch (error) {
    if (!(error instanceof SlackRefusal)) {
      await end(sql`dirty_at = dirty_at`).catch(() => {})
      throw error
    }
    const isExpected = NO_MORE_EDITS.includes(error.code) || DISCONNECTED.includes(error.code)
    work.log(isExpected ? 'info' : 'error', 'slack_refused', { code: error.code, message_id: claim.id })
    return close(error.code)
  }
}

async function show(work: SlackWork, claim: ClaimedMessage, { text, blocks }: Message): Promise<Shown> {
  const token = await botTokenOf(work, {
    tenantId: claim.tenant_id,
    teamId: claim.team_id,
    sealed: claim.bot_token_sealed,
  })
  const content = { text, blocks, link_names: false, unfurl_links: false, unfurl_media: false }
  if (claim.ts !== null) {
    const { ts, channel_id: channel, generation } = claim
    await work.api.call('chat.update', token, { channel, ts, text, blocks, link_names: false })
    return { channel, ts, generation }
  }
  let [channel, generation] = [claim.channel_id, claim.generation]
  for (;;) {
    try {
      // Slack takes one message for one such id, so that a delivery that died after posting does not post again
      const client_msg_id = await uuidOf(`${claim.id}:${generation}`)
      const answer = await work.api.call('chat.postMessage', token, { channel, client_msg_id, ...content })
      return { channel: String(answer.channel ?? channel), ts: String(answer.ts), generation }
    } catch (error) {
      if (!(error instanceof SlackRefusal) || generation > claim.generation + 1) throw error
      if (NOT_THERE.includes(error.code) && channel !== claim.slack_user_id) channel = claim.slack_user_id
      else if (!NO_SUCH_ORIGINAL.includes(error.code)) throw error
      generation += 1
    }
  }
}
