import type { Broker } from '../broker.ts'
import { matchesFilter } from '../match-filter.ts'
import type { BrokerEvent } from '../record.ts'
import type { Route } from '../route.ts'

const pageRows = 1_000

export const eventRoutes: Route[] = [
  {
    method: 'GET',
    pattern: /^\/v2\/events$/,
    answer: async (broker, { query }) => {
      const { events, cursor } = await listEvents(broker, query)
      return { status: 200, body: { events, cursor } }
    },
  },
  {
    method: 'GET',
    pattern: /^\/v2\/logs$/,
    answer: async (broker, { query }) => {
      const { events, cursor } = await listEvents(broker, query)
      return { status: 200, body: { logs: events, cursor } }
    },
  },
]

/** The newest events first; the cursor is the last one's key. */
async function listEvents(broker: Broker, query: URLSearchParams) {
  await broker.journal.commit()
  const count = Math.min(1_000, Math.max(1, Number(query.get('count') ?? 100) || 100))
  const messageIds = [...query.getAll('messageIds'), ...query.getAll('messageId')].flatMap((ids) => ids.split(','))
  const events: BrokerEvent[] = []
  for (let before = query.get('cursor') ?? '~'; ; ) {
    const { rows } = await broker.pool.query<{ key: string; doc: BrokerEvent }>(
      `select key, doc from ${broker.schema}.event
       where key < $1 and (cardinality($2::text[]) = 0 or doc ->> 'messageId' = any($2)) order by key desc limit $3`,
      [before, messageIds, pageRows],
    )
    for (const { key, doc } of rows) {
      if (matchesFilter(doc, query)) events.push(doc)
      if (events.length === count) return { events, cursor: key }
    }
    if (rows.length < pageRows) return { events, cursor: undefined }
    before = rows.at(-1)!.key
  }
}
