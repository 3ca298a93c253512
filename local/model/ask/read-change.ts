import { readDay } from './read-day.ts'
import { fieldNamed, fieldPattern, parseValue } from './read-field.ts'
import type { Question } from './read-question.ts'
import { entityNamed, kinds, readTarget, type Target } from './read-target.ts'

/** A wish to have something proposed. */
export type Change =
  | { kind: 'update'; target: Target; values: Record<string, unknown> }
  | { kind: 'create'; entity: string; values: Record<string, unknown>; at?: string }
  | { kind: 'note'; target: Target; content: string }
  | { kind: 'task'; target: Target; title: string; dueDate?: string }
  | { kind: 'merge'; entity?: string; names: string[] }

const readUpdate = (text: string, today: string | undefined): Change | undefined => {
  const verb = String.raw`(?:please\s+)?(?:can you\s+|could you\s+)?(?:change|set|update|correct|fix|edit|propose (?:to (?:change|set|update)|changing))`
  const patterns: [RegExp, [number, number, number]][] = [
    [
      new RegExp(
        `^${verb}\\s+(?:the\\s+)?${fieldPattern}\\s+(?:of|for|on)\\s+(.+?)\\s+(?:from .+? )?(?:to|=|as)\\s+(.+?)$`,
        'iu',
      ),
      [1, 2, 3],
    ],
    [new RegExp(`^${verb}\\s+(.+?)['’]s?\\s+${fieldPattern}\\s+(?:to|=|as)\\s+(.+?)$`, 'iu'), [2, 1, 3]],
    [
      new RegExp(
        `^(?:the\\s+)?(?:new\\s+)?${fieldPattern}\\s+(?:of|for)\\s+(.+?)\\s+(?:is now|has changed to|should be|must be)\\s+(.+?)$`,
        'iu',
      ),
      [1, 2, 3],
    ],
    [
      new RegExp(
        `^(.+?)['’]s\\s+(?:new\\s+)?${fieldPattern}\\s+(?:is now|has changed to|should be|must be|is)\\s+(.+?)$`,
        'iu',
      ),
      [2, 1, 3],
    ],
  ]
  for (const [pattern, [fieldAt, targetAt, valueAt]] of patterns) {
    const match = pattern.exec(text)
    const field = match ? fieldNamed(match[fieldAt]!) : undefined
    if (match && field)
      return {
        kind: 'update',
        target: readTarget(match[targetAt]!),
        values: { [field]: parseValue(field, match[valueAt]!, today) },
      }
  }
  const renamed = /^(?:please\s+)?rename\s+(.+?)\s+(?:to|as)\s+(.+?)$/i.exec(text)
  if (renamed)
    return { kind: 'update', target: readTarget(renamed[1]!), values: { name: parseValue('name', renamed[2]!, today) } }
  const moved =
    /^(?:please\s+)?(?:mark|move|put)\s+(.+?)\s+(?:as|to|into)\s+(?:the\s+)?(?:status\s+|stage\s+)?(.+?)(?:\s+(?:stage|status))?$/i.exec(
      text,
    )
  if (moved)
    return { kind: 'update', target: readTarget(moved[1]!), values: { status: parseValue('status', moved[2]!, today) } }
  return undefined
}

const readMerge = (text: string): Change | undefined => {
  const match = new RegExp(`\\bmerge\\s+(?:the\\s+)?(${kinds})?\\s*(.+?)\\s+(?:and|with|into|&)\\s+(.+?)$`, 'i').exec(
    text,
  )
  if (!match) return undefined
  const names = [...match[2]!.split(/\s*,\s*/), match[3]!].map((each) => readTarget(each).name)
  const entity = entityNamed(match[1] ?? '') ?? readTarget(match[3]!).entity
  return { kind: 'merge', ...(entity ? { entity } : {}), names }
}

const readNote = (text: string): Change | undefined => {
  const match =
    /^(?:please\s+)?(?:add|write|make|leave|propose)\s+(?:a\s+)?note\s+(?:to|on|for|about)\s+(.+?)\s*(?::|\bthat\b|\bsaying\b)\s*(.+)$/i.exec(
      text,
    )
  return match
    ? { kind: 'note', target: readTarget(match[1]!), content: match[2]!.replace(/^["“]|["”]$/g, '') }
    : undefined
}

