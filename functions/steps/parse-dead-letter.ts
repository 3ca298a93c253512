import { z } from 'zod'
import type { DeadLetter } from '../../src/runs/note-failure.ts'

const FailureCallback = z.object({
  url: z.url(),
  status: z.number().nullish(),
  /** Both base64. */
  body: z.string().nullish(),
  sourceBody: z.string().nullish(),
})

const MAX_REASON = 500

/** What QStash's failure callback says of the message it gave up on; undefined where it is none. */
export function parseDeadLetter(text: string): DeadLetter | undefined {
  try {
    const { url, status, body, sourceBody } = FailureCallback.parse(JSON.parse(text))
    const reason = `${status ?? 'no answer'}: ${decode(body ?? '')}`.slice(0, MAX_REASON)
    return { path: new URL(url).pathname, body: JSON.parse(decode(sourceBody ?? '')), reason }
  } catch {
    return undefined
  }
}

const decode = (base64: string) =>
  new TextDecoder().decode(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)))
