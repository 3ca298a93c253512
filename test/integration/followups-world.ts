import type { FlowTools, Json, RunBrief } from '../../src/agent/flow.ts'
import type { Context } from '../../src/context.ts'
import { ScopedDatabase } from '../../src/db/scoped-database.ts'
import { followUps } from '../../src/followups/flow.ts'
import { explainFollowUp, previewFollowUps } from '../../src/followups/preview-follow-ups.ts'
import { type ProposeResult, proposeChanges } from '../../src/proposals/propose-changes.ts'
import type { TestDatabase } from '../support/database.ts'
import { fakeModel, fakeWeb } from '../support/fake-model.ts'
import { type CrmTenant, openTenant } from '../support/open-crm-database.ts'

let tenants = 0

export type FollowUpWorld = Awaited<ReturnType<typeof openFollowUpWorld>>

/** A tenant of its own in the given database, rows put into it by plain SQL, and the product's answers about them. */
export async function openFollowUpWorld(database: TestDatabase) {
  tenants += 1
  const tenant: CrmTenant = await openTenant(database, `T${tenants}`)
  const query = async (text: string, params: unknown[] = []) => (await database.admin.query(text, params)).rows
  const system = (now = new Date()): Context => ({
    db: new ScopedDatabase(database.sql, { credential: { kind: 'system', value: String(tenant.id) }, surface: 'run' }),
    now,
    log: () => {},
  })
  const notes: string[] = []

  return {
    ...tenant,
    query,
    system,
    notes,
    me: tenant.users.reviewer,
    name: `T${tenants}`,
    /** A lead created so many days ago. */
    lead: (days: number, values: Record<string, unknown> = {}) =>
      tenant.insert('lead', {
        title: 'Engineer',
        created_at: daysAgo(days),
        owner_id: tenant.users.reviewer,
        ...values,
      }),
    /** A row about a lead, such as a note. */
    about: (table: string, lead: number, values: Record<string, unknown>) =>
      tenant.insert(table, { entity_type: 'Lead', entity_id: lead, ...values }),
    set: (table: string, id: number, values: Record<string, unknown>) => {
      const names = Object.keys(values)
      const assignments = names.map((name, at) => `${name} = $${at + 2}`).join(', ')
      return query(`update ${table} set ${assignments} where id = $1`, [id, ...Object.values(values)])
    },
    clock: async (lead: number): Promise<string | null> =>
      ((await tenant.read('lead', lead)).last_human_touch_at as Date | null)?.toISOString() ?? null,
    explain: (lead: number, params: Record<string, unknown> = {}, now?: Date) =>
      explainFollowUp(tenant.as('viewer', 'api', now), lead, params),
    preview: (params: Record<string, unknown> = {}, now?: Date) =>
      previewFollowUps(tenant.as('reviewer', 'api', now), params),
    proposals: (lead: number) =>
      query(
        `select * from proposal where tenant_id = $1 and producer = 'follow_ups' and link_to->>'entity_id' = $2 order by created_at`,
        [tenant.id, String(lead)],
      ),
    /** One run of the use case, turn by turn, as the engine carries it out. */
    async run(
      given: {
        params?: Record<string, unknown>
        prompt?: string
        userId?: number
        now?: Date
        model?: FlowTools['model']
      } = {},
    ) {
      const [{ id }] = await query(`insert into run (tenant_id, use_case) values ($1, 'follow_ups') returning id`, [
        tenant.id,
      ])
      const run: RunBrief = {
        id,
        tenantId: tenant.id,
        prompt: given.prompt ?? null,
        params: given.params ?? {},
        reasoningType: 'crm',
        startedByUserId: given.userId ?? null,
      }
      const ctx = system(given.now)
      const tools: FlowTools = {
        ctx,
        model: given.model ?? fakeModel(),
        web: fakeWeb(),
        note: ({ message }) => void notes.push(message),
      }
      const results: ProposeResult[] = []
      let memory: Record<string, Json> = {}
      for (let turns = 0; ; turns++) {
        const input = { run, memory, stoppedAtBudget: false }
        const turn = turns === 0 ? await followUps.plan(input, tools) : await followUps.assess(input, [], tools)
        memory = turn.memory ?? memory
        results.push(
          ...(await proposeChanges(
            ctx,
            (turn.drafts ?? []).map((draft) => ({ ...draft, run_id: id })),
          )),
        )
        if (!turn.jobs?.length)
          return { id: id as string, results, turns: turns + 1, answer: turn.answer, result: turn.result }
      }
    },
  }
}

export const daysAgo = (days: number, from = new Date()) => new Date(from.getTime() - days * 86_400_000)
