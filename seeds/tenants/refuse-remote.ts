import type pg from 'pg'
import { forbidden } from '../../src/errors.ts'

const LOCAL_HOSTS = new Set(['127.0.0.1', 'localhost', '::1'])

/** Asks the driver itself which host it would connect to, as an address has several ways to name one. @throws AppError forbidden */
export function refuseRemote({ host }: pg.Client): void {
  if (LOCAL_HOSTS.has(host.toLowerCase()) || host.startsWith('/')) return
  throw forbidden(`Seeds go into a database on this machine, and ${host} is not: say --allow-remote if you mean it.`)
}
