import robotsParser from 'robots-parser'
import { fetchBounded } from './fetch-bounded.ts'
import type { Refusal } from './fetchable-address.ts'
import { robotName } from './user-agent.ts'

type Allows = (url: URL) => Refusal | undefined

const DISALLOWED: Refusal = { reason: "The site's robots.txt asks not to read this page.", retryable: false }
const UNREACHABLE: Refusal = { reason: "The site's robots.txt cannot be read right now.", retryable: true }

/** Robots rules by RFC 9309: no file means everything is allowed, a failing server means nothing is. */
export function createRobots() {
  const known = new Map<string, Promise<Allows>>()
  return {
    async refuse(url: URL): Promise<Refusal | undefined> {
      const rules = known.get(url.origin) ?? loadRules(url.origin)
      known.set(url.origin, rules)
      return (await rules)(url)
    },
  }
}

async function loadRules(origin: string): Promise<Allows> {
  const address = new URL('/robots.txt', origin)
  let answer = await fetchBounded(address)
  if ('status' in answer && answer.status >= 300 && answer.status < 400) {
    const location = answer.headers.get('location')
    const target = location && URL.canParse(location, address) ? new URL(location, address) : undefined
    // a file kept elsewhere on the same site counts; one on a stranger's host is not followed
    if (target?.hostname === address.hostname) answer = await fetchBounded(target)
  }
  if ('reason' in answer || answer.status >= 500) return () => UNREACHABLE
  if (answer.status !== 200) return () => undefined
  const robots = robotsParser(address.href, answer.body)
  return (url) => (robots.isDisallowed(url.href, robotName) ? DISALLOWED : undefined)
}
