import type { RunningStack } from './start-stack.ts'

/** What a person needs to begin, as lines for the terminal. */
export function announceStack(
  { file, signInLink }: Pick<RunningStack, 'file' | 'signInLink'>,
  seconds: number,
): string {
  const lines = ['', `Greenlight is ready after ${seconds.toFixed(1)} s.`, '', `  Inbox     ${file.url}/`]
  if (signInLink) lines.push(`  Sign in   ${signInLink}`)
  if (file.slack_url) lines.push(`  Slack     ${file.slack_url}`)
  for (const { name, keys } of file.tenants) {
    lines.push('', `  API keys of ${name}`)
    for (const [role, key] of Object.entries(keys)) lines.push(`    ${role.padEnd(9)} ${key}`)
  }
  return [...lines, '', 'Ctrl-C stops everything; the data stays.'].join('\n')
}
