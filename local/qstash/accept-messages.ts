import { setTimeout as sleep } from 'node:timers/promises'
import type { Broker } from './broker.ts'
import type { Message } from './message.ts'
import { Refusal } from './refusal.ts'

// a publisher that waits longer has given up by itself
const patienceMs = 10_000

/** Lets planned messages go once their rows are written; a 503 Refusal when the database does not answer in time. */
export async function acceptMessages(broker: Broker, messages: Message[]): Promise<void> {
  const accepted = broker.dispatcher.taking(async () => {
    await broker.journal.commit()
    broker.dispatcher.admit(messages)
  })
  const patience = new AbortController()
  const giveUp = sleep(patienceMs, undefined, { signal: patience.signal }).then(() => {
    throw new Refusal(503, 'the message could not be stored')
  })
  try {
    await Promise.race([accepted, giveUp])
  } finally {
    patience.abort()
  }
}
