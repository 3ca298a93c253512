import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

/** What `npm start` may be given to use a real service, or a server of one's own, instead of a stand-in. */
const NAMES = [
  'DATABASE_URL',
  'NEON_FETCH_ENDPOINT',
  'QSTASH_URL',
  'QSTASH_TOKEN',
  'QSTASH_CURRENT_SIGNING_KEY',
  'QSTASH_NEXT_SIGNING_KEY',
  'OPENAI_API_KEY',
  'OPENAI_BASE_URL',
  'OPENAI_MODEL',
  'OPENAI_EMBEDDING_MODEL',
  'SERPER_API_KEY',
  'SERPER_URL',
  'WIKIPEDIA_URL',
  'PAGES_URL',
  'SLACK_SIGNING_SECRET',
  'SLACK_BOT_TOKEN',
  'SLACK_API_URL',
  'SLACK_CLIENT_ID',
  'SLACK_CLIENT_SECRET',
  'PUBLIC_URL',
] as const

export type SettingName = (typeof NAMES)[number]
export type Settings = Partial<Record<SettingName, string>>

/** The settings given in the shell or, second, in `.dev.vars` beside the Worker's configuration. Empty ones count as not given. */
export function readSettings(root: string, shell: NodeJS.ProcessEnv): Settings {
  const file = parseEnv(readIfThere(join(root, '.dev.vars')))
  const given: Settings = {}
  for (const name of NAMES) {
    const value = shell[name] || file[name]
    if (value) given[name] = value
  }
  return given
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
