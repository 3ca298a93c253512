import type { SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { Actor, Capability, Credential, Surface } from '../access/actor.ts'
import { asAppError, isRetryable } from './database-error.ts'
import type { Row, SqlTransport, Statement } from './statement.ts'

const dialect = new PgDialect()

/** A drizzle `sql` template as a statement. */
export function toStatement(query: SQL): Statement {
  const { sql: text, params } = dialect.sqlToQuery(query)
  return { text, params }
}

export interface Scope {
  credential: Credential
  surface: Surface
}

export interface ScopedResult<R extends Row[][]> {
  actor: Actor
  rows: R
}

const MAX_TRIES = 3

/**
 * The database as one caller sees it. Every call is one transaction in one round trip that opens by
 * authenticating the credential and checking the capability; row level security holds for the rest.
 */
export class ScopedDatabase {
  readonly #transport: SqlTransport
  readonly #scope: Scope
  #actor: Actor | undefined

  constructor(transport: SqlTransport, scope: Scope) {
    this.#transport = transport
    this.#scope = scope
  }

  /** @throws AppError unauthenticated | forbidden | what the statements themselves raise */
  async run<R extends Row[][] = Row[][]>(
    capability: Capability,
    ...queries: (SQL | Statement)[]
  ): Promise<ScopedResult<R>> {
    const statements = queries.map((query) => ('text' in query ? query : toStatement(query)))
    const [opened, ...rows] = await this.#send([this.opening(capability), ...statements])
    this.#actor = toActor(opened![0]!)
    return { actor: this.#actor, rows: rows as R }
  }

  /**
   * Calls one of our own functions and answers what it answers. One statement that commits itself: what the function has
   * locked is free again before its answer has left the database, instead of after another way there and back.
   */
  async call<T>(capability: Capability, name: `${string}_${string}`, params: unknown[]): Promise<T> {
    if (!/^[a-z_]+$/.test(name)) throw new Error(`"${name}" is no function.`)
    const { credential, surface } = this.#scope
    const place = (_: unknown, index: number) => `$${index + 1}`
    const args = params.map(place).join(', ')
    const opening = [credential.kind, credential.value, capability, surface]
    // the opening is a scan and comes before what is selected from it; every statement inside is planned as who it opened for
    const text = `select ${name}(${args}) as answer from begin_request(${opening.map((_, at) => `$${params.length + at + 1}`).join(', ')})`
    const [rows] = await this.#send([{ text, params: [...params, ...opening] }])
    return rows![0]!.answer as T
  }

  /** The caller, as the last round trip found them. */
  get actor(): Actor {
    if (!this.#actor) throw new Error('Nobody has asked the database for anything yet.')
    return this.#actor
  }

  /** The statement that opens every transaction, for the few who must build a transaction themselves. */
  opening(capability: Capability): Statement {
    const { credential, surface } = this.#scope
    return {
      text: 'select * from begin_request($1, $2, $3, $4)',
      params: [credential.kind, credential.value, capability, surface],
    }
  }

  /** A transport whose every transaction opens as this caller; the opening's row is dropped from the answer. */
  transport(capability: Capability): SqlTransport {
    return async (statements) => (await this.#send([this.opening(capability), ...statements])).slice(1)
  }

  async #send(statements: Statement[]): Promise<Row[][]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#transport(statements)
      } catch (error) {
        if (attempt >= MAX_TRIES || !isRetryable(error)) throw asAppError(error)
      }
    }
  }
}

const toActor = (row: Row): Actor => ({
  tenantId: Number(row.tenant_id),
  userId: row.user_id === null ? null : Number(row.user_id),
  keyId: row.key_id === null ? null : Number(row.key_id),
  role: row.role as Actor['role'],
  kind: row.actor_kind as Actor['kind'],
  name: String(row.name),
  timeZone: String(row.time_zone),
})