const datePhrase =
  /\s*\b(?:(?:on|by|until|for|due)\s+)?(?:today|tomorrow|next (?:week|month)|(?:on|by|next|this|until) (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?:by|on|until|due)\s+\d{4}-\d{2}-\d{2}|\d{4}-\d{2}-\d{2}|in (?:\d+|an?|one|two|three|four|five|six) (?:business )?(?:days?|weeks?|months?)|(?:by|on|until) \d{1,2}(?:st|nd|rd|th)? \p{L}+ \d{4})\b/iu

const readTask = ({ text, names }: Question, today: string | undefined): Change | undefined => {
  const match =
    /^(?:please\s+)?(?:remind (?:me|us)(?: to)?|(?:create|add|make|set up|propose|schedule) (?:me )?(?:a|an|the)? ?(?:new )?(?:task|to-?do|reminder)(?: to| for|:)?)\s+(.+)$/iu.exec(
      text,
    )
  if (!match) return undefined
  const dueDate = readDay(text, today)
  const what = match[1]!
    .replace(datePhrase, '')
    .replace(/\s+/g, ' ')
    .replace(/[.!]+$/, '')
    .trim()
  const byNumber = new RegExp(`\\b(${kinds}) #?(\\d+)\\b`, 'i').exec(text)
  const target = byNumber ? readTarget(byNumber[0]) : { name: names[0] ?? '' }
  return { kind: 'task', target, title: what.charAt(0).toUpperCase() + what.slice(1), ...(dueDate ? { dueDate } : {}) }
}

const readCreate = ({ text, names }: Question): Change | undefined => {
  const match = new RegExp(
    `^(?:please\\s+)?(?:add|create|propose|make)\\s+(?:a|an|the)?\\s*(?:new\\s+)?(${kinds})\\b\\s*(?:called|named|:)?\\s*(.*)$`,
    'iu',
  ).exec(text)
  const entity = match && entityNamed(match[1]!)
  if (!match || !entity) return undefined
  const [named = '', at] = match[2]!.split(/\s+(?:at|with|for|bei)\s+(?=["“]?\p{Lu})/u)
  const name =
    (
      /["“”„']([^"“”„']+)["“”']/.exec(named)?.[1] ??
      named.replace(/\s*[,;(].*$/s, '').replace(/\s+(?:in|with)\s.*$/s, '')
    )
      .replace(/[.!]+$/, '')
      .trim() || names[0]
  if (!name) return undefined
  const email = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/.exec(text)?.[0]
  const website = /\b(?:website|web site)\s+(\S+\.\S+?)[.,;]?(?:\s|$)/i.exec(text)?.[1]
  const city = /\bin (\p{Lu}[\p{L}-]+)\b/u.exec(named)?.[1]
  const [first, ...rest] = name.split(/\s+/)
  const values: Record<string, unknown> =
    entity === 'Individual' || entity === 'Contact'
      ? { first_name: first, last_name: rest.join(' ') }
      : entity === 'Job' || entity === 'Lead' || entity === 'Opportunity' || entity === 'Partnership'
        ? { title: name }
        : { name }
  if (email && /Organization|Individual|Contact/.test(entity)) values.email = email
  if (website && entity === 'Organization') values.website = website
  if (city && entity === 'Organization') values.city = city
  // a person is an individual; the contact that ties them to the organization comes with the link
  const kind = entity === 'Contact' ? 'Individual' : entity === 'Lead' ? 'Job' : entity
  const organization = at
    ?.replace(/[.,;!].*$/s, '')
    .replace(/^["“]|["”]$/g, '')
    .trim()
  return { kind: 'create', entity: kind, values, ...(organization ? { at: organization } : {}) }
}

/** The change that a text wishes for; undefined for a question. */
export const readChange = (question: Question, today: string | undefined): Change | undefined => {
  const text = question.text.replace(/\s+/g, ' ').trim()
  if (text.endsWith('?') && !/^(?:can|could|would) you\b/i.test(text)) return undefined
  const plain = text
    .replace(/^(?:please|hey|hi)[, ]+/i, '')
    .replace(/^(?:can|could|would) you (?:please )?/i, '')
    .replace(/\?$/, '')
  return (
    readMerge(plain) ??
    readNote(plain) ??
    readTask({ ...question, text: plain }, today) ??
    readUpdate(plain, today) ??
    readCreate({ ...question, text: plain })
  )
}
