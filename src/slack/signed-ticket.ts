import { z } from 'zod'
import { fromBase64Url, toBase64Url } from './base64-url.ts'
import { deriveKey } from './derive-key.ts'

/** A link that says, with our signature, which Slack account asks to be somebody; or which installation was begun by whom. */
export const Ticket = z.discriminatedUnion('for', [
  z.strictObject({
    for: z.literal('link'),
    tenantId: z.int(),
    teamId: z.string(),
    slackUserId: z.string(),
    /** Unix seconds. */
    until: z.int(),
  }),
  z.strictObject({ for: z.literal('install'), tenantId: z.int(), userId: z.int(), until: z.int() }),
])
export type Ticket = z.infer<typeof Ticket>

const bytes = (text: string) => new TextEncoder().encode(text)

export async function signTicket(secret: string, ticket: Ticket): Promise<string> {
  const content = toBase64Url(bytes(JSON.stringify(ticket)))
  const signature = await crypto.subtle.sign('HMAC', await deriveKey(secret, 'slack link'), bytes(content))
  return `${content}.${toBase64Url(new Uint8Array(signature))}`
}

/** The ticket, where we signed it for this purpose and its time is not over. */
export async function readTicket<F extends Ticket['for']>(
  secret: string,
  purpose: F,
  text: string,
  now: Date,
): Promise<Extract<Ticket, { for: F }> | undefined> {
  const [content = '', signature = ''] = text.split('.')
  try {
    const key = await deriveKey(secret, 'slack link')
    if (!(await crypto.subtle.verify('HMAC', key, fromBase64Url(signature), bytes(content)))) return undefined
    const ticket = Ticket.parse(JSON.parse(new TextDecoder().decode(fromBase64Url(content))))
    if (ticket.for !== purpose || ticket.until * 1000 < now.getTime()) return undefined
    return ticket as Extract<Ticket, { for: F }>
  } catch {
    return undefined
  }
}
