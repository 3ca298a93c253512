import { plainSchema } from '../schema/fit-value.ts'
import type { JsonSchema } from '../wire.ts'
import { type Intent, isRouteEnum, matchIntent, readDays, readIntent, readLeadType, readStage } from './read-intent.ts'

const reasons = {
  similar_leads: 'The request asks for leads like earlier ones.',
  enrich_contacts: 'The request asks to research people at organizations.',
  follow_ups: 'The request is about leads that nobody has touched for a while.',
  find_duplicates: 'The request asks for records that are the same thing.',
  ask: 'The request is a question about the CRM.',
  none: 'The request has nothing to do with a CRM.',
}

/** The tables that the instructions list for a kind of assistant of its own: "what its tables hold (Invoice, Payment)". */
const tablesNamed = (system: string): string[] => /\btables hold \(([^)]+)\)/i.exec(system)?.[1]?.split(/,\s*/) ?? []

const intentAmong = (text: string, tables: string[]): Intent => {
  const words = tables.flatMap((table) =>
    table
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .split(/[_\s]+/),
  )
  const asked = text.toLowerCase()
  return words.some((word) => word.length > 2 && asked.includes(word.replace(/(?:ies|y|s)$/, ''))) ? 'ask' : 'none'
}

/** Which kind of work a request is, with what it says about its parameters. */
export const chooseRoute = (
  text: string,
  system: string,
  schema: JsonSchema,
  root: JsonSchema,
): Record<string, unknown> => {
  const tables = tablesNamed(system)
  const intent = tables.length > 0 ? intentAmong(text, tables) : readIntent(text)
  const days = readDays(text)
  const facts = { days, lead_type: readLeadType(text), stage: readStage(text), status: readStage(text) }
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, property]) => {
      const values = (plainSchema(property, root).enum ?? []).map(String)
      if (isRouteEnum(values) || /^(?:use_?case|route|intent|action|next)$/.test(name))
        return [name, matchIntent(intent, values)]
      if (name === 'params' || name === 'parameters') return [name, known]
      if (/reason|rationale|why|explanation/.test(name)) return [name, reasons[intent]]
      if (name === 'confidence') return [name, intent === 'none' ? 0.6 : 0.9]
      return [name, known[name]]
    }),
  )
}
