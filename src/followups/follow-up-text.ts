import { plainLine } from './plain-line.ts'
import { renderTouch, type Touch } from './touch.ts'
import { renderDay } from './working-days.ts'

export interface FollowUpSubject {
  title: string | null
  type: string
  status: string | null
  organizationName: string | null
  lastTouch: Touch | null
  createdAt: string
  silentDays: number
  timeZone: string
  /** The lead's newest own note; shown to the owner, never put in words meant for a customer. */
  lastNote: string | null
  /** Why somebody other than the lead's owner gets the task. */
  insteadOf?: 'nobody' | 'inactive_owner'
}

export interface FollowUpText {
  title: string
  why: string
  firstLine: string
  description: string
}

const MAX_TITLE = 120

/** Title, reason and a suggested first line. All foreign text goes through `plainLine`. */
export function renderFollowUp(subject: FollowUpSubject): FollowUpText {
  const why = renderWhy(subject)
  const firstLine = renderFirstLine(subject)
  return {
    title: plainLine(`Follow up: ${nameLead(subject)}`, MAX_TITLE),
    why,
    firstLine,
    description: composeDescription(subject, why, firstLine),
  }
}

/** The task's text around a first line, which a model may have worded. */
export function composeDescription(subject: FollowUpSubject, why: string, firstLine: string): string {
  const note = plainLine(subject.lastNote, 200)
  const parts = [why, note && `Last note: “${note}”`, `Suggested first line: “${firstLine}”`]
  return parts.filter(Boolean).join('\n')
}

/** "Senior Engineer at Acme"; an organization already named in the title is not repeated. */
export function nameLead({ title, type, organizationName }: FollowUpSubject): string {
  const name = plainLine(title, 80)
  const organization = plainLine(organizationName, 60)
  if (!name)
    return organization ? `${type.toLowerCase()} lead at ${organization}` : `untitled ${type.toLowerCase()} lead`
  const isNamed = name.toLowerCase().includes(organization.toLowerCase())
  return isNamed ? name : `${name} at ${organization}`
}

function renderWhy(subject: FollowUpSubject): string {
  const { lastTouch, silentDays, createdAt, timeZone, insteadOf } = subject
  const touch = lastTouch
    ? `Last touch: ${renderTouch(lastTouch, timeZone)}.`
    : `Nobody has touched it since it was created on ${renderDay(createdAt, timeZone)}.`
  const handover = {
    nobody: ' The lead has no owner.',
    inactive_owner: " The lead's owner is no longer active.",
  }
  return `Silent for ${silentDays} day${silentDays === 1 ? '' : 's'}. ${touch}${insteadOf ? handover[insteadOf] : ''}`
}

function renderFirstLine(subject: FollowUpSubject): string {
  const { lastTouch, timeZone } = subject
  const name = nameLead(subject)
  if (!lastTouch) return `I am getting in touch about ${name}; is this a good moment to talk?`
  const day = renderDay(lastTouch.at, timeZone)
  switch (lastTouch.kind) {
    case 'email':
    case 'message':
      return lastTouch.direction === 'in'
        ? `Thank you for your message of ${day}${aboutSubject(lastTouch)}; I am sorry for the wait.`
        : `I wanted to make sure that my message of ${day} about ${name} reached you.`
    case 'call':
      return `Thank you again for the call on ${day} about ${name}; has anything changed since?`
    case 'meeting':
      return `Thank you again for the meeting on ${day} about ${name}; what would be a good next step?`
    case 'stage_change':
    case 'done_task':
    case 'note':
    case 'edit':
    case 'unknown':
      return `It has been a while since we spoke about ${name}; is there any news on your side?`
  }
}

function aboutSubject({ about }: Touch): string {
  const topic = plainLine(about, 80)
  return topic ? ` about ${topic}` : ''
}
