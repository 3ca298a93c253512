import { createHash, randomBytes } from 'node:crypto'
import { SignJWT } from 'jose'

/** The Upstash-Signature of one delivery: valid for five minutes from `signedAt` (unix milliseconds). */
export async function signDelivery(key: string, url: string, body: Buffer, signedAt: number): Promise<string> {
  const seconds = Math.floor(signedAt / 1_000)
  return await new SignJWT({ body: createHash('sha256').update(body).digest('base64url') })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer('Upstash')
    .setSubject(url)
    .setIssuedAt(seconds)
    .setNotBefore(seconds)
    .setExpirationTime(seconds + 300)
    .setJti(`jwt_${randomBytes(16).toString('hex')}`)
    .sign(new TextEncoder().encode(key))
}
