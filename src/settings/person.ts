import { z } from 'zod'

export const PersonRole = z.enum(['viewer', 'reviewer', 'admin'], 'Choose viewer, reviewer or admin.')
export type PersonRole = z.infer<typeof PersonRole>

const timeZone = z.string().refine(isTimeZone, 'There is no such time zone; write it like Europe/London.')

export const PersonInput = z.strictObject({
  email: z.string().trim().max(320).pipe(z.email('This is not an e-mail address.')),
  name: z.string().trim().min(1, 'A name is needed.').max(200),
  role: PersonRole,
  time_zone: timeZone,
})
export type PersonInput = z.infer<typeof PersonInput>

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
