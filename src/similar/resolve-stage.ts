import { foldWords } from '../duplicates/fold-text.ts'
import type { LeadType } from '../records/entity-type.ts'
import { stemWord } from './stem-word.ts'
import { trigramSimilarity } from './trigram-similarity.ts'

/** A row of lead_status; without a lead type it serves all of them. */
export interface Stage {
  leadType: LeadType | null
  name: string
  category: string | null
  position: number | null
  isTerminal: boolean
}

export type StageResolution =
  | { kind: 'match'; stage: Stage }
  | { kind: 'ambiguous'; stages: Stage[] }
  | { kind: 'none'; nearest: Stage[] }

// Words for one step of a pipeline; a row is one meaning.
const SAME_STEP = [
  ['interview', 'onsite', 'on site'],
  ['screening', 'screen', 'phone screen', 'recruiter call'],
  ['applied', 'application', 'submitted'],
  ['offer', 'job offer'],
  ['won', 'win', 'winner', 'closed won', 'hired', 'accepted', 'signed', 'success', 'successful', 'landed'],
  ['lost', 'loss', 'rejected', 'declined', 'closed lost', 'turned down', 'failed', 'unsuccessful'],
  ['proposal', 'quote', 'bid', 'tender'],
  ['negotiation', 'contract', 'in negotiation'],
  ['qualified', 'qualification', 'discovery'],
  ['contacted', 'outreach', 'reached out'],
  ['in talks', 'talks', 'discussion', 'in discussion'],
  ['on hold', 'hold', 'paused', 'parked', 'waiting'],
].map((step) => step.map((phrase) => phrase.split(' ').map(stemWord).join(' ')))
const FILLERS = new Set(['stage', 'stages', 'status', 'phase', 'step', 'the', 'a', 'an', 'round'])

const FITS_FROM = 0.45
const AS_GOOD_WITHIN = 0.1
const EXACT = 1

/** Finds the status that a person's word means, within a lead type when it is known. Where two fit as well, it asks. */
export function resolveStage(word: string, stages: readonly Stage[], leadType?: LeadType): StageResolution {
  const scored = stages
    .filter((stage) => !leadType || stage.leadType === null || stage.leadType === leadType)
    .map((stage) => ({ stage, score: scoreStage(word, stage) }))
    .sort((a, b) => b.score - a.score)
  const best = scored[0]?.score ?? 0
  if (best < FITS_FROM) return { kind: 'none', nearest: scored.slice(0, 3).map(({ stage }) => stage) }
  const from = best === EXACT ? EXACT : Math.max(FITS_FROM, best - AS_GOOD_WITHIN)
  const fitting = scored.filter(({ score }) => score >= from).map(({ stage }) => stage)
  return fitting.length === 1 ? { kind: 'match', stage: fitting[0]! } : { kind: 'ambiguous', stages: fitting }
}

function scoreStage(word: string, stage: Stage): number {
  const asked = contentWords(word)
  const name = contentWords(stage.name)
  const [askedText, nameText] = [asked.join(' '), name.join(' ')]
  if (!askedText || !nameText) return 0
  if (askedText === nameText) return EXACT
  const [askedStems, nameStems] = [asked.map(stemWord), name.map(stemWord)]
  if (askedStems.join(' ') === nameStems.join(' ')) return 0.95
  if (meansTheSame(askedStems.join(' '), nameStems.join(' '))) return 0.85
  if (isLongPrefix(askedText, nameText) || isLongPrefix(nameText, askedText)) return 0.8
  if (askedStems.every((stem) => nameStems.includes(stem))) return 0.7
  if (nameStems.every((stem) => askedStems.includes(stem))) return 0.65
  if (isCategory(askedStems.join(' '), stage.category)) return 0.6
  const similarity = trigramSimilarity(askedStems.join(' '), nameStems.join(' '))
  return similarity >= 0.4 ? 0.3 + 0.4 * similarity : similarity
}

function contentWords(text: string): string[] {
  const words = foldWords(text)
  const content = words.filter((word) => !FILLERS.has(word))
  return content.length > 0 ? content : words
}

function meansTheSame(a: string, b: string): boolean {
  return SAME_STEP.some((step) => step.includes(a) && step.includes(b))
}

function isLongPrefix(prefix: string, text: string): boolean {
  return prefix.length >= 4 && text.startsWith(prefix)
}

function isCategory(stem: string, category: string | null): boolean {
  return category !== null && (stem === category || meansTheSame(stem, category))
}

/** The sentence for a word that is not one stage: which one is meant, or what comes nearest. Undefined for a match. */
export function renderStageQuestion(word: string, resolution: StageResolution): string | undefined {
  switch (resolution.kind) {
    case 'match':
      return undefined
    case 'ambiguous':
      return `“${word}” could mean ${listStages(resolution.stages, 'or')}. Which one do you mean?`
    case 'none': {
      const { nearest } = resolution
      const hint = nearest.length > 0 ? ` The nearest are ${listStages(nearest, 'and')}.` : ''
      return `There is no stage called “${word}”.${hint}`
    }
  }
}

function listStages(stages: Stage[], joined: 'and' | 'or'): string {
  const names = stages.map(({ name, leadType }) => (leadType ? `${name} (${leadType})` : name))
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${joined} ${names.at(-1)}`
}
