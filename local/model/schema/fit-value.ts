import type { JsonSchema } from '../wire.ts'

/** The schema that a reference points to, within its own document. */
const resolveSchema = (schema: JsonSchema, root: JsonSchema): JsonSchema => {
  const name = /^#\/(?:\$defs|definitions)\/(.+)$/.exec(schema.$ref ?? '')?.[1]
  const target = name ? (root.$defs ?? root.definitions)?.[name] : schema.$ref === '#' ? root : undefined
  return target ? resolveSchema(target, root) : schema
}

const optionsOf = (schema: JsonSchema, root: JsonSchema): JsonSchema[] => {
  const options = schema.anyOf ?? schema.oneOf
  if (options) return options.map((option) => resolveSchema(option, root))
  if (Array.isArray(schema.type)) return schema.type.map((type) => ({ ...schema, type }))
  return [schema]
}

const isNullable = (schema: JsonSchema, root: JsonSchema): boolean =>
  optionsOf(resolveSchema(schema, root), root).some(({ type, const: constant }) => type === 'null' || constant === null)

/** The one schema a value is held to, once references and "or null" are taken away. */
export const plainSchema = (schema: JsonSchema, root: JsonSchema): JsonSchema => {
  const options = optionsOf(resolveSchema(schema, root), root)
  return options.find(({ type, const: constant }) => type !== 'null' && constant !== null) ?? options[0] ?? {}
}

/** A value in the shape the schema asks for; what is not known is null where that is allowed, else empty. */
export const fitValue = (schema: JsonSchema, root: JsonSchema, value: unknown): unknown => {
  const isUnknown = value === undefined || value === null || value === ''
  if (isUnknown && isNullable(schema, root)) return null
  const plain = plainSchema(schema, root)
  if (plain.const !== undefined) return plain.const
  if (plain.enum) return fitEnum(plain.enum, value, isNullable(schema, root))
  if (plain.allOf) return Object.assign({}, ...plain.allOf.map((part) => fitValue(part, root, value)))
  switch (plain.type ?? (plain.properties ? 'object' : 'string')) {
    case 'object':
      return fitObject(plain, root, value)
    case 'array': {
      const list = Array.isArray(value) ? value : isUnknown ? [] : [value]
      return list.slice(0, plain.maxItems).map((each) => fitValue(plain.items ?? {}, root, each))
    }
    case 'boolean':
      return value === true || value === 'true'
    case 'integer':
    case 'number':
      return fitNumber(plain, value) ?? (isNullable(schema, root) ? null : (plain.minimum ?? 0))
    default:
      return fitText(plain, value)
  }
}

const fitEnum = (values: unknown[], value: unknown, nullable: boolean) =>
  values.find((each) => each === value) ??
  values.find((each) => String(each).toLowerCase() === String(value).toLowerCase()) ??
  (nullable ? null : values[0])

const fitObject = (schema: JsonSchema, root: JsonSchema, value: unknown) => {
  const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  if (!schema.properties) return given
  return Object.fromEntries(
    Object.entries(schema.properties).map(([name, property]) => [name, fitValue(property, root, given[name])]),
  )
}

const fitNumber = (schema: JsonSchema, value: unknown): number | undefined => {
  const number = typeof value === 'number' ? value : Number.parseFloat(String(value ?? '').replace(/,(?=\d{3}\b)/g, ''))
  if (!Number.isFinite(number)) return undefined
  const bounded = Math.min(schema.maximum ?? number, Math.max(schema.minimum ?? number, number))
  return schema.type === 'integer' ? Math.round(bounded) : bounded
}

const fitText = (schema: JsonSchema, value: unknown): string => {
  if (value === undefined || value === null) return ''
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return text.slice(0, schema.maxLength)
}
