import { type AnyComparable, comparableOrganization, comparablePerson } from './comparable.ts'
import type { DuplicateEntity } from './duplicate-model.ts'
import { type OrganizationForm, organizationForm } from './organization-form.ts'
import { organizationBlocks, organizationTerms, organizationWordTerms } from './organization-terms.ts'
import { type PersonForm, personForm } from './person-form.ts'
import { personBlocks, personTerms } from './person-terms.ts'
import type { SourceRecord } from './source-record.ts'

export type KeyedType = 'Organization' | 'Individual'

/** What the database keeps of a record to pair it by. */
export interface KeyRow {
  id: number
  blocks: number[]
  terms: number[]
  /** Without what is not known, as most of it is not. */
  form: Record<string, unknown>
}

export const entityOf = (type: KeyedType): DuplicateEntity => (type === 'Individual' ? 'person' : 'organization')

const EMPTY = { person: personForm({}), organization: organizationForm({}) }

/** Normalises a record into what it is paired by. */
export function toKeyRow(type: KeyedType, id: number, source: SourceRecord): KeyRow {
  if (type === 'Individual') {
    const form = personForm(source)
    return { id, blocks: personBlocks(form), terms: unique(personTerms(form)), form: pack(form) }
  }
  const form = organizationForm(source)
  const terms = unique([...organizationTerms(form), ...organizationWordTerms(form)])
  return { id, blocks: organizationBlocks(form), terms, form: pack(form) }
}

/** The record as it is compared, from what the database kept. */
export function fromKeyRow(type: KeyedType, id: number, form: Record<string, unknown>): AnyComparable {
  return type === 'Individual'
    ? comparablePerson(id, { ...EMPTY.person, ...form } as PersonForm)
    : comparableOrganization(id, { ...EMPTY.organization, ...form } as OrganizationForm)
}

const unique = (terms: number[]): number[] => [...new Set(terms)].filter((term) => term !== 0)

function pack(form: object): Record<string, unknown> {
  const kept = Object.entries(form).filter(
    ([, value]) => value !== '' && value !== 0 && value !== false && !(Array.isArray(value) && value.length === 0),
  )
  return Object.fromEntries(kept)
}
