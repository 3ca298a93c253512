import { z } from 'zod'
import { runQuery } from '../../query/run-query.ts'
import { defineTool } from './agent-tool.ts'
import { renderRows } from './render-rows.ts'

/** The way to joins and sums that no look-up answers. */
export const queryTool = defineTool({
  name: 'execute_crm_query',
  description: 'Run one PostgreSQL SELECT over the tables above, for joins, counts and sums.',
  effect: 'read',
  parameters: z.object({
    query: z.string().min(1).max(10_000),
    reasoning: z.string().min(1).max(1000).describe('What it is to find out'),
  }),
  async run({ query, reasoning }, { tools, reasoningType, addresses }) {
    const { columns, rows, row_count, truncated } = await runQuery(tools.ctx, { query, reasoning, reasoningType })
    return {
      content: renderRows({ columns, rows, row_count, truncated }, addresses),
      query: { sql: query, reasoning, rows: row_count },
    }
  },
})
