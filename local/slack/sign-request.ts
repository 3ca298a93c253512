import { createHmac } from 'node:crypto'

/** The headers by which an app knows that a request is Slack's. @param at unix seconds */
export function signRequest(signingSecret: string, body: string, at = Math.floor(Date.now() / 1000)) {
  const digest = createHmac('sha256', signingSecret).update(`v0:${at}:${body}`).digest('hex')
  return { 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${digest}` }
}
