import { z } from 'zod'

const SHORT = 500
const LONG = 100_000
const MAX_INT = 2_147_483_647

/** Text without control characters, trimmed; blank text is null, because a blank is not a value. */
const textOf = (max: number) =>
  z
    .string()
    .max(max, `This may be at most ${max} characters long.`)
    .transform((text) => text.replace(/[^\P{Cc}\t\n\r]/gu, '').trim() || null)
    .nullable()

export const text = textOf(SHORT)
export const longText = textOf(LONG)
export const flag = z.boolean('Say true or false.')
export const count = z.int('This must be a whole number.').min(0).max(MAX_INT).nullable()
export const id = z.int('This must be the id of a record.').positive().max(Number.MAX_SAFE_INTEGER).nullable()
export const percent = z.coerce.number('This must be a number.').min(0).max(100).nullable()

/** Money as a decimal string with at most two places. */
export const money = z
  .union([z.string(), z.number()], 'This must be an amount such as "1200.50".')
  .transform(String)
  .pipe(z.string().regex(/^-?\d{1,14}(\.\d{1,2})?$/, 'This must be an amount such as "1200.50".'))
  .nullable()

export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'This must be a currency code such as EUR.')
  .nullable()
export const day = z.iso.date('This must be a date such as 2026-11-24.').nullable()
export const moment = z.iso
  .datetime({ offset: true, error: 'This must be a time such as 2026-11-24T09:00:00Z.' })
  .nullable()

export const email = z
  .string()
  .trim()
  .max(320)
  .pipe(z.email('This is not an e-mail address.'))
  .or(z.literal('').transform(() => null))
  .nullable()

/** A web address; one typed without a scheme is taken as https. */
export const webAddress = z
  .string()
  .trim()
  .max(2000)
  .transform((value) => (value === '' ? null : /^[a-z][a-z0-9+.-]*:/i.test(value) ? value : `https://${value}`))
  .refine((value) => value === null || isWebAddress(value), 'This is not a web address.')
  .nullable()

function isWebAddress(value: string) {
  const url = URL.parse(value)
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname.includes('.')
}
