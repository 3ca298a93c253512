/**
 * Sign-in by a link, with better-auth over its own schema. It only says who somebody is; what they may do is the
 * app_user row of the same address, which begin_request looks up with every request.
 */
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { betterAuth } from 'better-auth/minimal'
import { magicLink } from 'better-auth/plugins/magic-link'
import { openDrizzle } from '../../src/db/open-drizzle.ts'
import type { Env } from '../env.ts'
import * as schema from './auth-schema.ts'

const LINK_SECONDS = 15 * 60
// long enough for somebody who starts the stack in the morning and signs in after lunch
const OPERATOR_LINK_SECONDS = 12 * 60 * 60
const SESSION_SECONDS = 14 * 24 * 60 * 60

/** @param send is given each link that is asked for; @param lasting makes links for operators, who print them */
export function createAuth(env: Env, send: (email: string, url: string) => void | Promise<void>, lasting = false) {
  return betterAuth({
    baseURL: env.PUBLIC_URL,
    basePath: '/auth',
    secret: env.SESSION_SECRET,
    database: drizzleAdapter(openDrizzle(env.DATABASE_URL, env.NEON_FETCH_ENDPOINT, schema), {
      provider: 'pg',
      schema,
      transaction: false,
    }),
    trustedOrigins: [env.PUBLIC_URL],
    session: { expiresIn: SESSION_SECONDS },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    plugins: [
      magicLink({
        expiresIn: lasting ? OPERATOR_LINK_SECONDS : LINK_SECONDS,
        storeToken: 'hashed',
        sendMagicLink: ({ email, url }) => send(email, url),
      }),
    ],
  })
}
