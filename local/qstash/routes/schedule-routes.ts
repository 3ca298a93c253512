import { type Broker, newId } from '../broker.ts'
import { canonicalHeaders } from '../canonical-header.ts'
import type { Schedule } from '../message.ts'
import { nextCronTime } from '../next-cron-time.ts'
import { isHttpUrl, parsePublish } from '../parse-publish.ts'
import { Refusal } from '../refusal.ts'
import { type ApiRequest, nameParam, type Route } from '../route.ts'

const one = /^\/v2\/schedules\/([^/]+)$/

export const scheduleRoutes: Route[] = [
  ...['PATCH', 'POST'].flatMap((method): Route[] => [
    { method, pattern: /^\/v2\/schedules\/([^/]+)\/pause$/, answer: (broker, request) => pause(broker, request, true) },
    {
      method,
      pattern: /^\/v2\/schedules\/([^/]+)\/resume$/,
      answer: (broker, request) => pause(broker, request, false),
    },
  ]),
  { method: 'POST', pattern: /^\/v2\/schedules\/(.+)$/, takesDestination: true, answer: create },
  {
    method: 'GET',
    pattern: /^\/v2\/schedules$/,
    answer: (broker) => ({ status: 200, body: [...broker.schedules.values()].map(present) }),
  },
  {
    method: 'GET',
    pattern: one,
    answer: (broker, request) => ({ status: 200, body: present(getSchedule(broker, request)) }),
  },
  { method: 'DELETE', pattern: one, answer: remove },
]

async function create(broker: Broker, request: ApiRequest) {
  const { headers } = request
  const destination = request.params[0]!
  const cron = (headers['upstash-cron'] ?? '').trim()
  parsePublish(headers)
  parseCron(cron)
  if (!isHttpUrl(destination) && !broker.groups.has(destination)) {
    throw new Refusal(400, 'invalid destination url: endpoint has invalid scheme, add http:// or https://')
  }
  const own = Object.entries(headers).filter(([name]) => name === 'content-type' || name.startsWith('upstash-'))
  const scheduleId = headers['upstash-schedule-id'] ?? newId('scd')
  const schedule: Schedule = {
    scheduleId,
    cron,
    destination,
    createdAt: broker.schedules.get(scheduleId)?.createdAt ?? Date.now(),
    published: Object.fromEntries(own),
    body: request.body.toString('base64'),
    callerIp: request.callerIp,
    paused: false,
  }
  broker.schedules.set(scheduleId, schedule)
  broker.journal.put('schedule', scheduleId, schedule)
  await broker.journal.commit()
  broker.scheduleClock.start(schedule)
  return { status: 201, body: { scheduleId } }
}

async function pause(broker: Broker, request: ApiRequest, paused: boolean) {
  const schedule = getSchedule(broker, request)
  schedule.paused = paused
  broker.journal.put('schedule', schedule.scheduleId, schedule)
  await broker.journal.commit()
  return { status: 200 }
}

async function remove(broker: Broker, request: ApiRequest) {
  const { scheduleId } = getSchedule(broker, request)
  broker.schedules.delete(scheduleId)
  broker.scheduleClock.stop(scheduleId)
  broker.journal.remove('schedule', scheduleId)
  await broker.journal.commit()
  return { status: 200 }
}

function present(schedule: Schedule) {
  const options = parsePublish(schedule.published)
  return {
    scheduleId: schedule.scheduleId,
    cron: schedule.cron,
    createdAt: schedule.createdAt,
    destination: schedule.destination,
    method: options.method,
    header: canonicalHeaders(options.forward),
    body: Buffer.from(schedule.body, 'base64').toString('utf8') || undefined,
    retries: options.retries ?? 3,
    delay: options.delayMs ? options.delayMs / 1_000 : undefined,
    callback: options.callback,
    failureCallback: options.failureCallback,
    callerIp: schedule.callerIp,
    isPaused: schedule.paused,
    queueName: schedule.published['upstash-queue-name'],
    flowControlKey: options.flow?.key,
    parallelism: options.flow?.parallelism || undefined,
    rate: options.flow?.rate || undefined,
    period: options.flow?.periodSeconds,
    retryDelayExpression: options.retryDelay,
    label: options.labels[0],
    labels: options.labels.length > 0 ? options.labels : undefined,
    lastScheduleTime: schedule.lastScheduleTime,
    nextScheduleTime: nextCronTime(schedule.cron, Date.now()),
  }
}

function parseCron(cron: string): void {
  try {
    nextCronTime(cron, Date.now())
  } catch (error) {
    throw new Refusal(400, `invalid cron: ${(error as Error).message}`)
  }
}

function getSchedule(broker: Broker, request: ApiRequest): Schedule {
  const scheduleId = nameParam(request)
  const schedule = broker.schedules.get(scheduleId)
  if (!schedule) throw new Refusal(404, `schedule ${scheduleId} not found`)
  return schedule
}
