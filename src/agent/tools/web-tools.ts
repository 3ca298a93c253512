import { z } from 'zod'
import { AppError, invalid } from '../../errors.ts'
import { canonicalUrl } from '../../web/canonical-url.ts'
import { isRead } from '../../web/web.ts'
import { type AgentTool, defineTool, MAX_RESULT, type ToolOutcome } from './agent-tool.ts'
import { asData, renderRows } from './render-rows.ts'

const query = z.object({ query: z.string().min(1).max(300) })

export const webTools: AgentTool[] = [
  defineTool({
    name: 'web_search',
    description: 'Search the web for companies, people or postings.',
    effect: 'read',
    parameters: query,
    run: ({ query }, { tools, addresses }) =>
      orUnread(async () => ({ content: renderRows(await tools.web.search(query, 8), addresses) })),
  }),
  defineTool({
    name: 'wikipedia',
    description: 'Look a company or an industry up in Wikipedia.',
    effect: 'read',
    parameters: query,
    run: ({ query }, { tools, addresses }) =>
      orUnread(async () => ({ content: renderRows(await tools.web.encyclopedia(query, 2), addresses) })),
  }),
  defineTool({
    name: 'fetch_page',
    description: 'Read a web page that the question, a search, a record or another page has named.',
    effect: 'read',
    parameters: z.object({ url: z.string().max(2000) }),
    async run({ url }, { tools, addresses }) {
      const wanted = canonicalUrl(url)
      // the address as it was named is what is read: what a model adds to it, such as utm_source, would carry data out
      const named = wanted && [...addresses].find((address) => canonicalUrl(address) === wanted)
      if (!named) throw invalid('Only addresses that the question, a search, a record or a page has named can be read.')
      const page = await tools.web.read(named)
      if (!isRead(page)) return { content: `Not read: ${page.unread}`, refused: page.unread }
      for (const link of page.links) addresses.add(link.url)
      return { content: asData(`${page.title}\n${page.text}`.slice(0, MAX_RESULT)) }
    },
  }),
]

/** A source that is out is a sentence for the model, which may go on without it; the timeline names it. */
async function orUnread(read: () => Promise<ToolOutcome>): Promise<ToolOutcome> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unavailable') throw error
    const sentence = `Not read: ${error.message} Say so where the answer would have needed it.`
    return { content: sentence, refused: sentence }
  }
}
