/**
 * Where a comparison is written: the level of each field, how many records hold the more common of its values, and how many
 * hold both values where two fields go together.
 */
export interface Comparison {
  levels: Uint8Array
  counts: Float64Array
  /** By field: records that hold its value together with the value of the field it goes with; 0 = not counted. */
  joint: Float64Array
}

export const emptyComparison = (fields: number): Comparison => ({
  levels: new Uint8Array(fields),
  counts: new Float64Array(fields),
  joint: new Float64Array(fields),
})
