/** What the proposals of a conversation rest on: a value that stands in nothing that was read is not proposed. */
import { confidenceOfProposal } from '../../evidence/confidence-of-proposal.ts'
import type { Evidence } from '../../evidence/evidence.ts'
import { EVIDENCE_KINDS } from '../../evidence/evidence-kinds.ts'
import { proposalEvidence } from '../../evidence/proposal-evidence.ts'
import type { Draft, FieldEvidence } from '../../proposals/draft.ts'
import { findDomain } from '../../records/find-domain.ts'
import { readKnownText, readNumber, wordsOf } from './known-text.ts'
import type { Source } from './read-sources.ts'

export interface Supported {
  drafts: Draft[]
  /** A sentence for each draft that was dropped. */
  dropped: string[]
}

// wording, or one of a few allowed values, or counted from a day: nothing that a text would hold
const FREE =
  /^(?:description|content|status|type|priority|remote|is_\w+|opted_out|value_currency|due_date|completed_at|\w+_on|\w+_date|\w+_at|entity_type|probability|kind)$/
const LONG = 200
const QUOTE = 240

export function supportDrafts(drafts: Draft[], sources: Source[], now: Date): Supported {
  const read = sources.map((source) => ({ source, ...readSource(source) }))
  const supported: Supported = { drafts: [], dropped: [] }
  for (const draft of drafts) {
    const missing = idsOf(draft)
      .filter((id) => !read.some(({ ids }) => ids.has(id)))
      .map((id) => `the id ${id} stands in no tool result and not in the question`)
    const evidence: FieldEvidence = {}
    for (const [field, value] of Object.entries(factsOf(draft))) {
      const found = read.flatMap(({ source, find }) => {
        const quote = find(value)
        return quote === undefined ? [] : [evidenceOf(source, quote, now)]
      })
      if (found.length === 0)
        missing.push(`${field} "${String(value).slice(0, 80)}" stands in no tool result and not in the question`)
      else evidence[field] = proposalEvidence(found.slice(0, 5))
    }
    const name = `${draft.proposed_action} of ${draft.entity_type}${draft.entity_id ? ` ${draft.entity_id}` : ''}`
    if (missing.length > 0)
      supported.dropped.push(`The proposed ${name} was dropped: ${missing.slice(0, 4).join('; ')}.`)
    else supported.drafts.push(withEvidence(draft, evidence))
  }
  return supported
}

const idsOf = ({ proposed_action, entity_id, data, link_to }: Draft): number[] => {
  const merge = proposed_action === 'merge' ? [data.survivor_id, ...(data.loser_ids as number[])] : []
  const links = Object.entries({ ...data, ...link_to }).flatMap(([name, value]) => (/_id$/.test(name) ? [value] : []))
  return [entity_id, ...merge, ...links].filter((id): id is number => typeof id === 'number')
}

/** The values that a source has to bear out. A task is worded by whoever proposes it. */
function factsOf({ proposed_action, entity_type, data }: Draft): Record<string, string | number> {
  if (proposed_action === 'merge' || entity_type === 'Task' || entity_type === 'Note') return {}
  const entries = Object.entries(data).filter(([field, value]) => {
    if (FREE.test(field) || field.endsWith('_id')) return false
    return typeof value === 'number' || (typeof value === 'string' && value !== '' && value.length <= LONG)
  })
  return Object.fromEntries(entries) as Record<string, string | number>
}

function readSource({ text }: Source) {
  const known = readKnownText([text])
  return {
    ids: new Set(known.numbers),
    /** The words around the value, '' where it is no text to be quoted, undefined where it is not there. */
    find(value: string | number): string | undefined {
      if (typeof value === 'number' || /^\d[\d.,]*$/.test(value)) {
        const meanings = typeof value === 'number' ? [value] : readNumber(value)
        return meanings.some((meaning) => known.numbers.includes(meaning)) ? '' : undefined
      }
      const at = known.raw.indexOf(bare(value))
      if (at >= 0) return around(text, at, value.length)
      const digits = value.replace(/\D/g, '')
      if (digits.length >= 7 && /^[+\d\s().\-/]+$/.test(value)) return known.digits.includes(digits) ? '' : undefined
      const domain = /^https?:\/\//i.test(value) ? findDomain(value) : undefined
      if (domain && new URL(value).pathname === '/') return known.raw.includes(domain) ? '' : undefined
      const words = wordsOf(value)
      const isThere =
        words.length > 0 &&
        (known.words.includes(` ${words.join(' ')} `) ||
          known.lines.some((line) => words.every((word) => line.includes(word))))
      return isThere ? '' : undefined
    },
  }
}

const bare = (value: string) =>
  value
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/\/$/, '')

function around(text: string, at: number, length: number): string {
  const start = Math.max(text.lastIndexOf('\n', at) + 1, at - (QUOTE - length) / 2, 0)
  const end = text.indexOf('\n', at + length)
  return text.slice(start, Math.min(end < 0 ? text.length : end, at + length + QUOTE / 2)).trim()
}

function evidenceOf({ kind, title, url }: Source, quote: string, now: Date): Evidence {
  const words = EVIDENCE_KINDS[kind].needsQuote || kind === 'person_entry' ? quote : ''
  const site = url === '' ? title : (findDomain(url) ?? url)
  return { kind, url, site, title, quote: words, retrievedAt: now.toISOString(), quoteVerified: words !== '' }
}

function withEvidence(draft: Draft, evidence: FieldEvidence): Draft {
  const fields = Object.entries(evidence).map(([name, { confidence }]) => ({ name, confidence: confidence ?? 0 }))
  if (fields.length === 0) return draft
  return { ...draft, evidence, confidence: confidenceOfProposal(fields) }
}
