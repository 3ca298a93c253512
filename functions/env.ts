import { z } from 'zod'

const url = z.url().transform((text) => text.replace(/\/+$/, ''))
const optional = <T extends z.ZodType>(type: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), type.optional())

/** Every variable and secret of the Worker. */
export const Env = z.object({
  PUBLIC_URL: url,
  DATABASE_URL: z.string().min(1),
  NEON_FETCH_ENDPOINT: optional(z.url()),
  SESSION_SECRET: z.string().min(24),
  QSTASH_URL: optional(url),
  QSTASH_TOKEN: z.string().min(1),
  QSTASH_CURRENT_SIGNING_KEY: z.string().min(1),
  QSTASH_NEXT_SIGNING_KEY: z.string().min(1),
  OPENAI_API_KEY: z.string().min(1),
  OPENAI_BASE_URL: optional(url),
  OPENAI_MODEL: z.string().default('gpt-4.1-mini'),
  OPENAI_EMBEDDING_MODEL: z.string().default('text-embedding-3-small'),
  SERPER_API_KEY: z.string().min(1),
  SERPER_URL: optional(url),
  WIKIPEDIA_URL: optional(url),
  /** A mirror of web pages, for machines without a web. */
  PAGES_URL: optional(url),
  SLACK_SIGNING_SECRET: optional(z.string()),
  SLACK_BOT_TOKEN: optional(z.string()),
  SLACK_API_URL: optional(url),
  SLACK_CLIENT_ID: optional(z.string()),
  SLACK_CLIENT_SECRET: optional(z.string()),
})
export type Env = z.infer<typeof Env>

/** What Cloudflare hands to a request: strings and bindings, not yet checked. */
export type Bindings = Record<string, unknown>

/** @throws Error naming each variable that is missing or wrong, never its value */
export function parseEnv(bindings: Bindings): Env {
  const parsed = Env.safeParse(bindings)
  if (parsed.success) return parsed.data
  const names = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))]
  throw new Error(`These settings are missing or not valid: ${names.join(', ')}.`)
}
