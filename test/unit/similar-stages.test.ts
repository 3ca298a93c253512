import { describe, expect, it } from 'vitest'
import type { LeadType } from '../../src/records/entity-type.ts'
import { chooseStage } from '../../src/similar/choose-stage.ts'
import { judgeWinnerCount } from '../../src/similar/enough-winners.ts'
import { findStageMention } from '../../src/similar/find-stage-mention.ts'
import { parseSimilarQuestion } from '../../src/similar/parse-similar-question.ts'
import { renderStageQuestion, resolveStage, type Stage } from '../../src/similar/resolve-stage.ts'
import { splitWinnersAndLosers } from '../../src/similar/winners-and-losers.ts'

const stage = (name: string, leadType: LeadType | null = 'Job', over: Partial<Stage> = {}): Stage => ({
  name,
  leadType,
  category: 'open',
  position: null,
  isTerminal: false,
  ...over,
})
const pipeline: Stage[] = [
  ...['New', 'Applied', 'Screening', 'Interviewing', 'Offer'].map((name, position) => stage(name, 'Job', { position })),
  stage('Accepted', 'Job', { position: 5, category: 'won', isTerminal: true }),
  stage('Rejected', 'Job', { position: 6, category: 'lost', isTerminal: true }),
  stage('Withdrawn', 'Job', { position: 7, category: 'lost', isTerminal: true }),
  stage('On Hold', 'Job', { position: 8, category: 'paused' }),
  ...['Qualifying', 'Proposal', 'Negotiation'].map((name, position) => stage(name, 'Opportunity', { position })),
  stage('Won', 'Opportunity', { position: 3, category: 'won', isTerminal: true }),
  stage('Lost', 'Opportunity', { position: 4, category: 'lost', isTerminal: true }),
  stage('On Hold', 'Opportunity', { position: 5, category: 'paused' }),
]

describe('the stage a word means (T30)', () => {
  it.each([
    ['interview', 'Interviewing'],
    ['interviewed', 'Interviewing'],
    ['Interviewing', 'Interviewing'],
    ['the interview stage', 'Interviewing'],
    ['intervew', 'Interviewing'],
    ['onsite', 'Interviewing'],
    ['offers', 'Offer'],
    ['application', 'Applied'],
    ['phone screen', 'Screening'],
    ['wins', 'Accepted'],
  ])('of a job lead: %s is %s', (word, name) => {
    expect(resolveStage(word, pipeline, 'Job')).toMatchObject({ kind: 'match', stage: { name } })
  })

  it.each([
    ['negotiating', 'Negotiation'],
    ['quoted', 'Proposal'],
    ['qualified', 'Qualifying'],
    ['won', 'Won'],
    ['closed won', 'Won'],
  ])('of an opportunity: %s is %s', (word, name) => {
    expect(resolveStage(word, pipeline, 'Opportunity')).toMatchObject({ kind: 'match', stage: { name } })
  })

  it('is asked for when two pipelines have it, and not when the lead type is known', () => {
    const resolution = resolveStage('on hold', pipeline)
    expect(resolution).toMatchObject({ kind: 'ambiguous' })
    expect(renderStageQuestion('on hold', resolution)).toBe(
      '“on hold” could mean On Hold (Job) or On Hold (Opportunity). Which one do you mean?',
    )
    expect(resolveStage('on hold', pipeline, 'Job')).toMatchObject({ kind: 'match' })
  })

  it('is asked for when two stages of one pipeline fit as well', () => {
    const stages = [stage('Phone interview'), stage('Final interview'), stage('Offer')]
    expect(resolveStage('interview', stages)).toMatchObject({
      kind: 'ambiguous',
      stages: [{ name: 'Phone interview' }, { name: 'Final interview' }],
    })
  })

  it('prefers the exact name over names that only contain it', () => {
    const stages = [stage('Interview'), stage('Interviewing'), stage('Second interview')]
    expect(resolveStage('interview', stages)).toMatchObject({ kind: 'match', stage: { name: 'Interview' } })
  })

  it('finds a stage that serves every lead type', () => {
    expect(resolveStage('interview', [stage('Interviewing', null)], 'Partnership')).toMatchObject({ kind: 'match' })
  })

  it('is not invented: the nearest names are offered', () => {
    const resolution = resolveStage('teleported', pipeline, 'Job')
    expect(resolution).toMatchObject({ kind: 'none' })
    expect(renderStageQuestion('teleported', resolution)).toMatch(
      /^There is no stage called “teleported”\. The nearest/,
    )
    expect(resolveStage('interview', [])).toEqual({ kind: 'none', nearest: [] })
  })
})

