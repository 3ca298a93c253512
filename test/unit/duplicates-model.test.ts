import { describe, expect, it } from 'vitest'
import { type AnyComparable, comparablePerson, countTerms } from '../../src/duplicates/comparable.ts'
import { PERSON_RULES } from '../../src/duplicates/field-rules.ts'
import { fitModel } from '../../src/duplicates/fit-model.ts'
import { personForm } from '../../src/duplicates/person-form.ts'
import { pairScorer } from '../../src/duplicates/score-pair.ts'

const ADULTS = 'Alma Boris Clara Dario Edith Felix Greta Hanno Irene Jonas Klara Lukas Meike Nils Olga Pavel'.split(' ')
const SYLLABLES = 'bar den gol hem kir lor mun nar pel rus sol tav vin wez zor fab'.split(' ')

const familyOf = (n: number): string =>
  `${SYLLABLES[n % 16]}${SYLLABLES[(n * 7 + 3) % 16]}${SYLLABLES[Math.floor(n / 16) % 16]}`

/** Forty companies of ten people each at one address, every fifth person written down twice: at work and as a private person. */
function staffOfForty() {
  const people: { entity: number; values: Record<string, string> }[] = []
  for (let entity = 0; entity < 400; entity++) {
    const firm = Math.floor(entity / 10)
    const name = { first_name: ADULTS[(entity * 5 + firm) % 16]!, last_name: familyOf(entity) }
    const mobile = { phone: `015${String(20_000_000 + entity * 7919).slice(0, 8)}`, country: 'DE' }
    const work = { company: `${familyOf(firm + 700)} Werke`, street: `Ringweg ${firm + 3}`, city: familyOf(firm + 900) }
    people.push({ entity, values: { ...name, ...work, ...mobile, postal_code: String(10_000 + firm * 37) } })
    if (entity % 5 === 0) people.push({ entity, values: { ...name, ...mobile, city: work.city } })
  }
  return people
}

describe('a model that is learnt from unlabelled people', () => {
  const people = staffOfForty()
  const records: AnyComparable[] = people.map(({ values }, id) => comparablePerson(id, personForm(values)))
  const holders = new Map<number, number>()
  for (const { terms } of records) for (const term of new Set(terms)) holders.set(term, (holders.get(term) ?? 0) + 1)
  for (const record of records) countTerms(record, (term) => holders.get(term) ?? 1)
  const share = (a: AnyComparable, b: AnyComparable) => [...a.blocks].some((term) => b.blocks.includes(term))
  const model = fitModel('person', {
    records: records.length,
    strangers: records,
    probes: records.map((record) => ({
      record,
      candidates: records.filter((other) => other !== record && share(record, other)),
    })),
  })

  it('does not take colleagues for one person who changes names', () => {
    const field = (name: string) => PERSON_RULES.fields.findIndex((rule) => rule.name === name)
    expect(model.m[field('given')]!.at(-1)).toBeLessThanOrEqual(0.05)
    expect(model.m[field('family')]!.at(-1)).toBeLessThanOrEqual(0.07)
    expect(model.duplicatesPerRecord).toBeGreaterThan(0.2)
    expect(model.duplicatesPerRecord).toBeLessThan(0.6)
  })

  it('finds who is written down twice and nobody else', () => {
    const scorer = pairScorer(model)
    const found = records.flatMap((left, at) =>
      records.slice(at + 1).flatMap((right) => {
        const { weight, veto } = scorer.score(left, right)
        return veto === '' && weight >= 2 ? [[people[left.id]!.entity, people[right.id]!.entity]] : []
      }),
    )
    expect(found.filter(([a, b]) => a !== b)).toEqual([])
    expect(found).toHaveLength(80)
  })
})
