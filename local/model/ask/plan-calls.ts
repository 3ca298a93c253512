import type { Conversation } from '../read/read-conversation.ts'
import type { PlannedCall, ToolDefinition } from '../wire.ts'
import { chooseTool } from './choose-tool.ts'
import { composeAny } from './compose-any.ts'
import { composeLinkedQuery, composeRoleQuery } from './compose-linked.ts'
import { type ComposedQuery, composeQuery } from './compose-query.ts'
import { describedTables, knownColumns } from './known-columns.ts'
import { bestRecords, type PickedRecord, pickRecords } from './pick-records.ts'
import { isChange, planChange } from './plan-change.ts'
import { likelyKinds, planLookups, type Situation } from './plan-lookups.ts'
import { planReading } from './plan-reading.ts'
import { type Noun, type Question, readQuestion } from './read-question.ts'
import { readResults, type ToolResult } from './read-results.ts'
import { readWish, todayIn } from './read-wish.ts'

/** The tool calls that bring the question nearer to its answer; none when what can be found has been found. */
export const planCalls = (conversation: Conversation, tools: ToolDefinition[]): PlannedCall[] => {
  const offered = new Set(tools.map((tool) => tool.function.name))
  const results = readResults(conversation)
  const isOurs = [...offered].some((name) => /^(?:lookup_|execute_crm_query$)/.test(name))
  const wanted = isOurs ? planForCrm(conversation, results) : chooseTool(conversation, tools)
  const isNew = (call: PlannedCall) =>
    !results.some(
      ({ tool, arguments: args }) => tool === call.name && JSON.stringify(args) === JSON.stringify(call.arguments),
    )
  return wanted
    .filter((call) => offered.has(call.name))
    .map((call) => inShape(call, tools))
    .filter(isNew)
}

/** Some tools take an object as JSON in a string. */
const inShape = (call: PlannedCall, tools: ToolDefinition[]): PlannedCall => {
  const schema = tools.find((tool) => tool.function.name === call.name)?.function.parameters ?? {}
  const entries = Object.entries(call.arguments).map(([name, value]) => {
    const isText = typeof value === 'object' && value !== null && schema.properties?.[name]?.type === 'string'
    return [name, isText ? JSON.stringify(value) : value]
  })
  return { name: call.name, arguments: Object.fromEntries(entries) }
}

const planForCrm = (conversation: Conversation, results: ToolResult[]): PlannedCall[] => {
  const question = readQuestion(conversation.question)
  const situation = { question, results, columns: knownColumns(conversation.system) }
  const wish = readWish(question, todayIn(conversation.system))
  const tables = describedTables(conversation.system)
  const isCrm = tables.size === 0 || tables.has('organization') || tables.has('lead')
  const other = isCrm ? undefined : composeAny(question, tables)
  if (other) return [toCall(other)]
  if (isChange(wish)) return planChange(wish, situation)
  switch (wish.kind) {
    case 'web':
      return planReading(wish, results)
    case 'query':
      return orLookUp(composeQuery(question, situation.columns), question)
    case 'linked':
      return planLinked(wish.noun, wish.name, situation)
    case 'role':
      return planRole(wish.role, wish.name, situation)
    case 'find':
      return planLookups(wish.name, kindsFor(wish.nouns), results)
  }
}

const toCall = (query: ComposedQuery): PlannedCall => ({ name: 'execute_crm_query', arguments: { ...query } })

const orLookUp = (query: ComposedQuery | undefined, { text }: Question): PlannedCall[] =>
  query ? [toCall(query)] : [{ name: 'lookup_lead', arguments: { search_query: text.slice(0, 200) } }]

const kindOf: Partial<Record<Noun, string>> = {
  organization: 'organization',
  individual: 'individual',
  contact: 'contact',
  lead: 'lead',
  deal: 'deal',
  account: 'account',
}

const kindsFor = (nouns: Noun[]): string[] => [...new Set(nouns.flatMap((noun) => kindOf[noun] ?? []))]

/** The records of one kind that a name stands for, once look-ups have found them: a company may be there twice. */
const recordsOf = (name: string, results: ToolResult[]): PickedRecord[] => {
  const best = bestRecords(pickRecords(name, results))
  return best.filter(({ entity }) => entity === best[0]!.entity)
}

const planLinked = (noun: Noun, name: string, { question, results, columns }: Situation): PlannedCall[] => {
  const records = recordsOf(name, results)
  if (records.length === 0) return planLookups(name, ownersOf(noun), results)
  // the name was the record's own: "the contact Anna Berg"
  if (records[0]!.entity.toLowerCase() === noun) return []
  const query = composeLinkedQuery(question, noun, records, columns)
  return query ? [toCall(query)] : []
}

const ownersOf = (noun: Noun): string[] =>
  noun === 'lead' || noun === 'contact' || noun === 'individual' || noun === 'deal' ? ['organization'] : likelyKinds

const planRole = (role: string, name: string, { results }: Situation): PlannedCall[] => {
  const record = bestRecords(pickRecords(name, results, ['Organization']))[0]
  if (!record) {
    const calls = planLookups(name, ['organization'], results)
    return calls.length > 0 ? calls : planReading({ subject: `${name} ${role}`, encyclopedia: false }, results)
  }
  const query = composeRoleQuery(role, record)
  const answered = results.find((result) => result.arguments.query === query.query)
  if (!answered) return [toCall(query)]
  return answered.rows.length > 0
    ? []
    : planReading({ subject: `${record.label} ${role}`, encyclopedia: false }, results)
}
