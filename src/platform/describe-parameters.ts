import { z } from 'zod'

type Json = { [key: string]: unknown }

const SAID = ['type', 'properties', 'required', 'enum', 'const', 'anyOf', 'items', 'description']

/**
 * A tool's parameters as a model reads them: names, types and choices. Bounds are left out, because every call pays for
 * them, and a value beyond one is refused with a sentence anyway.
 */
export const describeParameters = (parameters: z.ZodObject): Json => said(z.toJSONSchema(parameters) as Json)

function said(schema: Json): Json {
  const kept = Object.entries(schema).filter(([name]) => SAID.includes(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, within(name, value)]))
}

function within(name: string, value: unknown): unknown {
  if (name === 'items') return said(value as Json)
  if (name === 'anyOf') return (value as Json[]).map(said)
  if (name !== 'properties') return value
  return Object.fromEntries(Object.entries(value as Record<string, Json>).map(([key, schema]) => [key, said(schema)]))
}
