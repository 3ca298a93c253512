import { randomBytes } from 'node:crypto'
import type { Route } from '../route.ts'

export const keyRoutes: Route[] = [
  { method: 'GET', pattern: /^\/v2\/keys$/, answer: (broker) => ({ status: 200, body: broker.keys }) },
  {
    method: 'POST',
    pattern: /^\/v2\/keys\/rotate$/,
    answer: async (broker) => {
      broker.keys = { current: broker.keys.next, next: `sig_${randomBytes(14).toString('hex')}` }
      broker.journal.put('signing_keys', 'rotated', { from: broker.configuredKeys, to: broker.keys })
      await broker.journal.commit()
      return { status: 200, body: broker.keys }
    },
  },
]
