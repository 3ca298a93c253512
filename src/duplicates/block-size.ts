/** Sharing a term with more records than this is no evidence; finer terms still bring the right ones together. */
export const MOST_IN_BLOCK = 60
/** One word of a name is little to go by. */
export const MOST_OF_A_WORD = 20
