import type { ReasoningTable } from '../../registry/reasoning-table.ts'
import { FUNCTIONS } from '../allowed/functions.ts'
import { refuse } from '../refused.ts'
import type { Findings } from './check-tree.ts'
import { nameParts } from './name-parts.ts'

const SYSTEM_COLUMN = /^(ctid|xmin|xmax|cmin|cmax|tableoid|pg_.*)$/

/** What allowed functions and constructors name the columns of their own results. */
const RESULT_COLUMNS = /^(key|value|ordinality|lexeme|positions|weights|f\d+|\*)$/

/**
 * Refuses Postgres's own columns, and function calls in the notation of a column: `(o.name).ts_stat` calls
 * ts_stat(o.name), and so does `x.ts_stat` where x is a function in FROM that returns one plain value. What may
 * be selected from such a value has to be a column of the registry or an allowed function.
 */
export function checkColumnNames(findings: Findings, registry: ReasoningTable[]) {
  const { columnRefs, fieldNames, functionSources, ownNames } = findings
  const registryColumns = new Set(registry.flatMap(({ columns }) => columns.map(({ name }) => name)))
  const isKnown = (name: string) => registryColumns.has(name) || FUNCTIONS.has(name) || RESULT_COLUMNS.test(name)
  for (const reference of columnRefs) {
    const parts = nameParts(reference.fields)
    const [name, source] = parts.toReversed() as [string, string | undefined]
    if (parts.length > 3 || (parts.length === 3 && parts[0] !== 'public'))
      refuse(`There is no column ${parts.join('.')}.`)
    if (SYSTEM_COLUMN.test(name) && !ownNames.has(name))
      refuse(`The system column ${name} is not available in queries.`)
    const sourceColumns = source === undefined ? undefined : functionSources.get(source)
    if (sourceColumns && !sourceColumns.has(name) && !isKnown(name))
      refuse(`${source} has no column ${name}; name its columns, as in ${source}(${name}).`)
  }
  for (const name of fieldNames)
    if (!isKnown(name)) refuse(`(...).${name} is not available in queries; write a column as table.${name}.`)
}
