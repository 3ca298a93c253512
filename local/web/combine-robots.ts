const pathRules = new Set(['allow', 'disallow'])

/**
 * One robots.txt for the one local origin: each host's rules moved under its /p/{host} prefix, grouped by user agent
 * as RFC 9309 reads them.
 */
export const combineRobots = (robotsByHost: Map<string, string>): string => {
  const rulesByAgent = new Map<string, string[]>()
  for (const [host, text] of robotsByHost) {
    let agents: string[] = []
    let inRules = false
    for (const line of text.split('\n')) {
      const [name, value] = parseLine(line)
      if (name === 'user-agent') {
        agents = inRules ? [value] : [...agents, value]
        inRules = false
      } else if (pathRules.has(name) && value) {
        inRules = true
        for (const agent of agents) {
          const rules = rulesByAgent.get(agent) ?? []
          rulesByAgent.set(agent, [...rules, `${name === 'allow' ? 'Allow' : 'Disallow'}: /p/${host}${value}`])
        }
      }
    }
  }
  return [...rulesByAgent].map(([agent, rules]) => `User-agent: ${agent}\n${rules.join('\n')}\n`).join('\n')
}

const parseLine = (line: string): [string, string] => {
  const [name = '', ...rest] = line.replace(/#.*/, '').split(':')
  return [name.trim().toLowerCase(), rest.join(':').trim()]
}
