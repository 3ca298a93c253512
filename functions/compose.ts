/** The only file that builds clients from the environment; everything else is given what it needs. */
import type { Credential, Surface } from '../src/access/actor.ts'
import type { Context } from '../src/context.ts'
import { createNeonTransport } from '../src/db/neon-transport.ts'
import { ScopedDatabase } from '../src/db/scoped-database.ts'
import { consoleLog } from '../src/platform/log.ts'
import type { Model } from '../src/platform/model.ts'
import type { Queue } from '../src/platform/queue.ts'
import { publishMessages } from '../src/runs/publish-messages.ts'
import type { RunWork } from '../src/runs/run-work.ts'
import { withPromisedRefreshes } from '../src/slack/promised-refreshes.ts'
import type { Web } from '../src/web/web.ts'
import type { Env } from './env.ts'

export const transportOf = (env: Env) => createNeonTransport(env.DATABASE_URL, env.NEON_FETCH_ENDPOINT)

/** Lets work go on that the caller does not wait for. */
export type Later = (work: Promise<unknown>) => void

/** What a verb is given for one caller. */
export function createContext(
  env: Env,
  credential: Credential,
  surface: Surface,
  later: Later,
): Context & { queue: Queue } {
  const queue = createQueue(env)
  const db = new ScopedDatabase(announcing(env, queue, later), { credential, surface })
  return { db, now: new Date(), log: consoleLog, queue }
}

/** The database; what a write promises to Slack goes to the queue once it is committed. */
function announcing(env: Env, queue: Queue, later?: Later) {
  if (!env.SLACK_SIGNING_SECRET) return transportOf(env)
  return withPromisedRefreshes(transportOf(env), async (messages) => {
    const published = publishMessages({ queue, log: consoleLog }, messages)
    if (later) later(published)
    else await published
  })
}

/** QStash, loaded when the first message is published: deciding on a proposal sends none. */
export function createQueue(env: Env): Queue {
  return {
    async publish(messages) {
      if (messages.length === 0) return { taken: [], refused: [] }
      const { createQstashQueue } = await import('../src/platform/qstash-queue.ts')
      const options = { baseUrl: env.QSTASH_URL, token: env.QSTASH_TOKEN, publicUrl: env.PUBLIC_URL }
      return createQstashQueue(options).publish(messages)
    },
  }
}

/** The machinery of runs, for a delivery or a cron. */
export async function createRunWork(env: Env): Promise<RunWork> {
  const [{ createOpenAiModel }, { createWeb }, { flows, ownNodes, chooseUseCase }] = await Promise.all([
    import('../src/platform/openai-model.ts'),
    import('../src/web/create-web.ts'),
    import('./use-cases.ts'),
  ])
  const model: Model = createOpenAiModel({
    apiKey: env.OPENAI_API_KEY,
    baseUrl: env.OPENAI_BASE_URL,
    model: env.OPENAI_MODEL,
    embeddingModel: env.OPENAI_EMBEDDING_MODEL,
  })
  const web: Web = createWeb({
    serperApiKey: env.SERPER_API_KEY,
    serperUrl: env.SERPER_URL,
    wikipediaUrl: env.WIKIPEDIA_URL,
    pagesUrl: env.PAGES_URL,
  })
  const queue = createQueue(env)
  return {
    transport: announcing(env, queue),
    queue,
    model,
    web,
    flows,
    ownNodes,
    chooseUseCase,
    now: () => new Date(),
    log: consoleLog,
  }
}
