import { Receiver } from '@upstash/qstash'

export interface SignedDelivery {
  signature: string | undefined
  /** The raw text: what was signed is what is acted on. */
  body: string
  /** The address QStash was told, which is not what a proxy made of it. */
  url: string
}

export type VerifyDelivery = (delivery: SignedDelivery) => Promise<boolean>

// clocks of two services; without it a delivery signed a moment ahead is refused
const CLOCK_TOLERANCE_SECONDS = 5

/** Whether QStash signed exactly this for exactly this address, with the current key or the next. */
export function createDeliveryVerifier(keys: { currentSigningKey: string; nextSigningKey: string }): VerifyDelivery {
  // devMode: an environment variable named QSTASH_DEV would otherwise accept published keys
  const receiver = new Receiver({ ...keys, devMode: false })
  return async ({ signature, body, url }) => {
    if (!signature) return false
    try {
      return await receiver.verify({ signature, body, url, clockTolerance: CLOCK_TOLERANCE_SECONDS })
    } catch {
      return false
    }
  }
}
