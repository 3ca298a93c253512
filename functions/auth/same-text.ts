/** Whether two texts are equal, in a time that does not depend on where they differ. */
export async function isSameText(left: string, right: string): Promise<boolean> {
  const key = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
  const bytes = (text: string) => new TextEncoder().encode(text)
  return crypto.subtle.verify(
    'HMAC',
    key as CryptoKey,
    await crypto.subtle.sign('HMAC', key as CryptoKey, bytes(left)),
    bytes(right),
  )
}
