/** Thrown inside the guard to stop at the first thing that is not allowed; it never leaves `guardQuery`. */
export class Refused extends Error {}

export function refuse(reason: string): never {
  throw new Refused(reason)
}
