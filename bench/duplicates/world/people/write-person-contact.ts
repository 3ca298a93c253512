import type { Random } from '../../random.ts'
import type { Phone } from '../places/phones.ts'
import { writePhone } from '../places/write-phone.ts'
import { misdial, misspell } from '../records/misspell.ts'
import { phoneStyleOf } from '../records/sources.ts'
import { writeMailbox } from '../records/write-links.ts'
import type { World } from '../world.ts'
import type { PersonSheet } from './write-person.ts'

type PhoneKind = 'mobile' | 'switchboard' | 'direct' | 'home'

const AT_HOME: [weight: number, kind: PhoneKind][] = [
  [6, 'mobile'],
  [3, 'home'],
]
const AT_WORK: [weight: number, kind: PhoneKind][] = [
  [45, 'mobile'],
  [32, 'switchboard'],
  [12, 'direct'],
  [4, 'home'],
]

/** A mailbox of the person, or one that others read, too. */
export function writePersonMailbox(world: World, sheet: PersonSheet): void {
  const { random } = world
  const { row, shown, attempt } = sheet
  const others = othersMailbox(random, sheet)
  const mailbox = others ?? ownMailbox(random, sheet)
  if (!mailbox) return
  const variant = others ? mailbox : gmailVariant(random, mailbox)
  const isMisspelled = random.chance(attempt.again ? 0.01 : 0.002)
  row.email = writeMailbox(world, isMisspelled ? misspell(random, variant) : variant)
  if (others) shown.sharedMailbox = others
  else if (!isMisspelled) shown.mailbox = mailbox
}

function othersMailbox(random: Random, { person: { traits } }: PersonSheet): string | undefined {
  if (traits.sharedMailbox && random.chance(0.45)) return traits.sharedMailbox
  return traits.assistantMailbox && random.chance(0.3) ? traits.assistantMailbox : undefined
}

function ownMailbox(random: Random, { person: { job, mailboxes }, isPrivate }: PersonSheet): string | undefined {
  if (job?.mailbox && !(isPrivate && random.chance(0.7)) && random.chance(0.85)) return job.mailbox
  return mailboxes.length > 0 ? random.pick(mailboxes) : job?.mailbox
}

/** The same mailbox, which gets mail with dots and behind a plus as well. */
function gmailVariant(random: Random, mailbox: string): string {
  if (!mailbox.endsWith('@gmail.com') || !random.chance(0.06)) return mailbox
  if (random.chance(0.5)) return mailbox.replace('@', `+${random.pick(['news', 'crm', 'shop', 'promo', 'work'])}@`)
  const hasDots = mailbox.split('@')[0]!.includes('.')
  return hasDots && random.chance(0.5) ? mailbox.replace(/\.(?=.*@)/, '') : `${mailbox.slice(0, 2)}.${mailbox.slice(2)}`
}

/** A number that the person answers, or somebody who knows them. */
export function writePersonPhone(world: World, sheet: PersonSheet): void {
  const { random } = world
  const { source, attempt, row, shown } = sheet
  const { phone, at } = somePhone(random, sheet)
  const extension = at === 'switchboard' && random.chance(0.5) ? (sheet.person.job?.extension ?? 0) : 0
  row.phone = writePhone(random, phone, phoneStyleOf(world, source), extension)
  const wrong = extension === 0 && random.chance(attempt.again ? 0.012 : 0.002) ? misdial(random, row.phone) : undefined
  if (wrong) row.phone = wrong
  else shown[at] = phone
}

/** A number, and as what it is shown. */
function somePhone(random: Random, sheet: PersonSheet): { phone: Phone; at: 'phone' | 'switchboard' | 'homePhone' } {
  const { job, homePhone, mobile } = sheet.person
  const kind = random.choose(sheet.isPrivate ? AT_HOME : AT_WORK)
  if (kind === 'switchboard' && job) return { phone: job.company.phone, at: 'switchboard' }
  if (kind === 'direct' && job?.directPhone) return { phone: job.directPhone, at: 'phone' }
  if (kind === 'home' && homePhone) return { phone: homePhone, at: 'homePhone' }
  return { phone: mobile, at: 'phone' }
}
