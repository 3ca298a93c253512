import { describe, expect, it } from 'vitest'
import { type KeptAnswer, KeptAnswers } from '../../src/runs/kept-answers.ts'

const answer = (asked: string, text: string): KeptAnswer => ({ asked, answer: text, event_key: `key of ${text}` })
const keptBy = (answers: KeptAnswers) => JSON.parse(answers.toJson() ?? '[]') as KeptAnswer[]

describe('kept answers', () => {
  it('are taken once each, in order, by who asks the same again', () => {
    const answers = new KeptAnswers([answer('who', 'first'), answer('where', 'here'), answer('who', 'second')])
    expect(['who', 'who', 'who'].map((asked) => answers.take(asked)?.answer)).toEqual(['first', 'second', undefined])
  })

  it('are not given to the delivery that paid for them, which may want another answer', () => {
    const answers = new KeptAnswers(null)
    answers.add(answer('who', 'first'))
    expect(answers.take('who')).toBeUndefined()
    expect(keptBy(answers)).toEqual([answer('who', 'first')])
  })

  it('stay for the next delivery, those that were taken and those that were not, until the work is committed', () => {
    const answers = new KeptAnswers([answer('who', 'first'), answer('where', 'here')])
    answers.take('where')
    expect(
      keptBy(answers)
        .map(({ asked }) => asked)
        .toSorted(),
    ).toEqual(['where', 'who'])
    expect(answers.commit()).toBe(true)
    expect(keptBy(answers)).toEqual([answer('who', 'first')])
    expect(answers.commit()).toBe(false)
  })

  it('that do not fit are left out, and the others are kept', () => {
    const answers = new KeptAnswers(null)
    answers.add(answer('who', 'x'.repeat(400_000)))
    answers.add(answer('where', 'here'))
    expect(keptBy(answers)).toEqual([answer('where', 'here')])
  })

  it('are none where what was stored is no list', () => {
    expect(new KeptAnswers({ who: 'first' }).take('who')).toBeUndefined()
  })
})