describe('what a question about similar leads names', () => {
  it.each([
    ['Find job leads similar to ones that reached interview stage', 'Job', 'interview'],
    ['Find jobs like the ones that interviewed', 'Job', 'interviewed'],
    ['find opportunities similar to the ones we won', 'Opportunity', 'won'],
    ['Find partnership leads similar to those that were signed', 'Partnership', 'signed'],
    ['Find similar opportunities to job leads that got to the final interview', 'Job', 'final interview'],
    ['more leads like my wins', undefined, 'wins'],
    ['find job leads similar to those in Interviewing status', 'Job', 'Interviewing'],
    ['leads similar to ones that made it to “Final round”', undefined, 'Final round'],
    ['Find roles like those that got an offer', 'Job', 'offer'],
    ['find jobs similar to ones with status Offer', 'Job', 'Offer'],
    ['find leads similar to ones that reached the offer stage and are remote', undefined, 'offer'],
    ['find job leads that reached phone screen but were rejected', 'Job', 'phone screen'],
    ['find more job leads', 'Job', undefined],
  ])('%s', (question, leadType, stageWord) => {
    expect(parseSimilarQuestion(question)).toEqual({ ...(leadType && { leadType }), ...(stageWord && { stageWord }) })
  })
})

describe('the pipeline that is meant (T30)', () => {
  const typed = pipeline as (Stage & { leadType: LeadType })[]
  const stages = (reached: Record<string, number>, leads = 10) => ({
    stages: typed,
    reached: (type: LeadType, name: string) => reached[`${type}|${name}`] ?? 0,
    leads: { Job: leads, Opportunity: leads, Partnership: 0 },
    typesOf: [],
  })

  it('is the only one with such a stage, or the only one whose leads reached it', () => {
    expect(chooseStage('interview', undefined, stages({}))).toMatchObject({ kind: 'chosen', leadType: 'Job' })
    const held = stages({ 'Opportunity|On Hold': 2 })
    expect(chooseStage('on hold', undefined, held)).toMatchObject({ kind: 'chosen', leadType: 'Opportunity' })
  })

  it('is asked for where several were reached, or none', () => {
    const both = stages({ 'Opportunity|On Hold': 2, 'Job|On Hold': 1 })
    for (const each of [both, stages({})])
      expect(chooseStage('on hold', undefined, each)).toEqual({
        kind: 'ask',
        sentence: '“on hold” could mean On Hold (Job) or On Hold (Opportunity). Which one do you mean?',
      })
    expect(chooseStage('on hold', 'Job', both)).toMatchObject({ kind: 'chosen', leadType: 'Job' })
  })

  it('without any leads is said to have none', () => {
    expect(chooseStage('teleported', 'Job', stages({}, 0))).toMatchObject({
      sentence: expect.stringContaining('There are no job leads yet to learn from.'),
    })
  })
})

describe('a stage mentioned in no form we know', () => {
  const names = ['New', 'On Hold', 'Interviewing', 'Phone Interview']

  it.each([
    ['Find leads similar to the ones that went on hold', 'On Hold'],
    ['Anything like those we had interviews with?', 'Interviewing'],
    ['Leads like those where a phone interview happened', 'Phone Interview'],
    ['Find new leads like the good ones', undefined],
    ['Find new leads', undefined],
  ])('%s', (question, name) => {
    expect(findStageMention(question, names)).toBe(name)
  })
})

