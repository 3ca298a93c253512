import { z } from 'zod'
import { invalid } from '../../errors.ts'
import type { Draft } from '../../proposals/draft.ts'
import { EntityType, MergeableType } from '../../records/entity-type.ts'
import { parseRecordValues } from '../../records/parse-record-values.ts'
import { type AgentTool, defineTool, type ToolOutcome, type ToolSetting } from './agent-tool.ts'
import { checkRecords } from './check-records.ts'

const PRODUCER = 'ask'
// a model may write a number as text
const id = z.coerce.number().int().positive()
const rationale = z.string().min(1).max(1000).describe('Why, for the person who decides')
// the fields depend on the entity and are checked by its own schema; JSON in a string is taken as well
const values = z
  .preprocess(
    (given) => (typeof given === 'string' ? parseJson(given) : given),
    z.record(z.string(), z.unknown(), 'This must be a JSON object of field values.'),
  )
  .describe('Columns and their values, such as {"title": "CTO"}')

const noted = (draft: Omit<Draft, 'producer' | 'source'>, what: string): ToolOutcome => ({
  draft: { ...draft, source: PRODUCER, producer: PRODUCER },
  content: `Noted: ${what}. It will wait for a person's decision; nothing has changed yet.`,
})

/** Drafts are filed when the run ends; a person decides on each. */
export const proposeTools: AgentTool[] = [
  defineTool({
    name: 'propose_create',
    description: 'Propose a new record. Look first whether it exists.',
    effect: 'propose',
    parameters: z.object({
      entity_type: EntityType,
      values,
      organization_id: id.nullable(),
      rationale,
    }),
    async run({ entity_type, values, organization_id, rationale }, setting) {
      assertKnown(entity_type, setting)
      const data = parseRecordValues(entity_type, 'create', values, ['values'])
      const link = organization_id ? { link_to: { organization_id } } : {}
      if (organization_id) await checkRecords(setting.tools.ctx, [{ entity_type: 'Organization', id: organization_id }])
      return noted({ proposed_action: 'create', entity_type, data, ...link, rationale }, `a new ${entity_type}`)
    },
  }),
  defineTool({
    name: 'propose_update',
    description: 'Propose other values for fields of a record.',
    effect: 'propose',
    parameters: z.object({ entity_type: EntityType, entity_id: id, values, rationale }),
    async run({ entity_type, entity_id, values, rationale }, setting) {
      assertKnown(entity_type, setting)
      const data = parseRecordValues(entity_type, 'change', values, ['values'])
      await checkRecords(setting.tools.ctx, [{ entity_type, id: entity_id }])
      return noted(
        { proposed_action: 'update', entity_type, entity_id, data, rationale },
        `a change of ${entity_type} ${entity_id}`,
      )
    },
  }),
  defineTool({
    name: 'propose_task',
    description: 'Propose a task on a record.',
    effect: 'propose',
    parameters: z.object({
      title: z.string().min(1).max(300),
      description: z.string().max(5000).nullable(),
      due_date: z.string().nullable().describe('ISO date'),
      entity_type: EntityType,
      entity_id: id,
      rationale,
    }),
    async run({ rationale, ...task }, setting) {
      assertKnown('Task', setting)
      const given = Object.fromEntries(Object.entries(task).filter(([, value]) => value !== null))
      const data = parseRecordValues('Task', 'create', given, [])
      await checkRecords(setting.tools.ctx, [{ entity_type: task.entity_type, id: task.entity_id }])
      return noted({ proposed_action: 'create', entity_type: 'Task', data, rationale }, `the task "${task.title}"`)
    },
  }),
  defineTool({
    name: 'propose_merge',
    description: 'Propose to merge records that are the same thing into one survivor.',
    effect: 'propose',
    parameters: z.object({
      entity_type: MergeableType,
      survivor_id: id,
      loser_ids: z.array(id).min(1).max(20),
      rationale,
    }),
    async run({ entity_type, survivor_id, loser_ids, rationale }, setting) {
      assertKnown(entity_type, setting)
      if (loser_ids.includes(survivor_id)) throw invalid('The survivor cannot be one of the losers.')
      const losers = [...new Set(loser_ids)]
      const records = [survivor_id, ...losers].map((id) => ({ entity_type, id }))
      await checkRecords(setting.tools.ctx, records)
      const data = { survivor_id, loser_ids: losers, values: {} }
      return noted(
        { proposed_action: 'merge', entity_type, data, rationale },
        `a merge into ${entity_type} ${survivor_id}`,
      )
    },
  }),
]

function assertKnown(entityType: string, { tables }: ToolSetting) {
  if (!tables.includes(entityType)) throw invalid(`${entityType} is not among the tables this assistant works with.`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
