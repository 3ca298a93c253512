import type { UseCase } from '../runs/use-case.ts'

/** Where the result goes: the channel it was asked in, or the person who asked. */
export type Place = 'here' | 'me'

export type Command =
  | { kind: 'help' }
  | { kind: 'status' }
  | { kind: 'inbox'; to: Place }
  | { kind: 'digest'; on: boolean; hour: number | undefined }
  | { kind: 'unlink' }
  | { kind: 'run'; to: Place; prompt: string; useCase: UseCase | undefined; params: Record<string, unknown> }

const ADDRESSED = /^(?:me|privately|to me)\s*[:,]?\s+|\s+(?:to me|privately|in private|--me)$/i
const MAX_PROMPT = 4000

/** What was typed after /crm. Whatever is no command of ours is a question. */
export function parseCommand(typed: string): Command {
  const whole = typed.trim().replace(/\s+/g, ' ')
  const to: Place = ADDRESSED.test(whole) ? 'me' : 'here'
  const text = whole.replace(ADDRESSED, '').trim()
  const digest = /^digest(?: (on|off))?(?: (?:at )?(\d{1,2})(?::00)?)?$/i.exec(text)
  if (digest) {
    const hour = digest[2] === undefined ? undefined : Number(digest[2])
    if (hour !== undefined && hour > 23) return { kind: 'help' }
    return { kind: 'digest', on: digest[1]?.toLowerCase() !== 'off', hour }
  }
  if (text === '' || /^(?:help|\?)$/i.test(text)) return { kind: 'help' }
  if (/^status$/i.test(text)) return { kind: 'status' }
  if (/^inbox$/i.test(text)) return { kind: 'inbox', to }
  if (/^unlink$/i.test(text)) return { kind: 'unlink' }
  return { kind: 'run', to, prompt: text.slice(0, MAX_PROMPT), ...plainWish(text) }
}

/** The short forms name their use case; for everything else the router reads the sentence. */
function plainWish(text: string): { useCase: UseCase | undefined; params: Record<string, unknown> } {
  const followUp = /^follow[ -]?ups?(?: (?:after )?(\d{1,4}) ?d(?:ays?)?)?$/i.exec(text)
  if (followUp) {
    const days = Number(followUp[1])
    return { useCase: 'follow_ups', params: days >= 1 && days <= 3650 ? { days } : {} }
  }
  const duplicates = /^duplicates?(?: (organi[sz]ations?|companies|contacts|people|individuals))?$/i.exec(text)
  if (duplicates) {
    const kind = duplicates[1]?.toLowerCase()
    const entity_type = kind === undefined ? undefined : /^(?:org|comp)/.test(kind) ? 'Organization' : 'Individual'
    return { useCase: 'find_duplicates', params: entity_type ? { entity_type } : {} }
  }
  if (/^enrich\b/i.test(text)) return { useCase: 'enrich_contacts', params: {} }
  return { useCase: undefined, params: {} }
}
