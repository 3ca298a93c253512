import { acceptMessages } from './accept-messages.ts'
import type { Broker } from './broker.ts'
import type { Schedule } from './message.ts'
import { nextCronTime } from './next-cron-time.ts'
import { planPublish } from './publish-message.ts'

export type ScheduleClock = ReturnType<typeof createScheduleClock>

const longestTimerMs = 2 ** 31 - 1

/** Publishes each schedule's message when its cron expression says, in real time whatever the broker's time scale. */
export function createScheduleClock(getBroker: () => Broker) {
  const timers = new Map<string, NodeJS.Timeout>()

  function start(schedule: Schedule): void {
    stop(schedule.scheduleId)
    const dueAt = nextCronTime(schedule.cron, Date.now())
    const tick = () => {
      const waitMs = dueAt - Date.now()
      if (waitMs > 0) return void timers.set(schedule.scheduleId, setTimeout(tick, Math.min(waitMs, longestTimerMs)))
      start(schedule)
      if (!schedule.paused) fireSchedule(getBroker(), schedule).catch(reportFailure)
    }
    tick()
  }

  function stop(scheduleId: string): void {
    clearTimeout(timers.get(scheduleId))
    timers.delete(scheduleId)
  }

  return { start, stop, stopAll: () => [...timers.keys()].forEach(stop) }
}

/** Publishes a schedule's message now. */
export async function fireSchedule(broker: Broker, schedule: Schedule): Promise<void> {
  const { messages } = planPublish(broker, {
    destination: schedule.destination,
    headers: schedule.published,
    body: Buffer.from(schedule.body, 'base64'),
    callerIp: schedule.callerIp,
    queueName: schedule.published['upstash-queue-name'],
    scheduleId: schedule.scheduleId,
  })
  schedule.lastScheduleTime = Date.now()
  broker.journal.put('schedule', schedule.scheduleId, schedule)
  await acceptMessages(broker, messages)
}

function reportFailure(error: unknown): void {
  console.error('qstash: a schedule could not publish', error)
}
