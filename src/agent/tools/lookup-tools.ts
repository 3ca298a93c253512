import { z } from 'zod'
import type { EntityType } from '../../records/entity-type.ts'
import { LeadType } from '../../records/entity-type.ts'
import { type LookupInput, lookupRecords } from '../../records/lookups/lookup-records.ts'
import { type AgentTool, defineTool, type ToolOutcome, type ToolSetting } from './agent-tool.ts'
import { renderRows } from './render-rows.ts'

// an id may come as a number
const searchText = (least: number) =>
  z.preprocess((given) => (typeof given === 'number' ? String(given) : given), z.string().min(least).max(300))
const query = { search_query: searchText(1) }

async function find(tool: string, entity: EntityType, input: LookupInput, setting: ToolSetting): Promise<ToolOutcome> {
  const found = await lookupRecords(setting.tools.ctx, entity, input)
  const lookup = { tool, search_query: input.search_query, ids: found.map(({ id }) => Number(id)) }
  return { content: renderRows(found, setting.addresses), lookup }
}

const lookupTool = (entity: EntityType, name: string, what: string): AgentTool =>
  defineTool({
    name,
    description: `Find ${what} by name (typing errors are fine), e-mail, domain, phone or id; best first.`,
    effect: 'read',
    entity,
    parameters: z.object(query),
    run: (input, setting) => find(name, entity, input, setting),
  })

/** Look-ups by the service layer, which the agent prefers to SQL. */
export const lookupTools: AgentTool[] = [
  lookupTool('Account', 'lookup_account', 'accounts (groups of organizations)'),
  lookupTool('Organization', 'lookup_organization', 'organizations'),
  lookupTool('Individual', 'lookup_individual', 'people'),
  lookupTool('Contact', 'lookup_contact', 'contacts (who links to which organization)'),
  lookupTool('Deal', 'lookup_deal', 'deals'),
  defineTool({
    name: 'lookup_lead',
    description:
      'Find leads by title, organization or id (typing errors are fine), of one type or in one status where given; best first.',
    effect: 'read',
    entity: 'Lead',
    parameters: z.object({
      search_query: searchText(0).describe('Empty for the newest'),
      lead_type: LeadType.nullable(),
      status: z.string().max(100).nullable().describe('Such as "interview"'),
    }),
    run: ({ search_query, lead_type, status }, setting) =>
      find(
        'lookup_lead',
        'Lead',
        { search_query, ...(lead_type ? { lead_type } : {}), ...(status ? { status } : {}) },
        setting,
      ),
  }),
]
