import { describe, expect, it } from 'vitest'
import { matchPerson } from '../../src/enrichment/match-person.ts'
import { normaliseTitle } from '../../src/enrichment/normalise-title.ts'
import type { PersonFinding } from '../../src/enrichment/person-finding.ts'
import type { KnownPerson } from '../../src/enrichment/select-known-people.ts'
import { isWanted, rolesInQuestion } from '../../src/enrichment/wanted-roles.ts'

describe('the roles a question names', () => {
  it.each([
    ['Find CTOs and heads of data at organizations linked to my job leads', ['CTO', 'head of data']],
    ['who is the VP Sales at Acme?', ['VP Sales']],
    ['Research contacts at organizations linked to my job leads', []],
  ])('%s', (question, roles) => {
    expect(rolesInQuestion(question)).toEqual(roles)
  })
})

describe('whoever decides', () => {
  it.each(['CTO', 'VP of Engineering', 'Head of Data', 'Managing Director', 'Co-founder'])('includes a %s', (title) => {
    expect(isWanted(normaliseTitle(title), [])).toBe(true)
  })
  it.each(['Data Engineer', 'Former CTO', 'Executive Assistant to the CEO', 'Intern'])('leaves out a %s', (title) => {
    expect(isWanted(normaliseTitle(title), [])).toBe(false)
  })
})

describe('a role that was asked for', () => {
  it.each([
    ['Chief Technology Officer', 'CTO', true],
    ['Head of Data & Analytics', 'head of data', true],
    ['Chief Data Officer', 'head of data', true],
    ['Data Engineer', 'head of data', false],
    ['Head of Sales', 'CTO', false],
  ])('%s for "%s": %s', (title, role, expected) => {
    expect(isWanted(normaliseTitle(title), [role])).toBe(expected)
  })
})

const found = (name: string, email?: string): PersonFinding => {
  const [first_name = '', last_name = ''] = name.split(' ')
  const identity = {
    kind: 'company_team_page' as const,
    url: 'https://a.example',
    site: 'a.example',
    title: '',
    quote: name,
    retrievedAt: '',
    quoteVerified: true,
  }
  return {
    name,
    first_name,
    last_name,
    identity,
    mentions: [],
    fields: email ? { email: { value: email, evidence: [identity] } } : {},
  }
}

const person = (id: number, name: string, more: Partial<KnownPerson> = {}): KnownPerson => {
  const [first_name = '', last_name = ''] = name.split(' ')
  const empty = { email: null, phone: null, title: null, linkedin_url: null, opted_out: false, by_agent: [] }
  return { id, first_name, last_name, ...empty, organization_ids: [], employments: [], ...more }
}

describe('matching a person found with those the CRM knows', () => {
  it('is the same with the same name at the same organization, also by a short form', () => {
    const known = [person(1, 'William Hart', { organization_ids: [7] })]
    expect(matchPerson(found('Bill Hart'), 7, known)).toMatchObject({ kind: 'same', person: { id: 1 } })
  })
  it('has changed jobs when the mailbox is the same and the organization is not (T42)', () => {
    const known = [person(1, 'Ana Ruiz', { email: 'ana@own.example', organization_ids: [3] })]
    expect(matchPerson(found('Ana Ruiz', 'ana@own.example'), 7, known)).toMatchObject({
      kind: 'moved',
      person: { id: 1 },
    })
  })
  it('may be a namesake when only the name is the same', () => {
    const known = [person(1, 'Ana Ruiz', { organization_ids: [3] })]
    expect(matchPerson(found('Ana Ruiz'), 7, known)).toMatchObject({ kind: 'new', namesakes: [{ id: 1 }] })
  })
  it('is new otherwise', () => {
    expect(matchPerson(found('Ana Ruiz'), 7, [person(1, 'Ben Okafor')])).toEqual({ kind: 'new', namesakes: [] })
  })
})
