/**
 * A serialised value on its way to or from a bytea column. JSON, which is nearly all of them, travels as text:
 * hexadecimal, what bytea prints as, would double it against Neon's 10 MiB limit on requests and answers.
 */
import { Buffer } from 'node:buffer'
import type { SerializerProtocol } from '@langchain/langgraph-checkpoint'
import type { Parameters } from './parameters.ts'

export interface EncodedValue {
  type: string
  body: string | null
}

const absent: EncodedValue = { type: 'empty', body: null }

/** Serialises as the official saver does, so that either reads what the other wrote. */
export const encodeValue = async (serde: SerializerProtocol, value: unknown): Promise<EncodedValue> => {
  const [type, bytes] = await serde.dumpsTyped(value)
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { type, body: view.toString(type === 'json' ? 'utf8' : 'base64') }
}

/** A channel that has a version but no value, as the official saver stores it. */
export const encodeChannel = (serde: SerializerProtocol, values: Record<string, unknown>, channel: string) =>
  channel in values ? encodeValue(serde, values[channel]) : absent

export const decodeValue = (serde: SerializerProtocol, type: string, body: string): unknown =>
  serde.loadsTyped(type, type === 'json' ? body : new Uint8Array(Buffer.from(body, 'base64')))

/** SQL for the bytea that `value` stands for. */
export const writeBytes = (params: Parameters, { type, body }: EncodedValue) => {
  if (body === null) return 'null'
  return type === 'json' ? `convert_to(${params.add(body)}, 'UTF8')` : `decode(${params.add(body)}, 'base64')`
}

/** SQL for the text that `decodeValue` takes, of the table or alias `from`. */
export const readBody = (from: string) =>
  `case when ${from}.type = 'json' then convert_from(${from}.blob, 'UTF8') else encode(${from}.blob, 'base64') end`

/** Bytes of the value inside a JSON request or answer, escapes included. */
export const wireBytes = (body: string | null) => (body === null ? 4 : Buffer.byteLength(JSON.stringify(body)))
