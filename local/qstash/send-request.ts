import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { canonicalHeader } from './canonical-header.ts'
import type { Attempt } from './message.ts'

// more than any plan lets through; a destination that streams for ever must not fill the memory
const maxResponseBytes = 10 * 1024 * 1024

type Outgoing = {
  url: string
  method: string
  headers: Record<string, string>
  body: Buffer
  timeoutMs: number
  signal: AbortSignal
}

/** Makes one HTTP call and never throws: no answer in time, or none at all, is an `error` attempt. */
export function sendRequest(outgoing: Outgoing): Promise<Attempt> {
  const { url, method, body, signal } = outgoing
  const send = url.toLowerCase().startsWith('https:') ? requestHttps : requestHttp
  const headers = { ...outgoing.headers, 'content-length': String(body.length) }
  return new Promise((resolve) => {
    // agent: false, because a kept socket that the destination just closed would look like a failed attempt
    const request = send(url, { method, headers, signal, agent: false })
    const fail = (error: Error) => {
      clearTimeout(timer)
      resolve({ kind: 'error', error: error.message })
    }
    const timer = setTimeout(
      () => request.destroy(new Error('the destination did not answer in time')),
      outgoing.timeoutMs,
    )
    request.on('error', fail)
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > maxResponseBytes) request.destroy(new Error('the response is too large'))
        else chunks.push(chunk)
      })
      response.on('error', fail)
      response.on('end', () => {
        clearTimeout(timer)
        const header = Object.entries(response.headersDistinct).map(([name, values]) => [canonicalHeader(name), values])
        const status = response.statusCode ?? 0
        resolve({ kind: 'response', status, header: Object.fromEntries(header), body: Buffer.concat(chunks) })
      })
    })
    request.end(body)
  })
}
