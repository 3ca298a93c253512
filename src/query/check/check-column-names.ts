import { refuse } from '../refused.ts'
import type { Findings } from './check-tree.ts'
import { nameParts } from './name-parts.ts'

const SYSTEM_COLUMN = /^(ctid|xmin|xmax|cmin|cmax|tableoid|pg_.*)$/

/**
 * Refuses Postgres's own columns, and its functions in the notation of a column (`o.pg_typeof`), unless the
 * query itself gave something that name.
 */
export function checkColumnNames({ columnRefs, fieldNames, ownNames }: Findings) {
  for (const name of fieldNames) {
    if (SYSTEM_COLUMN.test(name) && !ownNames.has(name))
      refuse(`The system column ${name} is not available in queries.`)
  }
  for (const reference of columnRefs) {
    const parts = nameParts(reference.fields)
    if (parts.length > 3 || (parts.length === 3 && parts[0] !== 'public'))
      refuse(`There is no column ${parts.join('.')}.`)
  }
}
