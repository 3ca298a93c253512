/** log2 odds from which two records are proposed as one: three to one. */
export const MATCH = 1.5
/** From here up to a match two records are only shown. */
export const MAYBE = -4
/** Two records further apart than this are never brought into one group by others. */
export const STRANGERS = -8
