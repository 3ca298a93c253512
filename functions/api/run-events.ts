import type { Context as HonoContext } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Context } from '../../src/context.ts'
import { isRunOver } from '../../src/runs/is-run-over.ts'
import { listRunEvents } from '../../src/runs/list-run-events.ts'
import type { AppEnv } from '../app-env.ts'

const POLL_MS = 1000
// then the reader connects again, from where it was
const LONGEST_MS = 55_000
const PAGE = 200

/** The timeline as a stream that goes on until the run is over, or as a list for who asks for JSON. */
export async function presentEvents(
  c: HonoContext<AppEnv>,
  ctx: Context,
  id: string,
  { after, limit }: { after?: number | undefined; limit: number },
): Promise<Response> {
  const last = Number(c.req.header('last-event-id') ?? Number.NaN)
  const from = Number.isInteger(last) && last >= 0 ? last : after
  const first = await listRunEvents(ctx, id, { after: from, limit })
  if (!(c.req.header('accept') ?? '').includes('text/event-stream')) {
    const end = first.data.at(-1)
    return c.json({
      data: first.data,
      status: first.status,
      next_cursor: first.data.length === limit && end ? String(end.id) : null,
    })
  }
  return streamSSE(c, async (stream) => {
    const deadline = Date.now() + LONGEST_MS
    let page = first
    let seen = from ?? 0
    for (;;) {
      for (const event of page.data) {
        await stream.writeSSE({ id: String(event.id), event: event.kind, data: JSON.stringify(event) })
        seen = event.id
      }
      const isAll = page.data.length < PAGE
      if (isAll && isRunOver(page.status)) {
        await stream.writeSSE({ event: 'end', data: JSON.stringify({ status: page.status }) })
        return
      }
      if (Date.now() > deadline || c.req.raw.signal.aborted) return
      if (isAll) await stream.sleep(POLL_MS)
      page = await listRunEvents(ctx, id, { after: seen, limit: PAGE })
    }
  })
}
