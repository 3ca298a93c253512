import type { z } from 'zod'
import { recordFields } from '../records/record-fields.ts'
import { type Identity, identityOf } from './complete-draft.ts'
import type { Decision } from './decision.ts'

/** An edited value as it would be stored in these kinds of records, or why they cannot hold it. */
type Reading = { types: string[]; value: unknown } | { types: string[]; error: string }

/** A decision with its edited values read for every kind of record they may be for: only the database knows which it is. */
export interface PreparedDecision extends Decision {
  readings?: Record<string, Reading[]>
  /** Where an edit moves what makes a new record the same as an existing one, by kind of record. */
  identities?: Record<string, Identity[]>
}

export function readEdits(decision: Decision): PreparedDecision {
  const edits = Object.entries(decision.fields ?? {}).filter(([, choice]) => isEdit(choice))
  if (decision.action !== 'approve' || edits.length === 0) return decision
  const readings: Record<string, Reading[]> = {}
  const identities: Record<string, Identity[]> = {}
  for (const [name, choice] of edits) {
    readings[name] = readField(name, (choice as { edit: unknown }).edit)
    for (const reading of readings[name])
      if ('value' in reading)
        for (const type of reading.types)
          if (IDENTIFYING[type] === name) identities[type] = identityOf(type, { [name]: reading.value })
  }
  return { ...decision, readings, identities }
}

const IDENTIFYING: Record<string, string> = { Organization: 'website', Individual: 'email' }

const isEdit = (choice: unknown) => typeof choice === 'object' && choice !== null

function readField(name: string, value: unknown): Reading[] {
  const typesBySchema = new Map<z.ZodType, string[]>()
  for (const [type, fields] of Object.entries<Record<string, z.ZodType>>(recordFields)) {
    const schema = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (schema) typesBySchema.set(schema, [...(typesBySchema.get(schema) ?? []), type])
  }
  return [...typesBySchema].map(([schema, types]) => {
    const parsed = schema.safeParse(value)
    return parsed.success ? { types, value: parsed.data } : { types, error: parsed.error.issues[0]!.message }
  })
}
