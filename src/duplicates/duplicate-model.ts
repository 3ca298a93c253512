import type { EntityRules } from './field-rules.ts'
import { ORGANIZATION_RULES, PERSON_RULES } from './field-rules.ts'

export type DuplicateEntity = 'organization' | 'person'

/** What was learnt of one tenant's records of one kind. Plain JSON, a few hundred numbers. */
export interface DuplicateModel {
  entity: DuplicateEntity
  /** Records the shares are taken of. */
  records: number
  /** How many other records of the same entity a record has, on average. */
  duplicatesPerRecord: number
  /** How many times as often strangers agree on both of two fields that go together as they would if one had nothing to do with the other. */
  together: number
  /** m and u of every level of every field, by the order of the entity's rules. */
  m: number[][]
  u: number[][]
}

const USUAL_DUPLICATES = 0.2
export const rulesOf = (entity: DuplicateEntity): EntityRules =>
  entity === 'person' ? PERSON_RULES : ORGANIZATION_RULES

/** The model before anything was learnt: what a new tenant starts from. */
export function defaultModel(entity: DuplicateEntity, records: number): DuplicateModel {
  const { fields } = rulesOf(entity)
  return {
    entity,
    records: Math.max(2, records),
    duplicatesPerRecord: USUAL_DUPLICATES,
    together: 1,
    m: fields.map((field) => [...field.m]),
    u: fields.map((field) => [...field.u]),
  }
}
