import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { guardQuery } from '../../src/query/guard-query.ts'
import { runQuery } from '../../src/query/run-query.ts'
import { getReasoningSchema } from '../../src/registry/get-reasoning-schema.ts'
import type { ReasoningTable } from '../../src/registry/reasoning-table.ts'
import { expand, readCorpus } from './query-corpus/read-corpus.ts'
import { openQueryWorld, type QueryWorld } from './query-world.ts'

const lines = readCorpus('hostile')
const withVerdict = (verdict: string) =>
  lines.filter((line) => line.startsWith(`${verdict} `)).map((line) => line.slice(verdict.length + 1))

// what the other tenant's rows and the server are known by
const FOREIGN = /zetasecret|\b98765\d{4}\b|root:|PostgreSQL \d|pgdata|sha256:/i

describe('hostile queries', () => {
  let world: QueryWorld
  let registry: ReasoningTable[]

  beforeAll(async () => {
    world = await openQueryWorld()
    registry = await getReasoningSchema(world.ctx, 'crm')
  })
  afterAll(() => world.close())

  it('has a verdict for every line of the corpus', () => {
    expect(withVerdict('no').length + withVerdict('safe').length).toBe(lines.length)
  })

  it.each(withVerdict('no'))('refuses %s', async (line) => {
    const verdict = await guardQuery(expand(line), { registry })
    expect(verdict).toEqual({ ok: false, reason: expect.stringMatching(/^\S.+\.$/s) })
  })

  it.each(withVerdict('safe'))('lets no harm come of %s', async (line) => {
    const outcome = await runQuery(world.ctx, { query: expand(line), reasoning: 'test' }, { timeoutMs: 400 }).catch(
      (error: unknown) => error,
    )
    if (outcome instanceof Error) {
      expect(outcome).toBeInstanceOf(AppError)
      expect(outcome).toMatchObject({ code: 'invalid', message: expect.stringMatching(/^\S.+\.$/s) })
      expect(JSON.stringify([outcome.message, outcome])).not.toMatch(FOREIGN)
    } else {
      const sent = JSON.stringify(outcome)
      expect(sent).not.toMatch(FOREIGN)
      expect(sent.length).toBeLessThan(2_500_000)
    }
  })
})
