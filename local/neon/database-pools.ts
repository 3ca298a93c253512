import pg from 'pg'

export interface Login {
  user: string
  password: string
  database: string
}

/** One pool per login, as Neon's proxy keeps them: the role and database come from the connection string of the request. */
export function createDatabasePools(address: { host: string; port: number; connections: number; pipeline: boolean }) {
  const pools = new Map<string, pg.Pool>()

  const poolFor = (login: Login) => {
    const key = JSON.stringify(login)
    let pool = pools.get(key)
    if (!pool) {
      const { connections, ...server } = address
      pool = new pg.Pool({
        ...server,
        ...login,
        max: connections,
        connectionTimeoutMillis: 15_000,
        allowExitOnIdle: true,
      })
      // an idle connection that dies is replaced by the next request; without a listener it would end the process
      pool.on('error', () => {})
      // one that dies at work fails its query; without a listener it would end the process as well
      pool.on('connect', (client) => client.on('error', () => {}))
      pools.set(key, pool)
    }
    return pool
  }

  return {
    connect: (login: Login) => poolFor(login).connect(),
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.end()))
      pools.clear()
    },
  }
}

export type DatabasePools = ReturnType<typeof createDatabasePools>

/** Reads role, password and database out of a `Neon-Connection-String` header; undefined when it names no role. */
export function parseLogin(header: string | string[] | undefined): Login | undefined {
  if (typeof header !== 'string' || !URL.canParse(header)) return undefined
  const url = new URL(header)
  const user = decodeURIComponent(url.username)
  if (!user) return undefined
  const database = decodeURIComponent(url.pathname.slice(1)) || user
  return { user, password: decodeURIComponent(url.password), database }
}
