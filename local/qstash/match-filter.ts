/** What a filter of the API can ask of a message, a dead letter or a log line. */
export type Filterable = {
  messageId?: string
  dlqId?: string
  url: string
  topicName?: string
  queueName?: string
  scheduleId?: string
  flowControlKey?: string
  callerIp?: string
  labels?: string[]
  time: number
  responseStatus?: number
  state?: string
}

const inProgress = ['ACTIVE', 'RETRY', 'ERROR']

const fields: Record<string, (item: Filterable) => (string | number | undefined)[]> = {
  messageId: (item) => [item.messageId],
  messageIds: (item) => [item.messageId],
  dlqIds: (item) => [item.dlqId],
  url: (item) => [item.url],
  host: (item) => [URL.parse(item.url)?.host, URL.parse(item.url)?.hostname],
  path: (item) => [URL.parse(item.url)?.pathname],
  topicName: (item) => [item.topicName],
  queueName: (item) => [item.queueName],
  scheduleId: (item) => [item.scheduleId],
  flowControlKey: (item) => [item.flowControlKey],
  callerIp: (item) => [item.callerIp],
  callerIP: (item) => [item.callerIp],
  label: (item) => item.labels ?? [],
  responseStatus: (item) => [item.responseStatus],
  state: ({ state }) => (inProgress.includes(state ?? '') ? [state, 'IN_PROGRESS'] : [state]),
}

/** Tells whether an item passes a query: any of a parameter's values, all of the parameters. */
export function matchesFilter(item: Filterable, query: URLSearchParams): boolean {
  for (const [name, read] of Object.entries(fields)) {
    const wanted = valuesOf(query, name)
    if (wanted.length > 0 && !read(item).some((value) => value !== undefined && wanted.includes(String(value)))) {
      return false
    }
  }
  const from = Number(query.get('fromDate') ?? 0)
  const to = Number(query.get('toDate') ?? Number.POSITIVE_INFINITY)
  return item.time >= from && item.time <= to
}

function valuesOf(query: URLSearchParams, name: string): string[] {
  const values = query.getAll(name)
  // a URL may hold a comma of its own
  return name === 'url' ? values : values.flatMap((value) => value.split(','))
}
