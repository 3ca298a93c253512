import { inject } from 'vitest'

export type Role = 'admin' | 'reviewer' | 'viewer' | 'agent'

interface Options {
  method?: string
  body?: unknown
  headers?: Record<string, string>
}

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: the JSON document of whatever was asked for
  body: any
}

/** The started product as one role of the demo tenant (or of the empty one) sees it. */
export function callAs(role: Role, tenant = 0) {
  const { url, tenants } = inject('stack')
  return callApi(url, tenants[tenant]!.keys[role])
}

/** Sends JSON, unless a body is text already, and reads JSON. */
export function callApi(url: string, key: string | undefined) {
  return async (path: string, { method, body, headers }: Options = {}): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      redirect: 'manual',
      headers: {
        ...(key ? { authorization: `Bearer ${key}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: parse(text) }
  }
}

function parse(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    return { text }
  }
}
