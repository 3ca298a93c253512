import { invalid } from './errors.ts'

export interface Page<T> {
  data: T[]
  next_cursor: string | null
}

const encode = (text: string) =>
  btoa(unescape(encodeURIComponent(text)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')

/** A cursor is the sort key of the last row read; opaque to callers. */
export const cursorOf = (key: unknown[]): string => encode(JSON.stringify(key))

/** @throws AppError invalid naming `cursor` */
export function parseCursor(cursor: string | undefined, length: number): unknown[] | undefined {
  if (cursor === undefined) return undefined
  try {
    const key = JSON.parse(decodeURIComponent(escape(atob(cursor.replace(/-/g, '+').replace(/_/g, '/')))))
    if (Array.isArray(key) && key.length === length && key.every((part) => ['string', 'number'].includes(typeof part)))
      return key
  } catch {}
  throw invalid('This cursor is not one of ours.', [{ path: 'cursor', message: 'Use next_cursor of the page before.' }])
}
