import type { Context as HonoContext } from 'hono'
import { notFound, unauthenticated } from '../../src/errors.ts'
import { hashText } from '../../src/hash-text.ts'
import { verifySlackRequest } from '../../src/slack/verify-slack-request.ts'
import type { AppEnv } from '../app-env.ts'

export interface SlackRequest {
  /** The raw text that was signed. */
  body: string
  /** The same for the same signed request, which is thereby taken once. */
  key: string
}

/** A request that Slack has signed for this app. @throws AppError unauthenticated */
export async function readSlackRequest(c: HonoContext<AppEnv>): Promise<SlackRequest> {
  const secret = c.var.env.SLACK_SIGNING_SECRET
  if (!secret) throw notFound('Slack is not set up here: SLACK_SIGNING_SECRET is not set.')
  const body = await c.req.text()
  const signature = c.req.header('x-slack-signature')
  const timestamp = c.req.header('x-slack-request-timestamp')
  if (!(await verifySlackRequest(secret, { signature, timestamp, body }, new Date())))
    throw unauthenticated('This request is not signed by Slack, or too long ago.')
  return { body, key: await hashText(`${timestamp}:${body}`) }
}
