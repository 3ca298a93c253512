interface SignedInStack {
  url: string
  databaseUrl: string
}

/**
 * The address that signs the demo tenant's admin in when it is opened; undefined while there is no such thing.
 * TO FILL IN by whoever owns sessions: ask the Worker for a link, or write the verification row it looks up.
 */
export async function signInLink(_stack: SignedInStack): Promise<string | undefined> {
  return undefined
}
