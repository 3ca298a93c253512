import type { Broker, SigningKeys } from './broker.ts'
import type { Table } from './journal.ts'
import type { DeadLetter, Message } from './message.ts'
import { listRows } from './open-store.ts'

type Rotation = { from: SigningKeys; to: SigningKeys }

/** Reads back what an earlier broker left in the schema. */
export async function loadBroker(broker: Broker): Promise<void> {
  const read = <T>(table: Table) => listRows<T>(broker.pool, broker.schema, table)
  const bodies = new Map(await read<{ base64: string }>('body'))
  const bodyOf = (messageId: string) => Buffer.from(bodies.get(messageId)?.base64 ?? '', 'base64')

  for (const [key, message] of await read<Message>('message')) {
    broker.messages.set(key, { ...message, body: bodyOf(key) })
  }
  for (const [key, letter] of await read<DeadLetter>('dead_letter')) {
    const message = { ...letter.message, body: bodyOf(letter.message.messageId) }
    broker.deadLetters.set(key, { ...letter, message })
  }
  for (const [key, row] of await read<never>('deduplication')) broker.deduplications.set(key, row)
  for (const [key, row] of await read<never>('queue')) broker.queues.set(key, row)
  for (const [key, row] of await read<never>('flow_control')) broker.flows.set(key, row)
  for (const [key, row] of await read<never>('url_group')) broker.groups.set(key, row)
  for (const [key, row] of await read<never>('schedule')) broker.schedules.set(key, row)
  for (const [, { from, to }] of await read<Rotation>('signing_keys')) {
    // keys that were configured anew win over a rotation of the old ones
    if (from.current === broker.keys.current && from.next === broker.keys.next) broker.keys = to
  }
}
