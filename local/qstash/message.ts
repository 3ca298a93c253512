export type FlowLimit = { key: string; parallelism: number; rate: number; periodSeconds: number }

/** A queue's place that stays taken until the owner and all of its callbacks have ended. */
export type Slot = { queueName: string; owner: string }

/** A message that is still to be delivered; `seq` orders messages by publication, across restarts. */
export type Message = {
  messageId: string
  seq: number
  /** how many messages for the same path came before; names the message in a replay of faults */
  ordinal: number
  /** exactly as it was published, because the receiver compares it with the signature's subject */
  url: string
  method: string
  forward: Record<string, string>
  /** the publisher's own headers: a dead letter is published again from them */
  published: Record<string, string>
  body: Buffer
  topicName?: string
  endpointName?: string
  scheduleId?: string
  queueName?: string
  slot?: Slot
  callerIp: string
  labels: string[]
  maxRetries: number
  retryDelay?: string
  timeoutMs?: number
  callback?: string
  failureCallback?: string
  flow?: FlowLimit
  redact?: string
  createdAt: number
  /** unix milliseconds of the next attempt */
  notBefore: number
  state: 'CREATED' | 'RETRY'
  retried: number
  cancelRequested?: boolean
}

export type DeadLetter = {
  dlqId: string
  message: Message
  failedAt: number
  responseStatus?: number
  responseHeader?: Record<string, string[]>
  /** base64, as it may be anything */
  responseBody?: string
  error?: string
}

export type Deduplication = { messageId: string; expiresAt: number }

export type Queue = { name: string; parallelism: number; paused: boolean; createdAt: number; updatedAt: number }

/** Limits of 0 mean unlimited. `periodStart` is unix milliseconds. */
export type FlowControl = FlowLimit & {
  paused: boolean
  pinnedParallelism: boolean
  pinnedRate: boolean
  rateCount: number
  periodStart: number
}

export type UrlGroup = {
  name: string
  createdAt: number
  updatedAt: number
  endpoints: { name?: string; url: string }[]
}

export type Schedule = {
  scheduleId: string
  cron: string
  destination: string
  createdAt: number
  published: Record<string, string>
  body: string
  callerIp: string
  paused: boolean
  lastScheduleTime?: number
}

/** What one attempt at a delivery came to. */
export type Attempt =
  | { kind: 'response'; status: number; header: Record<string, string[]>; body: Buffer }
  | { kind: 'error'; error: string }
