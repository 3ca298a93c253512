/** log2 odds from which two records are proposed as one: four to one. */
export const MATCH = 2
/** From here up to a match two records are only shown. */
export const MAYBE = -4
