import type { PlannedCall } from '../wire.ts'
import { bestRecords, type PickedRecord, pickRecords } from './pick-records.ts'
import { isLookedUp, lookUpOf, type Situation } from './plan-lookups.ts'
import type { Change } from './read-change.ts'
import type { ToolResult } from './read-results.ts'
import type { Target } from './read-target.ts'
import type { Wish } from './read-wish.ts'

export const isChange = (wish: Wish): wish is Change =>
  wish.kind === 'update' ||
  wish.kind === 'create' ||
  wish.kind === 'note' ||
  wish.kind === 'task' ||
  wish.kind === 'merge'

const lookUps: Record<string, string> = {
  Organization: 'organization',
  Individual: 'individual',
  Contact: 'contact',
  Lead: 'lead',
  Job: 'lead',
  Opportunity: 'lead',
  Partnership: 'lead',
  Deal: 'deal',
  Account: 'account',
}

const fieldOwners: Record<string, string[]> = {
  website: ['organization'],
  industry: ['organization'],
  employee_count: ['organization'],
  name: ['organization', 'deal', 'account'],
  status: ['lead'],
  source: ['lead'],
  salary_range: ['lead'],
  location: ['lead'],
  value_amount: ['deal'],
  probability: ['deal'],
  expected_close_date: ['deal'],
  title: ['individual', 'contact', 'lead'],
  email: ['individual', 'organization', 'contact'],
  phone: ['individual', 'organization', 'contact'],
  first_name: ['individual'],
  last_name: ['individual'],
  department: ['individual'],
}

/** The records a target may stand for: one where the name says which. */
export const candidatesFor = (target: Target, results: ToolResult[], kinds?: string[]): PickedRecord[] => {
  const picked = pickRecords(target.id === undefined ? target.name : String(target.id), results)
  const found = picked.filter(({ entity, id }) => {
    const isKind = kinds === undefined || kinds.includes(entity.toLowerCase())
    return isKind && (target.id === undefined || id === target.id)
  })
  return found.length > 0 ? bestRecords(found) : []
}

export const kindsOfTarget = ({ entity }: Target, fields: string[] = []): string[] =>
  entity ? [lookUps[entity] ?? 'lead'] : (fieldOwners[fields[0] ?? ''] ?? ['organization', 'individual', 'lead'])

const find = (target: Target, kinds: string[], { results }: Situation): PlannedCall[] => {
  const query = target.id === undefined ? target.name : String(target.id)
  return query ? kinds.filter((kind) => !isLookedUp(kind, query, results)).map((kind) => lookUpOf(kind, query)) : []
}

const rationaleOf = ({ question }: Situation) => `Asked for: ${question.text.replace(/\s+/g, ' ').slice(0, 300)}`

/** Looks for the records that a change is about, then proposes it; nothing is proposed where the name does not say which. */
export const planChange = (change: Change, situation: Situation): PlannedCall[] => {
  const rationale = rationaleOf(situation)
  switch (change.kind) {
    case 'update': {
      const kinds = kindsOfTarget(change.target, Object.keys(change.values))
      return onTheOne(change.target, kinds, situation, ({ entity, id }) => ({
        name: 'propose_update',
        arguments: { entity_type: entity, entity_id: id, values: change.values, rationale },
      }))
    }
    case 'note':
      return onTheOne(change.target, kindsOfTarget(change.target), situation, ({ entity, id }) => ({
        name: 'propose_create',
        arguments: {
          entity_type: 'Note',
          values: { content: change.content, entity_type: entity, entity_id: id },
          organization_id: null,
          rationale,
        },
      }))
    case 'task':
      return onTheOne(change.target, kindsOfTarget(change.target), situation, ({ entity, id }) => ({
        name: 'propose_task',
        arguments: {
          title: change.title,
          description: null,
          due_date: change.dueDate ?? null,
          entity_type: entity,
          entity_id: id,
          rationale,
        },
      }))
    case 'merge':
      return planMerge(change, situation, rationale)
    case 'create':
      return planCreate(change, situation, rationale)
  }
}

const onTheOne = (
  target: Target,
  kinds: string[],
  situation: Situation,
  propose: (record: PickedRecord) => PlannedCall,
): PlannedCall[] => {
  const open = find(target, kinds, situation)
  if (open.length > 0) return open
  const candidates = candidatesFor(target, situation.results, kinds)
  // one person found as individual and as contact is still one: the first kind asked for has it
  const kind = kinds.find((each) => candidates.some(({ entity }) => entity.toLowerCase() === each))
  const [record, ...rivals] = candidates.filter(({ entity }) => entity.toLowerCase() === kind)
  return record && rivals.length === 0 ? [propose(record)] : []
}

const planMerge = (change: Change & { kind: 'merge' }, situation: Situation, rationale: string): PlannedCall[] => {
  const kinds = change.entity ? [lookUps[change.entity] ?? 'organization'] : ['organization', 'individual']
  const targets = change.names.map(
    (name): Target => (/^#?\d+$/.test(name) ? { id: Number(name.replace('#', '')), name } : { name }),
  )
  const open = targets.flatMap((target) => find(target, kinds, situation))
  if (open.length > 0) return open
  for (const kind of kinds) {
    const records = targets.map((target) => candidatesFor(target, situation.results, [kind]))
    const ids = [...new Set(records.flat().map(({ id }) => id))]
    // "merge Northwind and Northwind Ltd" may find both under each name
    if (records.some((each) => each.length === 0) || ids.length < 2 || ids.length > Math.max(2, targets.length))
      continue
    const survivor = records.at(-1)![0]!
    const losers = ids.filter((id) => id !== survivor.id)
    return [
      {
        name: 'propose_merge',
        arguments: { entity_type: survivor.entity, survivor_id: survivor.id, loser_ids: losers, rationale },
      },
    ]
  }
  return []
}

const planCreate = (change: Change & { kind: 'create' }, situation: Situation, rationale: string): PlannedCall[] => {
  const { entity, values, at } = change
  const name = String(values.name ?? values.title ?? [values.first_name, values.last_name].filter(Boolean).join(' '))
  const own = lookUps[entity] ?? 'organization'
  const open = [...find({ name }, [own], situation), ...(at ? find({ name: at }, ['organization'], situation) : [])]
  if (open.length > 0) return open
  // what is there already is not proposed again
  if (pickRecords(name, situation.results).some(({ entity: kind, grade }) => kind.toLowerCase() === own && grade >= 3))
    return []
  const organization = at ? candidatesFor({ name: at }, situation.results, ['organization']) : []
  if (at && organization.length !== 1) return []
  return [
    {
      name: 'propose_create',
      arguments: {
        entity_type: entity,
        values,
        organization_id: organization[0]?.id ?? null,
        rationale,
      },
    },
  ]
}
