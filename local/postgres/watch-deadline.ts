import { Session } from 'node:inspector'

// coarse beside limits of seconds, and it costs nothing while nothing is late
const LOOK_MS = 50

/** What the watched thread runs, in the middle of its query, when its deadline has passed. */
export const CANCEL_LATE_QUERY = 'cancelLateQuery'

/**
 * PostgreSQL compiled to WebAssembly has no clock that could interrupt a query, so `statement_timeout` alone does nothing
 * there. A query holds its thread, but V8 lets an inspector in at every loop: this one has the thread raise the flag that
 * PostgreSQL's own signal handler would have raised, and the query ends as it does on a server, with 57014.
 * `deadline[0]` is when the running query has to be over, in ms since 1970; 0 while none has to.
 */
export function watchDeadline(threadName: string, deadline: Float64Array) {
  const session = new Session()
  session.connect()
  let watched: string | undefined
  session.on('NodeWorker.attachedToWorker', ({ params }) => {
    if (params.workerInfo.title.endsWith(threadName)) watched = params.sessionId
  })
  session.post('NodeWorker.enable', { waitForDebuggerOnStart: false })
  const message = JSON.stringify({
    id: 1,
    method: 'Runtime.evaluate',
    params: { expression: `${CANCEL_LATE_QUERY}()` },
  })
  const timer = setInterval(() => {
    const until = deadline[0]!
    if (watched && until > 0 && Date.now() > until)
      session.post('NodeWorker.sendMessageToWorker', { sessionId: watched, message })
  }, LOOK_MS)
  timer.unref()
  return {
    close() {
      clearInterval(timer)
      session.disconnect()
    },
  }
}
