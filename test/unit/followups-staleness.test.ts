import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { silenceKey } from '../../src/followups/silence-key.ts'
import { becomesStaleAt, lastSilentMoment, type SilenceRule, silentDays } from '../../src/followups/silence-rule.ts'
import { type StalenessFacts, staleness } from '../../src/followups/staleness.ts'
import { findTimeZone, nextWorkingDay } from '../../src/followups/working-days.ts'

const NOW = '2026-11-24T12:00:00Z' // a Tuesday
const daysAgo = (days: number, plus: { seconds?: number; milliseconds?: number; hours?: number } = {}) =>
  Temporal.Instant.from(NOW)
    .subtract({ hours: days * 24 })
    .add({ hours: 0, ...plus })
    .toString()
const touch = (at: string) => ({ at, kind: 'note' as const, by: 'Ana Lima' })
const inStatus = (over: object = {}) => ({
  name: 'Applied',
  isTerminal: false,
  onHold: false,
  staleAfterDays: null,
  ...over,
})

function facts(over: Partial<StalenessFacts> = {}): StalenessFacts {
  return {
    lead: { id: 7, createdAt: daysAgo(90) },
    lastTouch: touch(daysAgo(30)),
    status: inStatus(),
    rule: {},
    openTasks: [],
    futureActivities: [],
    snooze: null,
    refusal: null,
    pending: null,
    holidays: new Set(),
    timeZone: 'UTC',
    now: NOW,
    ...over,
  }
}
const code = (over: Partial<StalenessFacts>) => staleness(facts(over)).reason.code

describe('when a lead is stale', () => {
  it('is stale from exactly 14 x 24 h after the last touch, and not a second before', () => {
    expect(code({ lastTouch: touch(daysAgo(14)) })).toBe('silent')
    expect(code({ lastTouch: touch(daysAgo(14, { seconds: 1 })) })).toBe('touched')
    expect(code({ lastTouch: touch(daysAgo(14, { milliseconds: 1 })) })).toBe('touched')
  })

  it('lets a number in the question win over the rule of the status', () => {
    const status = inStatus({ staleAfterDays: 30 })
    expect(code({ status, lastTouch: touch(daysAgo(10)), rule: { days: 10 } })).toBe('silent')
    expect(code({ status, lastTouch: touch(daysAgo(10)) })).toBe('touched')
    expect(code({ status: inStatus({ staleAfterDays: 2 }), lastTouch: touch(daysAgo(9)), rule: { days: 10 } })).toBe(
      'touched',
    )
  })

  it('measures a lead nobody touched from its creation', () => {
    const verdict = staleness(facts({ lastTouch: null, lead: { id: 7, createdAt: daysAgo(20) } }))
    expect(verdict.verdict).toBe('stale')
    expect(verdict.silentDays).toBe(20)
    expect(verdict.sentence).toContain('nobody has touched it since it was created on 4 Nov 2026')
    expect(code({ lastTouch: null, lead: { id: 7, createdAt: daysAgo(3) } })).toBe('touched')
  })

  it('uses the default for a status it does not know', () => {
    expect(code({ status: null, lastTouch: touch(daysAgo(15)) })).toBe('silent')
  })

  it('says how long, since what and by whom', () => {
    const { sentence } = staleness(facts({ lastTouch: { at: daysAgo(23), kind: 'call', by: 'Ana Lima' } }))
    expect(sentence).toBe('Silent for 23 days (limit: 14 days); the last touch was a call by Ana Lima on 1 Nov 2026.')
  })
})

