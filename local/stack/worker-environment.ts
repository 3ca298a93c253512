import type { Settings } from './read-settings.ts'
import type { Memory } from './stack-files.ts'

interface Parts {
  url: string
  database: { databaseUrl: string; neonUrl: string | undefined }
  queue: { url: string }
  model: { url: string }
  web: { serperUrl: string; wikipediaUrl: string; pagesUrl: string | undefined }
  slack: { settings: Record<string, string> }
}

/** Every variable and secret of the Worker: what was given, and for the rest the address or key of the stand-in. */
export function createWorkerEnvironment(given: Settings, { secrets }: Memory, parts: Parts): Record<string, string> {
  return {
    PUBLIC_URL: parts.url,
    SESSION_SECRET: secrets.session,
    QSTASH_TOKEN: secrets.qstashToken,
    QSTASH_CURRENT_SIGNING_KEY: secrets.currentSigningKey,
    QSTASH_NEXT_SIGNING_KEY: secrets.nextSigningKey,
    OPENAI_API_KEY: 'local',
    SERPER_API_KEY: 'local',
    ...parts.slack.settings,
    ...given,
    DATABASE_URL: parts.database.databaseUrl,
    ...(parts.database.neonUrl ? { NEON_FETCH_ENDPOINT: parts.database.neonUrl } : {}),
    QSTASH_URL: parts.queue.url,
    OPENAI_BASE_URL: parts.model.url,
    SERPER_URL: parts.web.serperUrl,
    WIKIPEDIA_URL: parts.web.wikipediaUrl,
    ...(parts.web.pagesUrl ? { PAGES_URL: parts.web.pagesUrl } : {}),
  }
}
