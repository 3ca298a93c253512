/** Where a comparison is written: the level of each field, and how many records hold the more common of its values. */
export interface Comparison {
  levels: Uint8Array
  counts: Float64Array
}

export const emptyComparison = (fields: number): Comparison => ({
  levels: new Uint8Array(fields),
  counts: new Float64Array(fields),
})