describe('what keeps a lead quiet', () => {
  it('T48 an open task, overdue or not', () => {
    expect(code({ openTasks: [{ title: 'Call', dueDate: '2027-01-01' }] })).toBe('open_task')
    const overdue = staleness(
      facts({ openTasks: [{ title: 'Call *Bob*', dueDate: '2026-01-31' }], timeZone: 'America/New_York' }),
    )
    expect(overdue.verdict).toBe('not_stale')
    expect(overdue.sentence).toBe('A task is open: “Call Bob”, due 31 Jan 2026.')
  })

  it('T48 an activity scheduled next week, but not one that has passed', () => {
    expect(code({ futureActivities: [{ kind: 'meeting', at: daysAgo(-7) }] })).toBe('scheduled')
    expect(code({ futureActivities: [{ kind: 'meeting', at: daysAgo(1) }] })).toBe('silent')
  })

  it('T52 a final or a waiting status by its flag, whatever its name', () => {
    expect(code({ status: inStatus({ name: 'Won?', isTerminal: true }) })).toBe('terminal')
    expect(code({ status: inStatus({ name: 'Parked', onHold: true }) })).toBe('on_hold')
    expect(code({ status: inStatus({ name: 'Won', isTerminal: false }) })).toBe('silent')
  })

  it('T53 a refusal until there is new activity', () => {
    const since = daysAgo(40)
    const refusal = { silentSince: since, at: daysAgo(20), by: 'Ana Lima' }
    expect(code({ lastTouch: touch(since), refusal })).toBe('refused')
    expect(code({ lastTouch: touch(since), refusal, rule: { days: 10 } })).toBe('refused')
    expect(code({ lastTouch: touch(daysAgo(15)), refusal })).toBe('silent')
  })

  it('T53 a running snooze, once: afterwards the same question is waiting, and not a second one', () => {
    const pending = { proposalId: 'p1' }
    expect(code({ snooze: { until: daysAgo(-2) }, pending })).toBe('snoozed')
    expect(code({ snooze: { until: daysAgo(1) }, pending })).toBe('pending')
  })

  it('one task per silence: an answered silence is not asked again, a new one is', () => {
    const since = daysAgo(40)
    const answered = { silentSince: since, at: daysAgo(20) }
    expect(code({ lastTouch: touch(since), answered })).toBe('answered')
    expect(code({ lastTouch: touch(daysAgo(14)), answered })).toBe('silent')
  })

  it('an archived lead', () => {
    expect(code({ lead: { id: 7, createdAt: daysAgo(90), archivedAt: daysAgo(1) } })).toBe('archived')
  })

  it('names the date on which a fresh lead would become stale', () => {
    const { sentence, dueOn } = staleness(facts({ lastTouch: touch(daysAgo(4)) }))
    expect(sentence).toContain('14 days are over on 4 Dec 2026')
    expect(dueOn).toBeNull()
  })
})

describe('working days (T51)', () => {
  const fiveDays = inStatus({ staleAfterDays: 5 })

  it('counts Monday to Friday without the holidays of the tenant', () => {
    const lastTouch = touch('2026-11-17T09:00:00Z') // the Tuesday before: Wed Thu Fri Mon Tue
    expect(code({ status: fiveDays, lastTouch })).toBe('silent')
    expect(code({ status: fiveDays, lastTouch, holidays: new Set(['2026-11-20']) })).toBe('touched')
    expect(code({ status: fiveDays, lastTouch: touch('2026-11-18T09:00:00Z') })).toBe('touched')
  })

  it('does not count a holiday that falls on a weekend twice', () => {
    const lastTouch = touch('2026-11-17T09:00:00Z')
    expect(code({ status: fiveDays, lastTouch, holidays: new Set(['2026-11-21']) })).toBe('silent')
  })

  it('counts days as the owner lives them: the same moments differ between Auckland and New York', () => {
    // 11:30 UTC on Monday 16 Nov is Tuesday 00:30 in Auckland and Monday 06:30 in New York.
    const lastTouch = touch('2026-11-16T11:30:00Z')
    const now = '2026-11-23T10:00:00Z' // Monday 23:00 in Auckland, Monday 05:00 in New York
    expect(code({ status: fiveDays, lastTouch, now, timeZone: 'Pacific/Auckland' })).toBe('touched')
    expect(code({ status: fiveDays, lastTouch, now, timeZone: 'America/New_York' })).toBe('silent')
  })

  it('ignores holidays when the question counts calendar days', () => {
    const holidays = new Set(['2026-11-20', '2026-11-23', '2026-11-24'])
    expect(code({ lastTouch: touch(daysAgo(14)), rule: { days: 14 }, holidays })).toBe('silent')
  })
})

describe('calendar days and daylight saving (T51)', () => {
  it.each([
    ['America/New_York', '2026-03-01T12:00:00Z'],
    ['Pacific/Auckland', '2026-04-01T12:00:00Z'],
    ['Pacific/Auckland', '2026-09-20T12:00:00Z'],
  ])('stay N x 24 h in %s over the change after %s', (timeZone, at) => {
    const after = Temporal.Instant.from(at).add({ hours: 14 * 24 })
    expect(code({ lastTouch: touch(at), timeZone, now: after.toString() })).toBe('silent')
    expect(code({ lastTouch: touch(at), timeZone, now: after.subtract({ seconds: 1 }).toString() })).toBe('touched')
  })
})

