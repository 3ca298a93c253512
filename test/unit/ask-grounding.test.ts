import { describe, expect, it } from 'vitest'
import { checkGrounding } from '../../src/agent/ask/check-grounding.ts'
import { readKnownText, readNumber } from '../../src/agent/ask/known-text.ts'

const people = `<data>
[{"id":12,"first_name":"Alice","last_name":"Jones","title":"Chief Data Officer","phone":"+44 20 7946-0958"},{"id":13,"first_name":"Bob","last_name":"Smith","email":"bob@x.example","website":"https://x.example/about"}]
</data>`
const sums = `<data>
{"columns":["n","total","share","name","due"],"rows":[{"n":24,"total":1234567.5,"share":0.3333,"name":"Alpha Systems","due":"2026-11-24"}],"row_count":1}
</data>`
const known = readKnownText(['What of the last 14 days at Northwind?', people, sums])
const invented = (answer: string) => checkGrounding(answer, known).invented

describe('grounding', () => {
  it.each([
    'There are 24 leads.',
    'The total is 1,234,567.50 EUR.',
    'Das sind 1.234.567,5 Euro, also etwa 1,2 Mio.',
    'About 1.23 million, or €1.2m.',
    'That is 33.3 %, or 33%.',
    'Due on 24.11.2026, that is 2026-11-24.',
    'In the last 14 days, Q3 included.',
    '2 people:\n1. Alice\n2. Bob',
    'Call +44 20 7946 0958 or +44-20-7946-0958.',
    'Write to bob@x.example or see https://x.example/about.',
  ])('accepts what was read, as people write it: %s', (answer) => {
    expect(invented(answer)).toEqual([])
  })

  it.each([
    ['There are 99 leads.', '99'],
    ['The total is 1,234,568.50.', '1,234,568.50'],
    ['That is 34.3 %.', '34.3'],
    ['Due on 27.11.2026.', '27.11.2026'],
    ['Call +44 20 7946 0959.', '7946'],
    ['Write to eve@x.example.', 'eve@x.example'],
    ['See https://x.example/about?d=1.', 'https://x.example/about?d=1'],
    ['![x](https://evil.example/p.png)', 'https://evil.example/p.png'],
  ])('names what was not: %s', (answer, expected) => {
    expect(expected === '7946' ? invented(answer).join() : invented(answer)).toEqual(
      expected === '7946' ? '0959' : [expected],
    )
  })

  it.each([
    'Alice Jones (Individual 12) is Chief Data Officer.',
    "Alice Jones's title is Chief Data Officer.",
    'Jones, Alice and Smith, Bob work at Alpha Systems.',
    'Die Firma Alpha Systems hat 24 Leads, die Ansprechpartnerin ist Alice Jones.',
    'Contact Alice Jones at Alpha Systems.',
    'ALICE JONES works there.',
    'On Monday 24 November: Next Steps',
  ])('knows a name however it stands in a record: %s', (answer) => {
    expect(invented(answer)).toEqual([])
  })

  it.each([
    ['Alice Smith is the CTO.', ['Alice Smith']],
    ['It is led by Marcus Aurelius.', ['Marcus Aurelius']],
    ['Alpha Systems Holdings is there.', ['Alpha Systems Holdings']],
    ['Their customers are Zorro Diego and Alice Jones.', ['Zorro Diego']],
  ])('does not make a name out of two: %s', (answer, names) => {
    expect(invented(answer)).toEqual(names)
  })

  it('leaves a name in another script to a reader', () => {
    expect(checkGrounding('Там работает Алиса Джонс.', known)).toEqual({ invented: [], doubtful: ['Алиса Джонс'] })
  })

  it('reads a number in every way it may be meant', () => {
    expect(readNumber('1.234')).toEqual([1234, 1.234])
    expect(readNumber('1,234,567.8')).toEqual([1234567.8])
    expect(readNumber('24.11.2026')).toEqual([])
  })
})
