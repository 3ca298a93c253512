interface Settings {
  settings: string[]
  startupSettings: string[]
}

const SETTING = /^\s*(?:set\s+(?!local\b|transaction\b|constraints\b)|reset\s)/i
const SET_CONFIG = /^\s*select\s+(?:pg_catalog\.)?set_config\(\s*'[^']*'\s*,\s*'[^']*'\s*,\s*false\s*\)\s*$/i
const CLEARS = /^\s*(?:reset|discard)\s+all\s*$/i

/**
 * Answers the settings a connection has after `text` ran: what SET, RESET and a plain set_config() change for the rest
 * of the session. Texts with dollar quotes are function bodies, where SET means something else.
 */
export function recordSettings({ settings, startupSettings }: Settings, text: string): string[] {
  if (!/\b(?:set|reset|discard|set_config)\b/i.test(text) || text.includes('$$')) return settings
  let kept = settings
  for (const statement of text.split(';')) {
    if (CLEARS.test(statement)) kept = startupSettings
    else if (SETTING.test(statement) || SET_CONFIG.test(statement)) kept = kept.concat(statement.trim())
  }
  return kept
}

/** Parameters a client may send at start-up that are not settings. */
const NOT_SETTINGS = new Set(['user', 'database', 'replication', 'options', 'application_name'])

/** The SET statements that stand for a client's start-up parameters, `options=-c name=value` included. */
export function startupSettings(parameters: Map<string, string>): string[] {
  const pairs = [...parameters].filter(
    ([name, value]) => !NOT_SETTINGS.has(name) && !(name === 'client_encoding' && /^'?utf-?8'?$/i.test(value)),
  )
  for (const [, name, value] of (parameters.get('options') ?? '').matchAll(/-c\s*([\w.]+)=(\S*)/g)) {
    pairs.push([name!, value!])
  }
  return pairs
    .filter(([name]) => /^[\w.]+$/.test(name) && !name.startsWith('_pq_.'))
    .map(([name, value]) => `SET ${name} TO '${value.replaceAll("'", "''")}'`)
}
