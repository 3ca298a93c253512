import { z } from 'zod'
import { invalid } from '../../errors.ts'
import { canonicalUrl } from '../../web/canonical-url.ts'
import { isRead } from '../../web/web.ts'
import { type AgentTool, defineTool, MAX_RESULT } from './agent-tool.ts'
import { asData, renderRows } from './render-rows.ts'

const query = z.object({ query: z.string().min(1).max(300) })

export const webTools: AgentTool[] = [
  defineTool({
    name: 'web_search',
    description: 'Search the web for companies, people or postings. Answers titles, addresses and snippets.',
    effect: 'read',
    parameters: query,
    async run({ query }, { tools, addresses }) {
      return { content: renderRows(await tools.web.search(query, 8), addresses) }
    },
  }),
  defineTool({
    name: 'wikipedia',
    description: 'Look a company or an industry up in Wikipedia.',
    effect: 'read',
    parameters: query,
    async run({ query }, { tools, addresses }) {
      return { content: renderRows(await tools.web.encyclopedia(query, 2), addresses) }
    },
  }),
  defineTool({
    name: 'fetch_page',
    description: 'Read a web page that a search, a record or another page has named.',
    effect: 'read',
    parameters: z.object({ url: z.string().max(2000) }),
    async run({ url }, { tools, addresses }) {
      const wanted = canonicalUrl(url)
      if (!wanted || ![...addresses].some((address) => canonicalUrl(address) === wanted))
        throw invalid('Only addresses that a search, a record or a page has named can be read.')
      const page = await tools.web.read(url)
      if (!isRead(page)) return { content: `Not read: ${page.unread}` }
      for (const link of page.links) addresses.add(link.url)
      tools.note({ kind: 'read', message: `Read ${page.finalUrl}.`, detail: { url: page.finalUrl } })
      return { content: asData(`${page.title}\n${page.text}`.slice(0, MAX_RESULT)) }
    },
  }),
]
