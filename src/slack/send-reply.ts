import { sql } from 'drizzle-orm'
import { hashText } from '../hash-text.ts'
import type { Delivery, DeliveryOutcome } from '../runs/delivery.ts'
import { botTokenOf } from './find-team.ts'
import { SlackRefusal } from './slack-api.ts'
import type { DeliveryOf } from './slack-delivery.ts'
import { asSystem, type SlackWork } from './slack-work.ts'

type Reply = DeliveryOf<'reply'>

const LEASE_SECONDS = 30

/** A sentence only its reader sees: by the response_url while that takes any, then as an ephemeral message, then in private. */
export async function sendReply(work: SlackWork, { message: reply }: Delivery<Reply>): Promise<DeliveryOutcome> {
  const key = `reply:${reply.outbox_id}`
  const hash = reply.response_url ? await hashText(reply.response_url) : null
  const system = asSystem(work, reply.tenant_id)
  const { rows } = await system.run(
    'run',
    sql`update outbox set published_at = now() where id = ${reply.outbox_id}::uuid and tenant_id = app_tenant_id() and published_at is null`,
    sql`select claim_slack_request(${key}, ${LEASE_SECONDS}) as claim`,
    sql`select bot_token_sealed from slack_installation where tenant_id = app_tenant_id() and team_id = ${reply.team_id}`,
  )
  const claim = rows[1]![0]!.claim as { verdict: 'go' | 'replayed' | 'held'; seconds?: number }
  if (claim.verdict === 'replayed') return { kind: 'done', detail: 'said before' }
  if (claim.verdict === 'held') return { kind: 'retry', afterSeconds: claim.seconds ?? 1, detail: 'being said' }
  const installation = rows[2]![0]
  if (!installation) return { kind: 'done', detail: 'no longer connected' }
  const finish = () => system.run('run', sql`select finish_slack_request(${key}, '[]'::jsonb)`)
  try {
    const byUrl = reply.response_url && hash && (await takeUrl(hash)) && (await respond(reply.response_url))
    if (!byUrl) await whisper(work, reply, (installation.bot_token_sealed as string | null) ?? null)
    await finish()
    return { kind: 'done', detail: byUrl ? 'by response_url' : 'by the Web API' }
  } catch (error) {
    if (!(error instanceof SlackRefusal)) {
      await system.run('run', sql`select release_slack_request(${key})`).catch(() => {})
      throw error
    }
    work.log('warn', 'slack_refused', { code: error.code })
    await finish()
    return { kind: 'done', detail: error.code }
  }

  async function takeUrl(urlHash: string): Promise<boolean> {
    const { rows: taken } = await system.run('run', sql`select take_slack_reply_url(${urlHash}) as taken`)
    return taken[0]![0]!.taken === true
  }
  function respond(url: string): Promise<boolean> {
    return work.api.respond(url, { response_type: 'ephemeral', replace_original: false, text: reply.text })
  }
}

const NOT_THERE = ['user_not_in_channel', 'channel_not_found', 'not_in_channel', 'is_archived', 'restricted_action']

async function whisper(work: SlackWork, reply: Reply, sealed: string | null): Promise<void> {
  const { tenant_id: tenantId, team_id: teamId, channel_id: channel, user_id: user, text } = reply
  const token = await botTokenOf(work, { tenantId, teamId, sealed })
  try {
    await work.api.call('chat.postEphemeral', token, { channel, user, text, link_names: false })
  } catch (error) {
    if (!(error instanceof SlackRefusal) || !NOT_THERE.includes(error.code)) throw error
    await work.api.call('chat.postMessage', token, { channel: user, text, unfurl_links: false, link_names: false })
  }
}
