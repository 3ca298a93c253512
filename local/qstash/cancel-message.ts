import type { Broker } from './broker.ts'
import type { Message } from './message.ts'
import { recordEvent, recordMessage, removeMessage } from './record.ts'

/** Stops a message; one that is on its way just now may still arrive, and is not tried again. */
export function cancelMessage(broker: Broker, message: Message): void {
  recordEvent(broker, message, 'CANCEL_REQUESTED')
  if (broker.dispatcher.withdraw(message)) {
    recordCancelled(broker, message)
    broker.dispatcher.end(message)
  } else {
    message.cancelRequested = true
    recordMessage(broker, message)
  }
}

export function recordCancelled(broker: Broker, message: Message): void {
  broker.stats.cancelled++
  recordEvent(broker, message, 'CANCELLED')
  removeMessage(broker, message)
}
