import { z } from 'zod'
import type { EntityType } from '../../records/entity-type.ts'
import { LeadType } from '../../records/entity-type.ts'
import { lookupRecords } from '../../records/lookups/lookup-records.ts'
import { type AgentTool, defineTool } from './agent-tool.ts'
import { renderRows } from './render-rows.ts'

const query = {
  search_query: z
    .string()
    .min(1)
    .max(300)
    .describe('Name, e-mail address, domain, phone number or id; typing errors are fine'),
}

const lookup = (entity: EntityType, name: string, what: string): AgentTool =>
  defineTool({
    name,
    description: `Find ${what} by name or key. Best matches first, with their ids.`,
    effect: 'read',
    parameters: z.object(query),
    async run(args, { tools, addresses }) {
      return { content: renderRows(await lookupRecords(tools.ctx, entity, args), addresses) }
    },
  })

/** Look-ups by the service layer, which the agent prefers to SQL. */
export const lookupTools: AgentTool[] = [
  lookup('Account', 'lookup_account', 'accounts (groups of organizations and individuals)'),
  lookup('Organization', 'lookup_organization', 'organizations'),
  lookup('Individual', 'lookup_individual', 'people'),
  lookup('Contact', 'lookup_contact', 'contact points that link people and organizations'),
  lookup('Deal', 'lookup_deal', 'deals'),
  defineTool({
    name: 'lookup_lead',
    description:
      'Find leads by title, organization or key, of one type or in one status where given. Best matches first, with their ids.',
    effect: 'read',
    parameters: z.object({
      ...query,
      lead_type: LeadType.nullable().describe('Only this type, or null'),
      status: z.string().max(100).nullable().describe('Only this status, or null'),
    }),
    async run({ search_query, lead_type, status }, { tools, addresses }) {
      const found = await lookupRecords(tools.ctx, 'Lead', {
        search_query,
        ...(lead_type ? { lead_type } : {}),
        ...(status ? { status } : {}),
      })
      return { content: renderRows(found, addresses) }
    },
  }),
]
