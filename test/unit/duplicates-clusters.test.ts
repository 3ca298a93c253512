import { describe, expect, it } from 'vitest'
import { clusterPairs } from '../../src/duplicates/cluster-pairs.ts'
import { chooseSurvivor, chooseValues, type MergeMember } from '../../src/duplicates/merge-values.ts'

const never = () => false

describe('clusters', () => {
  it('T56 joins what is connected, strongest edge first', () => {
    expect(
      clusterPairs(
        [
          { left: 1, right: 2, weight: 5 },
          { left: 2, right: 3, weight: 9 },
        ],
        never,
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

  it('refuses a join that brings two together who contradict, and keeps the stronger side', () => {
    const contradict = (a: number, b: number) => Math.min(a, b) === 1 && Math.max(a, b) === 3
    const found = clusterPairs(
      [
        { left: 1, right: 2, weight: 5 },
        { left: 2, right: 3, weight: 9 },
      ],
      contradict,
    )
    expect(found.map(({ ids }) => ids)).toEqual([[2, 3]])
  })

  it('leaves out what may be either of two that exclude each other, unless it is clearly one of them', () => {
    const exclude = (a: number, b: number) => Math.min(a, b) === 1 && Math.max(a, b) === 3
    const join = (first: number, second: number) =>
      clusterPairs(
        [
          { left: 1, right: 2, weight: first },
          { left: 2, right: 3, weight: second },
        ],
        exclude,
        exclude,
      ).map(({ ids }) => ids)
    expect(join(9, 8)).toEqual([])
    expect(join(19, 8)).toEqual([[1, 2]])
  })

  it('never grows a chain of likenesses without end', () => {
    const chain = Array.from({ length: 100 }, (_, at) => ({ left: at, right: at + 1, weight: 4 }))
    expect(Math.max(...clusterPairs(chain, never).map(({ ids }) => ids.length))).toBeLessThanOrEqual(12)
  })

  it('does not depend on the order in which pairs were found', () => {
    const edges = Array.from({ length: 60 }, (_, at) => ({
      left: at % 20,
      right: 20 + ((at * 7) % 23),
      weight: at % 11,
    }))
    const contradict = (a: number, b: number) => (a * b) % 5 === 1
    const ids = (list: typeof edges) => clusterPairs(list, contradict).map((cluster) => cluster.ids.join())
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
