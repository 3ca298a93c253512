export type Role = 'viewer' | 'agent' | 'reviewer' | 'admin' | 'system'
export type Capability = 'read' | 'propose' | 'run' | 'decide' | 'edit' | 'administer'
export type Surface = 'web' | 'api' | 'slack' | 'cron' | 'run' | 'mcp'

/** What somebody shows to be let in. `api_key` is the key's SHA-256 in hex, `session` its token, `system` a tenant id,
 * `slack` a "team:user" that a signed request of Slack named. */
export interface Credential {
  kind: 'api_key' | 'session' | 'slack' | 'system' | 'none'
  value: string
}

/** Who acts, as the database found it. `userId` is null for agents and the system. */
export interface Actor {
  tenantId: number
  userId: number | null
  keyId: number | null
  role: Role
  kind: 'person' | 'agent' | 'system'
  name: string
  timeZone: string
}
