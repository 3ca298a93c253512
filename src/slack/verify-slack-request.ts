/**
 * Whether a request comes from Slack: an HMAC over the raw body and its time, no older and no newer than five minutes.
 * See https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export interface SignedRequest {
  signature: string | undefined
  timestamp: string | undefined
  body: string
}

const VERSION = 'v0'
const MOST_SECONDS_APART = 300

export async function verifySlackRequest(signingSecret: string, request: SignedRequest, now: Date): Promise<boolean> {
  const { signature, timestamp, body } = request
  if (!signature || !timestamp || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > MOST_SECONDS_APART) return false
  const hex = new RegExp(`^${VERSION}=([0-9a-f]{64})$`).exec(signature)?.[1]
  if (!hex) return false
  const bytes = (text: string) => new TextEncoder().encode(text)
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytes(signingSecret), algorithm, false, ['verify'])
  const given = Uint8Array.from(hex.match(/../g)!, (pair) => Number.parseInt(pair, 16))
  // verify compares in a time that does not tell where they differ
  return crypto.subtle.verify('HMAC', key, given, bytes(`${VERSION}:${timestamp}:${body}`))
}
