import { describe, expect, it } from 'vitest'
import { clusterPairs, type Verdict } from '../../src/duplicates/cluster-pairs.ts'
import { chooseSurvivor, chooseValues, type MergeMember } from '../../src/duplicates/merge-values.ts'

const unknown = () => undefined
const verdict = (more: Partial<Verdict> = {}): Verdict => ({
  weight: 6,
  vetoed: false,
  refused: false,
  rivals: false,
  ...more,
})
const between = (a: number, b: number, found: Partial<Verdict>) => (left: number, right: number) =>
  verdict(Math.min(left, right) === a && Math.max(left, right) === b ? found : {})

describe('clusters', () => {
  it('T56 joins what is connected, strongest edge first', () => {
    expect(
      clusterPairs(
        [
          { left: 1, right: 2, weight: 5 },
          { left: 2, right: 3, weight: 9 },
        ],
        unknown,
      ),
    ).toEqual([
      {
        ids: [1, 2, 3],
        edges: [
          { left: 2, right: 3, weight: 9 },
          { left: 1, right: 2, weight: 5 },
        ],
      },
    ])
  })

  const CHAIN = [
    { left: 1, right: 2, weight: 5 },
    { left: 2, right: 3, weight: 9 },
  ]
  const idsOf = (found: ReturnType<typeof clusterPairs>) => found.map(({ ids }) => ids)

  it('refuses a join that brings two together who contradict, and keeps the stronger side', () => {
    for (const contradiction of [{ vetoed: true }, { refused: true }, { weight: -30 }])
      expect(idsOf(clusterPairs(CHAIN, between(1, 3, contradiction))), JSON.stringify(contradiction)).toEqual([[2, 3]])
  })

  it('T56 holds what a person refused against any number of likenesses', () => {
    const all = Array.from({ length: 6 }, (_, left) =>
      Array.from({ length: 6 }, (_, right) => ({ left, right: right + 6, weight: 20 })),
    ).flat()
    const groups = idsOf(clusterPairs(all, between(2, 9, { refused: true, weight: 20 })))
    expect(groups.length).toBeGreaterThan(0)
    expect(groups.filter((ids) => ids.includes(2) && ids.includes(9))).toEqual([])
  })

  it('lets many who agree outvote one veto, but not a third of them', () => {
    const five = [1, 2, 3, 4].map((left) => ({ left, right: left + 1, weight: 9 - left }))
    expect(idsOf(clusterPairs(five, between(1, 5, { vetoed: true })))).toEqual([[1, 2, 3, 4, 5]])
    const four = five.slice(0, 3)
    expect(idsOf(clusterPairs(four, between(1, 4, { vetoed: true })))).toEqual([[1, 2, 3]])
  })

  it('leaves out what may be either of two rivals, unless it is clearly one of them', () => {
    const join = (first: number, second: number) =>
      idsOf(
        clusterPairs(
          [
            { left: 1, right: 2, weight: first },
            { left: 2, right: 3, weight: second },
          ],
          between(1, 3, { vetoed: true, rivals: true }),
        ),
      )
    expect(join(9, 8)).toEqual([])
    expect(join(19, 8)).toEqual([[1, 2]])
  })

  it('never grows a chain of likenesses without end', () => {
    const chain = Array.from({ length: 100 }, (_, at) => ({ left: at, right: at + 1, weight: 4 }))
    const alike = (left: number, right: number) => verdict({ weight: Math.abs(left - right) === 1 ? 4 : -1 })
    expect(Math.max(...idsOf(clusterPairs(chain, alike)).map((ids) => ids.length))).toBeLessThanOrEqual(12)
    expect(Math.max(...idsOf(clusterPairs(chain, unknown)).map((ids) => ids.length))).toBeLessThanOrEqual(40)
  })

  it('does not depend on the order in which pairs were found', () => {
    const edges = Array.from({ length: 60 }, (_, at) => ({
      left: at % 20,
      right: 20 + ((at * 7) % 23),
      weight: at % 11,
    }))
    const judge = (a: number, b: number) => verdict({ weight: ((a * b) % 17) - 8, vetoed: (a * b) % 5 === 1 })
    const ids = (list: typeof edges) => idsOf(clusterPairs(list, judge)).map((group) => group.join())
    expect(new Set(ids([...edges].reverse()))).toEqual(new Set(ids(edges)))
  })
})

describe('what a merge keeps', () => {
  const member = (id: number, values: Record<string, unknown>, more: Partial<MergeMember> = {}): MergeMember => ({
    id,
    values: { name: 'Acme', phone: null, industry: null, opted_out: false, ...values },
    updatedAt: '2026-01-01T00:00:00Z',
    links: 0,
    written: {},
    ...more,
  })
  const taken = (survivor: MergeMember, ...others: MergeMember[]) =>
    Object.fromEntries(chooseValues(survivor, others).map(({ field, value, why }) => [field, [value, why]]))

  it('survives as the record that says most, then the one most hangs on, then the oldest', () => {
    expect(chooseSurvivor([member(1, {}), member(2, { phone: '1' })]).id).toBe(2)
    expect(chooseSurvivor([member(1, {}), member(2, {}, { links: 3 })]).id).toBe(2)
    expect(chooseSurvivor([member(2, {}), member(1, {})]).id).toBe(1)
  })

  it('lets a value beat a blank, a person beat an agent, and the newest win where values change with time', () => {
    const agent = { by: 'agent', at: '2026-05-01T00:00:00Z' }
    expect(taken(member(1, {}), member(2, { industry: 'Food' }))).toEqual({
      industry: ['Food', 'nothing else is known'],
    })
    expect(
      taken(member(1, { industry: 'IT' }, { written: { industry: agent } }), member(2, { industry: 'Food' })),
    ).toEqual({
      industry: ['Food', 'typed by a person'],
    })
    expect(
      taken(member(1, { industry: 'IT' }), member(2, { industry: 'Food' }, { written: { industry: agent } })),
    ).toEqual({})
    const later = { updatedAt: '2026-06-01T00:00:00Z' }
    expect(
      taken(member(1, { phone: '1', industry: 'IT' }), member(2, { phone: '2', industry: 'Food' }, later)),
    ).toEqual({
      phone: ['2', 'the newest'],
    })
  })

  it('keeps what it has where a newer value is the same, written in another way', () => {
    const later = { updatedAt: '2026-06-01T00:00:00Z' }
    const pairs = [
      ['phone', '+44 1632 960290', '+44 (0)1632 960 290'],
      ['phone', '+44 141 496 0161', '0141 496 0161'],
      ['email', 'ada@acme.example', 'Ada+crm@acme.example'],
      ['linkedin_url', 'https://www.linkedin.com/in/ada', 'https://linkedin.com/in/ada/'],
    ] as const
    for (const [field, mine, theirs] of pairs)
      expect(taken(member(1, { [field]: mine }), member(2, { [field]: theirs }, later)), theirs).toEqual({})
    expect(taken(member(1, { phone: '0141 496 0161' }), member(2, { phone: '0141 496 0162' }, later))).toMatchObject({
      phone: ['0141 496 0162', 'the newest'],
    })
    expect(taken(member(1, { email: 'x' }), member(2, { email: 'y' }, later))).toMatchObject({
      email: ['y', 'the newest'],
    })
  })

  it('T61 keeps the most restrictive consent', () => {
    expect(taken(member(1, {}), member(2, { opted_out: true }))).toEqual({ opted_out: [true, 'the more restrictive'] })
    expect(taken(member(1, { opted_out: true }), member(2, {}, { updatedAt: '2026-06-01T00:00:00Z' }))).toEqual({})
  })
})