describe('winners and losers', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 9, 1, 9, minute)).toISOString()
  const event = (leadId: number, fromStatus: string | null, toStatus: string, minute: number) => ({
    leadId,
    fromStatus,
    toStatus,
    at: at(minute),
  })
  const split = (leads: { id: number; status: string }[], events: ReturnType<typeof event>[], more: object = {}) =>
    splitWinnersAndLosers({ leads, events, stage: 'Interviewing', statuses: pipeline, ...more })

  it('T29 a lead that interviewed and was rejected later is a winner, not a loser', () => {
    const events = [event(1, 'Applied', 'Interviewing', 0), event(1, 'Interviewing', 'Rejected', 5000)]
    const { winners, loserIds } = split([{ id: 1, status: 'Rejected' }], events)
    expect(winners).toEqual([{ leadId: 1, reachedAt: at(0), reverted: null }])
    expect(loserIds).toEqual([])
  })

  it('T29 a stage taken back after two minutes is shown as such and can be excluded', () => {
    const events = [event(1, 'Applied', 'Interviewing', 0), event(1, 'Interviewing', 'Applied', 2)]
    const leads = [{ id: 1, status: 'Applied' }]
    expect(split(leads, events).winners[0]?.reverted).toEqual({ afterMinutes: 2, backTo: 'Applied' })
    expect(split(leads, events, { excludeReverted: true })).toMatchObject({ winners: [], excluded: [{ leadId: 1 }] })
    expect(split(leads, events, { excludedLeadIds: [1] })).toMatchObject({ winners: [], excluded: [{ leadId: 1 }] })
  })

  it('a stage left quickly for the next one, late, or reached again is no slip', () => {
    const quickly = [event(1, 'Applied', 'Interviewing', 0), event(1, 'Interviewing', 'Rejected', 2)]
    expect(split([{ id: 1, status: 'Rejected' }], quickly).winners[0]?.reverted).toBeNull()
    const late = [event(1, 'Applied', 'Interviewing', 0), event(1, 'Interviewing', 'Applied', 90)]
    expect(split([{ id: 1, status: 'Applied' }], late).winners[0]?.reverted).toBeNull()
    const again = [
      event(1, 'Applied', 'Interviewing', 0),
      event(1, 'Interviewing', 'Applied', 2),
      event(1, 'Applied', 'Interviewing', 800),
    ]
    expect(split([{ id: 1, status: 'Interviewing' }], again.toReversed()).winners[0]?.reverted).toBeNull()
  })

  it('believes the present status, and the status an event left, when history has gaps', () => {
    const { winners } = split(
      [
        { id: 1, status: 'interviewing' },
        { id: 2, status: 'Offer' },
      ],
      [event(2, 'Interviewing', 'Offer', 0)],
    )
    expect(winners.map(({ leadId }) => leadId)).toEqual([1, 2])
  })

  it('losers ended without reaching the stage; open and won leads are neither', () => {
    const leads = [
      { id: 1, status: 'Rejected' },
      { id: 2, status: 'Applied' },
      { id: 3, status: 'Accepted' },
      { id: 4, status: 'Withdrawn' },
    ]
    expect(split(leads, [])).toMatchObject({ winners: [], loserIds: [1, 4] })
  })
})

describe('too few winners', () => {
  const interviewing = pipeline[3]!

  it('says so below five, and nothing from five on', () => {
    expect(judgeWinnerCount(5, interviewing, pipeline, new Map()).kind).toBe('enough')
    expect(judgeWinnerCount(4, interviewing, pipeline, new Map()).sentence).toContain('Only 4 leads have reached')
    expect(judgeWinnerCount(1, interviewing, pipeline, new Map()).sentence).toContain('Only one lead has reached')
  })

  it('T31 nobody reached it: says so and offers the nearest stage that was reached', () => {
    const reached = new Map([
      ['Applied', 9],
      ['Screening', 4],
      ['Rejected', 8],
    ])
    expect(judgeWinnerCount(0, interviewing, pipeline, reached)).toMatchObject({
      kind: 'none',
      nearest: { name: 'Screening' },
      sentence:
        'No lead has ever reached Interviewing, so nothing is proposed. The nearest stage that leads have reached is Screening (4); ask for that one instead.',
    })
    expect(judgeWinnerCount(0, interviewing, pipeline, new Map())).toMatchObject({ kind: 'none', nearest: null })
  })
})
