import { findFreePort } from '../postgres/find-free-port.ts'
import type { Settings } from './read-settings.ts'
import type { Memory } from './stack-files.ts'

interface Service {
  url: string
  close(): Promise<void>
}

/** A real service is not ours to stop. */
const real = (url: string): Service => ({ url, close: async () => {} })

const portFor = async (memory: Memory, name: string) => {
  const port = await findFreePort(memory.ports[name])
  memory.ports[name] = port
  return port
}

/** The queue: QStash itself when its URL or token is given, otherwise the broker on the same database. */
export async function startQueue(given: Settings, memory: Memory, databaseUrl: string): Promise<Service> {
  if (given.QSTASH_URL || given.QSTASH_TOKEN) return real(given.QSTASH_URL ?? 'https://qstash.upstash.io')
  const { serveQstash } = await import('../qstash/serve-qstash.ts')
  const { qstashToken: token, currentSigningKey, nextSigningKey } = memory.secrets
  return serveQstash({ databaseUrl, port: await portFor(memory, 'qstash'), token, currentSigningKey, nextSigningKey })
}

/** The model, by its OpenAI base URL. */
export async function startModel(given: Settings, memory: Memory): Promise<Service> {
  if (given.OPENAI_BASE_URL || given.OPENAI_API_KEY) return real(given.OPENAI_BASE_URL ?? 'https://api.openai.com/v1')
  const { serveModel } = await import('../model/serve-model.ts')
  return serveModel({ port: await portFor(memory, 'model') })
}

/** The web: search, Wikipedia and pages. Either half gives way to the real service by itself. */
export async function startWeb(given: Settings, memory: Memory) {
  const serper = given.SERPER_URL ?? (given.SERPER_API_KEY ? 'https://google.serper.dev' : undefined)
  const wikipedia = given.WIKIPEDIA_URL ?? (given.SERPER_API_KEY ? 'https://en.wikipedia.org' : undefined)
  if (serper && wikipedia)
    return { ...real(serper), serperUrl: serper, wikipediaUrl: wikipedia, pagesUrl: given.PAGES_URL }
  const { serveWeb } = await import('../web/serve-web.ts')
  const web = await serveWeb({ port: await portFor(memory, 'web') })
  return {
    url: web.url,
    serperUrl: serper ?? web.serperUrl,
    wikipediaUrl: wikipedia ?? web.wikipediaUrl,
    // who brings a real search means the real pages
    pagesUrl: given.PAGES_URL ?? (serper ? undefined : web.url),
    close: () => web.close(),
  }
}
