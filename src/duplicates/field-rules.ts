import { TermKind } from './term-key.ts'

/**
 * How one field is judged. `levels[0]` is always "unknown". `m` and `u` are the chances of each level for one entity
 * and for two: where estimating starts, and what it falls back on when a tenant holds too little to learn from.
 */
export interface FieldRule {
  name: string
  levels: readonly string[]
  m: readonly number[]
  u: readonly number[]
  /** Where u follows from how common the value is: the chance of the level as a multiple of the value's share; 0 = fixed. */
  rarity: readonly number[]
  /** The most that m of the last level, "another", may be learnt to be. */
  mostUnlike?: number
  /** Fields of one group say partly the same thing: the strongest counts in full, the next half, and so on. */
  group?: string
  /** The group of the field where it agrees, if that is another: all who work at one place share its name, house and telephone. */
  groupAgreeing?: string
  /** A field whose values go with this one's: agreeing on both is less of a coincidence than on each alone. */
  goesWith?: number
  /** Fields that, where they agree, make this one agree by themselves: then agreeing says nothing more. */
  impliedBy?: readonly number[]
  /** The one level that they imply; any, where none is given. */
  implied?: number
}

export interface EntityRules {
  fields: readonly FieldRule[]
  /** The fields that sharing a blocking term settles by itself: estimating m from such pairs leaves them out. */
  settledBy: ReadonlyMap<TermKind, readonly number[]>
}

const rule = (
  name: string,
  levels: string,
  m: number[],
  u: number[],
  rarity: number[] = [],
  group?: string,
): FieldRule => {
  const names = ['unknown', ...levels.split('|')]
  const filled = names.map((_, at) => (at === 0 ? 0 : (rarity[at - 1] ?? 0)))
  return { name, levels: names, m: [1, ...m], u: [1, ...u], rarity: filled, ...(group ? { group } : {}) }
}

const PLACE: FieldRule[] = [
  rule(
    'street',
    'same house|nearly the same house|same street|another street',
    [0.68, 0.11, 0.03, 0.18],
    [2e-4, 6e-4, 8e-4, 0.9984],
    [1, 3],
    'place',
  ),
  rule(
    'postcode',
    'same postcode|postcode misspelt|neighbouring postcode|another postcode',
    [0.75, 0.05, 0.05, 0.15],
    [0.003, 0.003, 0.03, 0.964],
    [1, 3],
    'place',
  ),
  rule('city', 'same city|city misspelt|another city', [0.8, 0.05, 0.15], [0.03, 0.003, 0.967], [1, 1], 'place'),
  rule('region', 'same region|another region', [0.92, 0.08], [0.2, 0.8], [], 'place'),
]

