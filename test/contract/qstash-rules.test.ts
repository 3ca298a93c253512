import { describe, expect, it } from 'vitest'
import { evaluateRetryDelay } from '../../local/qstash/evaluate-retry-delay.ts'
import { judgeAttempt } from '../../local/qstash/judge-attempt.ts'
import { nextCronTime } from '../../local/qstash/next-cron-time.ts'
import { parseDurationMs } from '../../local/qstash/parse-duration.ts'

describe('a retry delay expression', () => {
  it.each([
    ['1000', 3, 1_000],
    ['1000 * (1 + retried)', 2, 3_000],
    ['pow(2, retried) * 1000', 3, 8_000],
    ['max(1000, pow(2, retried) * 100)', 1, 1_000],
    ['10 - 2 - 3', 0, 5],
    ['2 + 3 * 4 % 5 / 2', 0, 3],
    ['-retried + min(7, 9)', 2, 5],
    ['round(sqrt(abs(-16)) + floor(1.9) + ceil(0.1))', 0, 6],
    ['exp(0)', 0, 1],
  ])('%s with %i retries is %i', (expression, retried, delay) => {
    expect(evaluateRetryDelay(expression, retried)).toBe(delay)
  })

  it.each([
    '',
    '1 +',
    '(1',
    '1)',
    '1 2',
    'pow(1)',
    'pow()',
    'constructor(1)',
    'retried.constructor',
    'globalThis',
    'fetch("x")',
    'retried()',
    '1;2',
    '('.repeat(1_000),
  ])('%s is refused', (expression) => {
    expect(() => evaluateRetryDelay(expression, 0)).toThrow()
  })
})

describe('a duration', () => {
  it.each([
    ['10s', 10_000],
    ['1d10h30m', 124_200_000],
    ['6m5s', 365_000],
    ['1.5h', 5_400_000],
    ['250ms', 250],
    ['0s', 0],
  ])('%s is %i ms', (text, ms) => {
    expect(parseDurationMs(text)).toBe(ms)
  })

  it.each(['', '10', 's', '10 s', '10x', '-5s', 'x10s', '10s5'])('"%s" is none', (text) => {
    expect(parseDurationMs(text)).toBeUndefined()
  })
})

describe('a judgement', () => {
  const failed = { kind: 'response' as const, status: 500, header: {}, body: Buffer.alloc(0) }
  const message = { retried: 0, maxRetries: 9 }

  it.each([
    [0, 12.18],
    [1, 148.41],
    [2, 1_808.04],
    [3, 22_026.47],
    [4, 86_400],
    [8, 86_400],
  ])('after %i retries waits %f seconds', (retried, seconds) => {
    const verdict = judgeAttempt({ ...message, retried }, failed, 0)
    expect(verdict).toEqual({ kind: 'retry', delayMs: expect.closeTo(seconds * 1_000, -1) })
  })

  it('waits until the date a response names, never into the past', () => {
    const now = Date.parse('2026-11-24T12:00:00Z')
    const at = (date: string) => ({ ...failed, header: { 'Retry-After': [date] } })
    const later = judgeAttempt(message, at('Tue, 24 Nov 2026 12:01:00 GMT'), now)
    expect(later).toEqual({ kind: 'retry', delayMs: 60_000 })
    const earlier = judgeAttempt(message, at('Tue, 24 Nov 2026 11:00:00 GMT'), now)
    expect(earlier).toEqual({ kind: 'retry', delayMs: 0 })
  })

  it('prefers what the response asks to the expression, and bounds the expression', () => {
    const expression = { ...message, retryDelay: '5000' }
    expect(judgeAttempt(expression, failed, 0)).toEqual({ kind: 'retry', delayMs: 5_000 })
    const asked = { ...failed, header: { 'Retry-After': ['7'] } }
    expect(judgeAttempt(expression, asked, 0)).toEqual({ kind: 'retry', delayMs: 7_000 })
    expect(judgeAttempt({ ...message, retryDelay: '0 - 5' }, failed, 0)).toEqual({ kind: 'retry', delayMs: 0 })
    expect(judgeAttempt({ ...message, retryDelay: '1 / 0' }, failed, 0)).toEqual({ kind: 'retry', delayMs: 86_400_000 })
    expect(judgeAttempt({ ...message, retryDelay: 'sqrt(-1)' }, failed, 0)).toEqual({ kind: 'retry', delayMs: 0 })
  })
})

describe('a cron expression', () => {
  const next = (cron: string, from: string) => new Date(nextCronTime(cron, Date.parse(from))).toISOString()

  it.each([
    ['* * * * *', '2026-11-24T12:00:30Z', '2026-11-24T12:01:00.000Z'],
    ['*/10 * * * *', '2026-11-24T23:55:00Z', '2026-11-25T00:00:00.000Z'],
    ['30 9 * * 1-5', '2026-11-27T10:00:00Z', '2026-11-30T09:30:00.000Z'],
    ['0 0 29 2 *', '2026-11-24T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['0 8,20 * * 7', '2026-11-24T00:00:00Z', '2026-11-29T08:00:00.000Z'],
    ['0 0 13 * 5', '2026-11-24T00:00:00Z', '2026-11-27T00:00:00.000Z'],
    ['1 1 1 1 1', '2026-11-24T00:00:00Z', '2027-01-01T01:01:00.000Z'],
  ])('%s after %s comes at %s', (cron, from, at) => {
    expect(next(cron, from)).toBe(at)
  })

  it.each(['', '* * * *', '60 * * * *', '* * 0 * *', '*/0 * * * *', 'a * * * *', '0 0 31 2 *', '5-1 * * * *'])(
    '"%s" is refused',
    (cron) => {
      expect(() => nextCronTime(cron, 0)).toThrow()
    },
  )
})
