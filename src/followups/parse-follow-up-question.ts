import { parseSilenceDuration } from './parse-silence-duration.ts'

export type LeadType = 'Job' | 'Opportunity' | 'Partnership'

export interface FollowUpQuestion {
  /** Days of 24 h. */
  days?: number
  workingDays?: number
  leadTypes?: LeadType[]
  ownedByMe?: true
  /** "owned by Ana": a name to look up. */
  ownerName?: string
}

const LEAD_TYPES: Record<LeadType, RegExp> = {
  Job: /\bjobs?\b/gi,
  Opportunity: /\bopportunit(?:y|ies)\b/gi,
  Partnership: /\bpartner(?:ship)?s?\b/gi,
}
// "except jobs", "but not partnerships or jobs"
const EXCLUDED =
  /\b(?:except(?: for)?|excluding|without|other than|but not|not|no|ignore|ignoring|skip)(?: any| the| my)?(?: (?:jobs?|opportunit(?:y|ies)|partner(?:ship)?s?)(?: leads?)?,?(?: and| or| nor)?)*\s*$/i
const MINE =
  /\b(?:owned by|assigned to|belong(?:ing)? to) (?:me|myself)\b|\bmy (?:own )?(?:[\w-]+ ){0,2}(?:leads?|jobs?|opportunit(?:y|ies)|partnerships?|pipeline)\b|\b(?:are|is) mine\b|\bI own\b|\bmine only\b|\bonly mine\b/i
const OWNER_NAME =
  /\b(?:owned by|assigned to|belonging to) (?!me\b|myself\b)(\p{Lu}[\p{L}'’-]*(?: \p{Lu}[\p{L}'’-]*){0,3})/u

/** What a question about silent leads asks for; what it does not say is left out. */
export function parseFollowUpQuestion(question: string): FollowUpQuestion {
  const leadTypes = parseLeadTypes(question)
  const ownerName = OWNER_NAME.exec(question)?.[1]
  return {
    ...parseSilenceDuration(question),
    ...(leadTypes && { leadTypes }),
    ...(MINE.test(question) && { ownedByMe: true as const }),
    ...(ownerName && { ownerName }),
  }
}

function parseLeadTypes(question: string): LeadType[] | undefined {
  const wanted: LeadType[] = []
  const unwanted: LeadType[] = []
  for (const type of Object.keys(LEAD_TYPES) as LeadType[]) {
    for (const match of question.matchAll(LEAD_TYPES[type])) {
      const list = EXCLUDED.test(question.slice(0, match.index)) ? unwanted : wanted
      if (!list.includes(type)) list.push(type)
    }
  }
  const all = Object.keys(LEAD_TYPES) as LeadType[]
  const chosen = (wanted.length > 0 ? wanted : all).filter((type) => !unwanted.includes(type))
  return wanted.length + unwanted.length === 0 || chosen.length === all.length ? undefined : chosen
}
