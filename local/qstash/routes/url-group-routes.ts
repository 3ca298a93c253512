import type { Broker } from '../broker.ts'
import type { UrlGroup } from '../message.ts'
import { isHttpUrl } from '../parse-publish.ts'
import { Refusal } from '../refusal.ts'
import { type ApiRequest, jsonObject, nameParam, type Route } from '../route.ts'

type Endpoint = { name?: string; url?: string }

const one = /^\/v2\/topics\/([^/]+)$/
const endpoints = /^\/v2\/topics\/([^/]+)\/endpoints$/

export const urlGroupRoutes: Route[] = [
  {
    method: 'GET',
    pattern: /^\/v2\/topics$/,
    answer: (broker) => ({ status: 200, body: [...broker.groups.values()] }),
  },
  {
    method: 'GET',
    pattern: one,
    answer: (broker, request) => ({ status: 200, body: getGroup(broker, request) }),
  },
  {
    method: 'DELETE',
    pattern: one,
    answer: (broker, request) => save(broker, { ...getGroup(broker, request), endpoints: [] }),
  },
  { method: 'POST', pattern: endpoints, answer: addEndpoints },
  { method: 'DELETE', pattern: endpoints, answer: removeEndpoints },
]

async function addEndpoints(broker: Broker, request: ApiRequest) {
  const name = nameParam(request)
  if (!/^[\w.-]+$/.test(name)) throw new Refusal(400, `invalid url group name: ${name}`)
  const added = parseEndpoints(request).map(({ name: endpointName, url }) => {
    if (!url || !isHttpUrl(url)) throw new Refusal(400, 'endpoint has invalid scheme, add http:// or https://')
    return { name: endpointName, url }
  })
  const now = Date.now()
  const group = broker.groups.get(name) ?? { name, createdAt: now, updatedAt: now, endpoints: [] }
  const kept = group.endpoints.filter((old) => !added.some((fresh) => isSame(old, fresh)))
  return await save(broker, { ...group, endpoints: [...kept, ...added] })
}

async function removeEndpoints(broker: Broker, request: ApiRequest) {
  const group = getGroup(broker, request)
  const removed = parseEndpoints(request)
  const kept = group.endpoints.filter((old) => !removed.some((gone) => isSame(old, gone)))
  return await save(broker, { ...group, endpoints: kept })
}

/** A group without endpoints does not exist. */
async function save(broker: Broker, group: UrlGroup) {
  const saved = { ...group, updatedAt: Date.now() }
  if (group.endpoints.length > 0) {
    broker.groups.set(group.name, saved)
    broker.journal.put('url_group', group.name, saved)
  } else {
    broker.groups.delete(group.name)
    broker.journal.remove('url_group', group.name)
  }
  await broker.journal.commit()
  return { status: 200 }
}

function parseEndpoints({ body }: ApiRequest): Endpoint[] {
  const { endpoints: list } = jsonObject(body)
  if (!Array.isArray(list)) throw new Refusal(400, 'endpoints must be a list')
  return list.map((endpoint: Endpoint | null) => ({ name: endpoint?.name, url: endpoint?.url }))
}

function isSame(a: Endpoint, b: Endpoint): boolean {
  return a.url === b.url || (a.name !== undefined && a.name === b.name)
}

function getGroup(broker: Broker, request: ApiRequest): UrlGroup {
  const name = nameParam(request)
  const group = broker.groups.get(name)
  if (!group) throw new Refusal(404, `url group ${name} not found`)
  return group
}
