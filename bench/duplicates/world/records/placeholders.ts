import type { World } from '../world.ts'

const NOTHING = ['-', 'N/A', 'unknown', 'n/a', 'none', 'TBD', '?']

/** Puts something meaningless where nothing is known; `own` says what some fields get instead of the usual. */
export function writePlaceholders<Row extends Record<string, string>>(
  { random }: World,
  row: Row,
  fields: readonly (keyof Row)[],
  share: number,
  own: Partial<Record<keyof Row, string[]>>,
): void {
  for (const field of fields)
    if (row[field] === '' && random.chance(share)) row[field] = random.pick(own[field] ?? NOTHING) as Row[keyof Row]
}
