import { sql } from 'drizzle-orm'
import { conditionsOf } from '../proposals/list-proposals.ts'
import type { Proposal } from '../proposals/proposal.ts'
import { outcomesOf, presentProposals, proposalColumns } from '../proposals/select-proposals.ts'
import { presentRun, type RunView, runColumns } from '../runs/run-view.ts'
import { MOST_PROPOSALS } from './slack-limits.ts'
import { asSystem, type SlackWork } from './slack-work.ts'

/** A message's row as its claim answers it. */
export interface ClaimedMessage {
  id: string
  tenant_id: number
  team_id: string
  kind: 'run' | 'inbox' | 'digest'
  slack_user_id: string
  asked_by: number | null
  channel_id: string
  ts: string | null
  generation: number
  proposal_ids: string[]
  shown_hash: string | null
  created_at: string
  bot_token_sealed: string | null
}

export type Claim = { verdict: 'gone' } | { verdict: 'held'; seconds: number } | ({ verdict: 'go' } & ClaimedMessage)

export interface Picture {
  claim: Claim
  run: RunView | undefined
  proposals: Proposal[]
  waiting: number
}

const LEASE_SECONDS = 30

/** Claims a message for one drawing and reads all that it shows, in one round trip. */
export async function readPicture(
  work: SlackWork,
  given: { tenantId: number; messageId: string; outboxId: string; leaseId: string },
): Promise<Picture> {
  const { tenantId, messageId, outboxId, leaseId } = given
  const message = sql`slack_message m where m.tenant_id = app_tenant_id() and m.id = ${messageId}::uuid`
  const shown = sql`select p.* from proposal p where p.tenant_id = app_tenant_id() and p.id = any ((select m.proposal_ids from ${message})::uuid[])`
  const { rows } = await asSystem(work, tenantId).run(
    'run',
    sql`select claim_slack_message(${messageId}::uuid, ${leaseId}::uuid, ${LEASE_SECONDS}, ${outboxId}::uuid, ${MOST_PROPOSALS}) as claim`,
    sql`select ${runColumns} from run r where r.tenant_id = app_tenant_id() and r.id = (select m.run_id from ${message})`,
    sql`select ${proposalColumns} from (${shown}) p`,
    outcomesOf(shown),
    sql`select count(*)::int as n from proposal p where ${conditionsOf({ status: ['pending'], awake: true })} and exists (select from ${message} and m.kind = 'inbox')`,
  )
  const claim = rows[0]![0]!.claim as Claim
  const order = claim.verdict === 'go' ? claim.proposal_ids : []
  const proposals = presentProposals(rows[2]!, rows[3]!)
  return {
    claim,
    run: rows[1]![0] && presentRun(rows[1]![0]),
    proposals: proposals.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id)),
    waiting: Number(rows[4]![0]!.n),
  }
}
