import type { LeadType } from '../records/entity-type.ts'

export interface SimilarQuestion {
  leadType?: LeadType
  /** The stage as the person said it; resolveStage finds what it means. */
  stageWord?: string
}

const LEAD_TYPES: [LeadType, RegExp][] = [
  ['Job', /\bjobs?\b|\bvacanc(?:y|ies)\b|\bpositions?\b|\bpostings?\b|\broles?\b/i],
  ['Opportunity', /\bopportunit(?:y|ies)\b|\bclients?\b|\bcustomers?\b|\btenders?\b/i],
  ['Partnership', /\bpartner(?:ship)?s?\b/i],
]

const WORD = "[\\p{L}\\d'’-]+"
const STAGE = '(?:stages?|status|phase)'
const END = `(?:${STAGE}|and|or|but|in|at|then|last|this|with|who|that|which|so)\\b`
// The more a phrase says that a stage follows, the earlier it stands.
const STAGE_PHRASES = [
  `["“'‘]([^"”'’]{2,40})["”'’](?: ${STAGE})?`,
  `\\b(?:reached|reaching|reach|got to|made it to|moved to|went to|came to|entered|got)(?: the| an?)? ((?!${END})${WORD}(?: (?!${END})${WORD}){0,2})`,
  `\\b(?:in|at|to)(?: the)? ((?!ones|those|leads)${WORD}(?: (?!${END})${WORD})?) ${STAGE}\\b`,
  `\\b${STAGE}(?: (?:is|was|of)\\b| ?[=:])? ((?!${END})${WORD}(?: (?!${END})${WORD}){0,2})$`,
  `\\b(?:that|which|who|ones|those|i|we) (?:(?:have|had|has|were|was|got|i|we|been|already|did|actually) )*(interviewed|won|lost|signed|accepted|offered|hired|closed|landed|rejected|qualified|negotiated)\\b`,
  `\\b(${WORD}) ${STAGE}\\b`,
  `\\b(?:my|our|past|previous|recent)(?: \\w+)? (win|wins|winners|successes)\\b`,
].map((source) => new RegExp(source, 'iu'))

/** What "find ... similar to the ones that reached ..." asks for; what it does not say is left out. */
export function parseSimilarQuestion(question: string): SimilarQuestion {
  const text = question
    .replace(/[?.!]+\s*$/, '')
    .replace(/\s+/g, ' ')
    .trim()
  const leadType = findLeadType(text)
  const stageWord = findStageWord(text)
  return { ...(leadType && { leadType }), ...(stageWord && { stageWord }) }
}

/** The type named first; "Find similar opportunities" names the wish, not the pipeline, when jobs are named as well. */
function findLeadType(text: string): LeadType | undefined {
  const named = LEAD_TYPES.flatMap(([type, pattern]) => {
    const index = text.search(pattern)
    return index < 0 ? [] : [{ type, index }]
  }).sort((a, b) => a.index - b.index)
  return named.find(({ type }) => type !== 'Opportunity')?.type ?? named[0]?.type
}

function findStageWord(text: string): string | undefined {
  for (const phrase of STAGE_PHRASES) {
    const word = phrase.exec(text)?.[1]?.trim()
    if (word) return word
  }
  return undefined
}
