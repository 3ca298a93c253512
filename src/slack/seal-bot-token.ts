import { fromBase64Url, toBase64Url } from './base64-url.ts'
import { deriveKey } from './derive-key.ts'

interface Owner {
  tenantId: number
  teamId: string
}

// the row it belongs to is sealed in: a token moved to another tenant's row does not open
const additionalData = ({ tenantId, teamId }: Owner) => new TextEncoder().encode(`${tenantId}:${teamId}`)

/** A bot token for the database: AES-GCM under a key that never leaves the Worker. */
export async function sealBotToken(secret: string, owner: Owner, token: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: additionalData(owner) },
    await deriveKey(secret, 'slack bot token'),
    new TextEncoder().encode(token),
  )
  return `v1.${toBase64Url(iv)}.${toBase64Url(new Uint8Array(sealed))}`
}

/** Undefined where it was sealed with another secret, or for another row. */
export async function openBotToken(secret: string, owner: Owner, sealed: string): Promise<string | undefined> {
  const [version, iv, content] = sealed.split('.')
  if (version !== 'v1' || !iv || !content) return undefined
  try {
    const opened = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: fromBase64Url(iv), additionalData: additionalData(owner) },
      await deriveKey(secret, 'slack bot token'),
      fromBase64Url(content),
    )
    return new TextDecoder().decode(opened)
  } catch {
    return undefined
  }
}
