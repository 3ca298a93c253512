interface PricedField {
  name: string
  confidence: number
  /** A field without which the proposal means nothing, such as a person's name. */
  isEssential?: boolean
}

/**
 * A proposal is as sure as the least sure of its essential fields, or of all fields where none is essential: a labelled
 * guess in an optional field, which a reviewer can leave out, does not pull the rest down. No fields: 0.
 */
export const confidenceOfProposal = (fields: PricedField[]): number => {
  const essential = fields.filter((field) => field.isEssential)
  const deciding = essential.length > 0 ? essential : fields
  return deciding.length === 0 ? 0 : Math.min(...deciding.map((field) => field.confidence))
}