describe('the due date', () => {
  const none = new Set<string>()

  it('is the next working day in the zone of the owner', () => {
    const now = '2026-11-26T12:30:00Z' // Thursday in New York, already Friday in Auckland
    expect(nextWorkingDay(now, 'America/New_York', none)).toBe('2026-11-27')
    expect(nextWorkingDay(now, 'Pacific/Auckland', none)).toBe('2026-11-30')
  })

  it('steps over weekends and holidays', () => {
    const now = '2026-12-24T12:00:00Z'
    expect(nextWorkingDay(now, 'UTC', new Set(['2026-12-25', '2026-12-28']))).toBe('2026-12-29')
  })

  it('holds on the days when clocks change', () => {
    expect(nextWorkingDay('2026-03-07T23:30:00-05:00', 'America/New_York', none)).toBe('2026-03-09')
    expect(nextWorkingDay('2026-04-05T00:30:00+13:00', 'Pacific/Auckland', none)).toBe('2026-04-06')
    expect(nextWorkingDay('2026-09-06T03:00:00Z', 'America/Santiago', none)).toBe('2026-09-07')
  })

  it('survives a calendar in which every day is a holiday', () => {
    const always = { has: () => true } as unknown as ReadonlySet<string>
    expect(nextWorkingDay(NOW, 'UTC', always)).toMatch(/^\d{4}-\d\d-\d\d$/)
  })

  it('falls back to a zone that exists', () => {
    expect(findTimeZone('Mars/Olympus', '', null, 'Asia/Tokyo')).toBe('Asia/Tokyo')
    expect(findTimeZone('nonsense')).toBe('UTC')
  })
})

describe('the cutoff that the database uses', () => {
  const zones = ['UTC', 'Pacific/Auckland', 'America/New_York', 'Asia/Kolkata', 'Africa/Cairo', 'America/Santiago']
  const start = Date.UTC(2026, 0, 1)
  const moment = fc.integer({ min: 0, max: 365 * 24 * 3600 }).map((s) => new Date(start + s * 1000).toISOString())
  const anyRule: fc.Arbitrary<SilenceRule> = fc.record({
    unit: fc.constantFrom('calendar' as const, 'working' as const),
    days: fc.integer({ min: 1, max: 20 }),
    source: fc.constant('status' as const),
  })
  const holidays = fc.array(moment, { maxLength: 8 }).map((days) => new Set(days.map((day) => day.slice(0, 10))))

  it('divides touches exactly as the moment of becoming stale does', () => {
    fc.assert(
      fc.property(anyRule, fc.constantFrom(...zones), holidays, moment, moment, (rule, zone, days, touched, now) => {
        const byCutoff = Temporal.Instant.compare(touched, lastSilentMoment(rule, zone, days, now)) <= 0
        const byMoment = Temporal.Instant.compare(becomesStaleAt(rule, touched, zone, days), now) <= 0
        expect(byCutoff).toBe(byMoment)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the key of a silence', () => {
  it('T47 is the same for the same lead and touch, however the moment is written', () => {
    expect(silenceKey(7, '2026-11-01T10:00:00.123456Z')).toBe(silenceKey(7, '2026-11-01 11:00:00.123456+01'))
    expect(silenceKey(7, '2026-11-01T10:00:00.123457Z')).not.toBe(silenceKey(7, '2026-11-01T10:00:00.123456Z'))
    expect(silenceKey(8, '2026-11-01T10:00:00Z')).not.toBe(silenceKey(7, '2026-11-01T10:00:00Z'))
  })

  it('does not depend on how many days were asked', () => {
    expect(staleness(facts({ rule: { days: 10 } })).silenceKey).toBe(staleness(facts({ rule: {} })).silenceKey)
  })

  it('counts whole days and never below zero', () => {
    expect(silentDays(daysAgo(3, { hours: 1 }), NOW)).toBe(2)
    expect(silentDays(daysAgo(-1), NOW)).toBe(0)
  })
})
