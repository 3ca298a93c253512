import { z } from 'zod'
import { invalid } from '../../errors.ts'
import type { Draft } from '../../proposals/draft.ts'
import { EntityType, MergeableType } from '../../records/entity-type.ts'
import { parseRecordValues } from '../../records/parse-record-values.ts'
import { type AgentTool, defineTool } from './agent-tool.ts'

const PRODUCER = 'ask'
const id = z.int().positive()
const rationale = z.string().min(1).max(1000).describe('Why, in a sentence for the person who decides')
const values = z.string().min(2).max(20_000).describe('The fields as a JSON object, such as {"title": "CTO"}')

const noted = (draft: Draft, what: string) => ({
  draft,
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
      organization_id: id.nullable().describe('The organization it belongs to, or null'),
      rationale,
    }),
    async run({ entity_type, values, organization_id, rationale }) {
      const data = parseRecordValues(entity_type, 'create', parseJson(values), ['values'])
      const link = organization_id ? { link_to: { organization_id } } : {}
      return noted(
        { proposed_action: 'create', entity_type, data, ...link, rationale, producer: PRODUCER },
        `a new ${entity_type}`,
      )
    },
  }),
  defineTool({
    name: 'propose_update',
    description: 'Propose other values for fields of a record.',
    effect: 'propose',
    parameters: z.object({ entity_type: EntityType, entity_id: id, values, rationale }),
    async run({ entity_type, entity_id, values, rationale }) {
      const data = parseRecordValues(entity_type, 'change', parseJson(values), ['values'])
      return noted(
        { proposed_action: 'update', entity_type, entity_id, data, rationale, producer: PRODUCER },
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
      due_date: z.string().nullable().describe('ISO date, or null'),
      entity_type: EntityType,
      entity_id: id,
      rationale,
    }),
    async run({ rationale, ...task }) {
      const given = Object.fromEntries(Object.entries(task).filter(([, value]) => value !== null))
      const data = parseRecordValues('Task', 'create', given, [])
      return noted(
        { proposed_action: 'create', entity_type: 'Task', data, rationale, producer: PRODUCER },
        `the task "${task.title}"`,
      )
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
    async run({ entity_type, survivor_id, loser_ids, rationale }) {
      if (loser_ids.includes(survivor_id)) throw invalid('The survivor cannot be one of the losers.')
      const data = { survivor_id, loser_ids: [...new Set(loser_ids)], values: {} }
      return noted(
        { proposed_action: 'merge', entity_type, data, rationale, producer: PRODUCER },
        `a merge into ${entity_type} ${survivor_id}`,
      )
    },
  }),
]

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid('"values" is not a JSON object.')
  }
}
