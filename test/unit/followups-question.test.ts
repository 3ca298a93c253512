import { describe, expect, it } from 'vitest'
import { parseFollowUpQuestion } from '../../src/followups/parse-follow-up-question.ts'
import { parseSilenceDuration } from '../../src/followups/parse-silence-duration.ts'

describe('the silence a question names', () => {
  it.each([
    ["Create tasks to follow up on leads that haven't been updated in 2 weeks", { days: 14 }],
    ['leads nobody touched in 10 days', { days: 10 }],
    ['follow up on leads silent for a fortnight', { days: 14 }],
    ['two fortnights without a word', { days: 28 }],
    ['stale for two weeks', { days: 14 }],
    ['no activity for over a month', { days: 30 }],
    ['untouched for a couple of weeks', { days: 14 }],
    ['quiet for a few days', { days: 3 }],
    ['older than 14d', { days: 14 }],
    ['idle 3w or more', { days: 21 }],
    ['silent for at least 48 hours', { days: 2 }],
    ['silent for 36h', { days: 2 }],
    ['a 10-day silence', { days: 10 }],
    ['30+ days without contact', { days: 30 }],
    ['not updated in the last week', { days: 7 }],
    ['no news in the past 6 weeks', { days: 42 }],
    ['no reply for 10 business days', { workingDays: 10 }],
    ['silent for five working days', { workingDays: 5 }],
    ['Leads, die seit zwei Wochen nicht aktualisiert wurden', { days: 14 }],
    ['leads sin actualizar desde hace 10 días', { days: 10 }],
    ['pistes sans nouvelles depuis 3 semaines', { days: 21 }],
  ])('%s', (question, expected) => {
    expect(parseSilenceDuration(question)).toEqual(expected)
  })

  it('is left out when there is none', () => {
    expect(parseSilenceDuration('Create follow-ups for leads that went quiet')).toEqual({})
    expect(parseSilenceDuration('follow up on lead 2024')).toEqual({})
    expect(parseSilenceDuration('silent for 0 days')).toEqual({})
    expect(parseSilenceDuration('silent for 9999 weeks')).toEqual({})
  })

  it('is not the day on which the task is due', () => {
    expect(parseSilenceDuration('tasks due in 3 days for leads not touched in 2 weeks')).toEqual({ days: 14 })
    expect(parseSilenceDuration('Follow up in 3 days on leads that are silent since 3 weeks')).toEqual({ days: 21 })
    expect(parseSilenceDuration('create follow-ups due in 3 days')).toEqual({})
  })

  it('prefers the number that speaks of silence over any other duration', () => {
    expect(parseSilenceDuration('for the 5 day sprint, leads that have been quiet for 20 days')).toEqual({ days: 20 })
  })
})

describe('whose leads, and which', () => {
  it.each([
    ['follow up on stale job leads', { leadTypes: ['Job'] }],
    ['in 10 days, opportunities only', { days: 10, leadTypes: ['Opportunity'] }],
    ['jobs and partnerships silent for a week', { days: 7, leadTypes: ['Job', 'Partnership'] }],
    ['all leads except jobs', { leadTypes: ['Opportunity', 'Partnership'] }],
    ['stale leads but not partnerships or jobs', { leadTypes: ['Opportunity'] }],
    ['jobs, opportunities and partnerships', {}],
    ['leads owned by me', { ownedByMe: true }],
    ['opportunities owned by me, silent for 3 weeks', { days: 21, leadTypes: ['Opportunity'], ownedByMe: true }],
    ['follow up on my job leads', { leadTypes: ['Job'], ownedByMe: true }],
    ['leads assigned to Ana Lima', { ownerName: 'Ana Lima' }],
    ['remind me about leads that went quiet', {}],
    ['create tasks for me on quiet leads', {}],
  ])('%s', (question, expected) => {
    expect(parseFollowUpQuestion(question)).toEqual(expected)
  })
})