export const PERSON_RULES: EntityRules = {
  fields: [
    {
      ...rule(
        'given',
        'same first name|form of the same first name|initial fits|first name misspelt|first names alike|another first name',
        [0.7, 0.12, 0.05, 0.07, 0.02, 0.04],
        [0.006, 0.003, 0.01, 0.004, 0.015, 0.962],
        [1, 1.5, 0, 1.5],
      ),
      mostUnlike: 0.04,
    },
    {
      ...rule(
        'family',
        'same last name|part of the last name|last name misspelt|last names alike|another last name',
        [0.82, 0.03, 0.07, 0.02, 0.06],
        [0.002, 0.001, 0.001, 0.004, 0.992],
        [1, 2, 2],
      ),
      goesWith: 0,
      mostUnlike: 0.06,
    },
    rule('order', 'names in the same order|first and last name swapped', [0.98, 0.02], [0.99, 0.01]),
    rule('middle', 'middle name agrees|another middle name', [0.95, 0.05], [0.15, 0.85]),
    rule(
      'birth',
      'same birth date|birth date mistyped|birth dates close|another birth date',
      [0.88, 0.05, 0.04, 0.03],
      [5e-5, 0.001, 0.03, 0.969],
      [1],
    ),
    rule(
      'email',
      'same mailbox|mailbox misspelt|same mailbox name elsewhere|colleagues|another mailbox',
      [0.55, 0.05, 0.08, 0.12, 0.2],
      [1e-5, 1e-5, 3e-4, 0.01, 0.99],
      [1, 3],
      'work',
    ),
    {
      ...rule('phone', 'same phone|phone mistyped|another phone', [0.6, 0.05, 0.35], [1e-5, 5e-5, 0.9999], [1, 5]),
      groupAgreeing: 'work',
    },
    rule(
      'linkedin',
      'same LinkedIn page|LinkedIn page alike|another LinkedIn page',
      [0.9, 0.04, 0.06],
      [1e-6, 1e-6, 1],
      [1, 3],
    ),
    ...PLACE.map((field) => ({
      ...field,
      groupAgreeing: 'work',
      ...(field.name === 'city' && { goesWith: 1 }),
      ...(field.name === 'region' && { impliedBy: [8, 9, 10] }),
    })),
    rule('company', 'same company|company alike|another company', [0.6, 0.1, 0.3], [0.005, 0.03, 0.965], [1], 'work'),
    rule('title', 'same title|title alike|another title', [0.45, 0.25, 0.3], [0.02, 0.1, 0.88]),
  ],
  settledBy: new Map<TermKind, number[]>([
    [TermKind.mailbox, [5]],
    // the name of a mailbox is made of those of its owner
    [TermKind.mailLocal, [0, 1, 2, 3, 5]],
    [TermKind.phoneEnd, [6]],
    [TermKind.linkedin, [7]],
    [TermKind.street, [8, 9, 10, 11]],
    [TermKind.names, [0, 1, 2, 3]],
    [TermKind.nameInitialAndCity, [0, 1, 2, 3, 10, 11]],
    [TermKind.nameAndCompany, [0, 1, 2, 3, 12]],
    [TermKind.nameAndPostcode, [0, 1, 2, 3, 9, 10, 11]],
    [TermKind.birth, [4]],
    [TermKind.birthAndInitial, [0, 1, 2, 3, 4]],
    [TermKind.namesAndBirthYear, [0, 1, 2, 3, 4]],
  ]),
}

export const ORGANIZATION_RULES: EntityRules = {
  fields: [
    rule(
      'name',
      'same name|nearly the same name|one name says more|initials of the name|names alike|sister name|another name',
      [0.6, 0.15, 0.1, 0.01, 0.05, 0.02, 0.07],
      [5e-4, 5e-4, 0.002, 3e-4, 0.002, 0.02, 0.975],
      [1, 1.5, 1.5, 2],
    ),
    rule('legal', 'same legal form|another legal form', [0.7, 0.3], [0.35, 0.65]),
    {
      ...rule(
        'domain',
        'same domain|domain under another suffix|another domain',
        [0.85, 0.04, 0.11],
        [2e-4, 1e-4, 0.9997],
        [1],
      ),
      // who has the same name has the same name of a domain
      impliedBy: [0],
      implied: 2,
    },
    rule(
      'phone',
      'same phone|same switchboard or mistyped|another phone',
      [0.65, 0.07, 0.28],
      [1e-4, 1e-3, 0.999],
      [1],
    ),
    rule('email', 'same mailbox|another mailbox', [0.5, 0.5], [1e-4, 1], [1]),
    rule('linkedin', 'same LinkedIn page|another LinkedIn page', [0.9, 0.1], [1e-5, 1], [1]),
    ...PLACE.map((field) => ({ ...field, ...(field.name === 'region' && { impliedBy: [6, 7, 8] }) })),
    {
      ...rule('country', 'same country|another country', [0.97, 0.03], [0.3, 0.7], [], 'place'),
      impliedBy: [6, 7, 8, 9],
    },
    {
      ...rule('industry', 'same industry|industry alike|another industry', [0.45, 0.25, 0.3], [0.05, 0.1, 0.85]),
      // the name of a company says what it does
      impliedBy: [0],
    },
  ],
  settledBy: new Map<TermKind, number[]>([
    [TermKind.domain, [2]],
    [TermKind.mailbox, [2, 4]],
    [TermKind.phone, [3]],
    [TermKind.linkedin, [5]],
    [TermKind.street, [6, 7, 8, 9, 10]],
    [TermKind.coreName, [0]],
    [TermKind.wordPair, [0]],
    [TermKind.word, [0]],
    [TermKind.nameStart, [0, 8, 9, 10]],
    [TermKind.skeleton, [0]],
    [TermKind.acronym, [0]],
  ]),
}
