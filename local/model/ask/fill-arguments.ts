import { parseDay } from '../read/parse-day.ts'
import type { Conversation } from '../read/read-conversation.ts'
import { given, readFields } from '../rules/read-fields.ts'
import { fillSchema } from '../schema/fill-schema.ts'
import { fitValue, plainSchema } from '../schema/fit-value.ts'
import { schemaKind } from '../schema/schema-kind.ts'
import type { JsonSchema, PlannedCall, ToolDefinition } from '../wire.ts'
import { guessName, readQuestion } from './read-question.ts'

const wholeQuestion = /^(?:input|question|prompt|text|message|request|task|instruction|goal)$/
const searched = /query|search|keyword|term|name|title|subject|company|organi[sz]ation|person|who|what|topic/
const placed = /city|place|location|country|region|where|town/

/** A call of any tool with the arguments that the question names; what it does not name is left out where it may be. */
export const fillArguments = (tool: ToolDefinition['function'], conversation: Conversation): PlannedCall => {
  const schema = tool.parameters ?? {}
  // a schema bound as a tool is asked for what an answer in that schema would be
  if (schemaKind(tool.name, schema, schema) !== 'record')
    return { name: tool.name, arguments: fillSchema(tool.name, schema, conversation) as Record<string, unknown> }
  const required = new Set(schema.required ?? [])
  const named = Object.entries(plainSchema(schema, schema).properties ?? {}).flatMap(([name, property]) => {
    const value = valueFor(name, plainSchema(property, schema), conversation)
    return value !== undefined || required.has(name) ? [[name, fitValue(property, schema, value)]] : []
  })
  return { name: tool.name, arguments: Object.fromEntries(named) }
}

const valueFor = (name: string, schema: JsonSchema, conversation: Conversation): unknown => {
  const text = conversation.asked.join('\n')
  const question = readQuestion(text)
  const stated = given(readFields(text), name)
  if (stated !== undefined) return stated
  if (schema.enum) return schema.enum.find((each) => new RegExp(`\\b${String(each)}\\b`, 'i').test(text))
  if (schema.type === 'integer' || schema.type === 'number') return numberFor(name, text)
  if (schema.type !== 'string') return undefined
  if (/url|link|address/.test(name) && question.url) return question.url
  if (/email|mail/.test(name)) return /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/.exec(text)?.[0]
  if (/date|day|when|_on$|_at$/.test(name)) return parseDay(text)
  const place = /\b(?:in|near|at|for)\s+(\p{Lu}[\p{L}-]+(?:\s\p{Lu}[\p{L}-]+)*)/u.exec(text)?.[1]
  if (placed.test(name) && place) return place
  if (wholeQuestion.test(name)) return text
  return searched.test(name) ? (question.names[0] ?? guessName(question) ?? text) : undefined
}

const numberFor = (name: string, text: string) =>
  new RegExp(`\\b${name.replace(/_id$/, '')}\\s*#?:?\\s*(\\d+(?:\\.\\d+)?)`, 'i').exec(text)?.[1] ??
  /(?<![\w.])-?\d+(?:\.\d+)?(?![\w])/.exec(text)?.[0]
