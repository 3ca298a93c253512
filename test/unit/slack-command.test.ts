import { describe, expect, test } from 'vitest'
import { parseAction } from '../../src/slack/button-value.ts'
import { parseCommand } from '../../src/slack/parse-command.ts'

const run = (prompt: string, rest: object = {}) => ({
  kind: 'run',
  to: 'here',
  prompt,
  useCase: undefined,
  params: {},
  ...rest,
})

describe('what is typed after /crm', () => {
  test.each<[string, object]>([
    ['', { kind: 'help' }],
    [' help ', { kind: 'help' }],
    ['HELP', { kind: 'help' }],
    ['status', { kind: 'status' }],
    ['inbox', { kind: 'inbox', to: 'here' }],
    ['me inbox', { kind: 'inbox', to: 'me' }],
    ['inbox to me', { kind: 'inbox', to: 'me' }],
    ['unlink', { kind: 'unlink' }],
    ['digest', { kind: 'digest', on: true, hour: undefined }],
    ['digest on at 7', { kind: 'digest', on: true, hour: 7 }],
    ['digest on 7:00', { kind: 'digest', on: true, hour: 7 }],
    ['digest off', { kind: 'digest', on: false, hour: undefined }],
    ['digest on at 24', { kind: 'help' }],
    ['follow up 14 days', run('follow up 14 days', { useCase: 'follow_ups', params: { days: 14 } })],
    ['follow-ups', run('follow-ups', { useCase: 'follow_ups' })],
    ['follow up after 3d', run('follow up after 3d', { useCase: 'follow_ups', params: { days: 3 } })],
    ['follow up 0 days', run('follow up 0 days', { useCase: 'follow_ups' })],
    ['duplicates', run('duplicates', { useCase: 'find_duplicates' })],
    [
      'duplicates people',
      run('duplicates people', { useCase: 'find_duplicates', params: { entity_type: 'Individual' } }),
    ],
    [
      'duplicate organisations',
      run('duplicate organisations', { useCase: 'find_duplicates', params: { entity_type: 'Organization' } }),
    ],
    ['enrich contacts at Nordhavn', run('enrich contacts at Nordhavn', { useCase: 'enrich_contacts' })],
    ['find leads like ones that reached interview', run('find leads like ones that reached interview')],
    ['me who is at Lumenor?', run('who is at Lumenor?', { to: 'me' })],
    ['inbox zero: what does it take?', run('inbox zero: what does it take?')],
    ['mentions of Ørsted', run('mentions of Ørsted')],
  ])('%j', (typed, expected) => {
    expect(parseCommand(typed)).toEqual(expected)
  })

  test('a very long question is cut to what a run takes', () => {
    expect(parseCommand('x'.repeat(9000))).toMatchObject({ prompt: 'x'.repeat(4000) })
  })
})

describe('a pressed button', () => {
  const id = '3f1d9a52-58a4-4d7b-9c8e-1b7a40c2e611'
  const seen = { id, content_hash: 'abc' }
  test('means what it says', () => {
    expect(parseAction('approve', JSON.stringify(seen))).toEqual({ name: 'approve', seen: [seen] })
    expect(parseAction('approve_safe', JSON.stringify([seen, seen]))).toEqual({
      name: 'approve_safe',
      seen: [seen, seen],
    })
    expect(parseAction('stop_run', JSON.stringify({ run_id: id }))).toEqual({ name: 'stop_run', runId: id })
  })

  test.each([
    ['approve', ''],
    ['approve', '{'],
    ['approve', JSON.stringify({ id: 'x', content_hash: 'y' })],
    ['approve', JSON.stringify({ ...seen, fields: { title: { edit: 'Boss' } } })],
    ['approve', JSON.stringify({ id })],
    ['approve_safe', '[]'],
    ['undo', JSON.stringify(seen)],
  ])('%s %s means nothing', (name, value) => {
    expect(parseAction(name, value)).toBeUndefined()
  })
})
