import { hashText } from '../hash-text.ts'

/** SHA-256 over a value's JSON, in hexadecimal. */
export const hashOf = (value: unknown): Promise<string> => hashText(JSON.stringify(value))
