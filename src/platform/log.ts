/** One line of structured log. Never values of records: they are people's data. */
export type Log = (level: 'info' | 'warn' | 'error', event: string, detail?: Record<string, unknown>) => void

/** JSON lines on the console, which is where Workers' logs are read from. */
export const consoleLog: Log = (level, event, detail = {}) => {
  console[level](JSON.stringify({ level, event, ...detail }))
}
