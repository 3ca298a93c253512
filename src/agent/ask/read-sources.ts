import type { EvidenceKind } from '../../evidence/evidence-kinds.ts'
import type { ChatMessage } from '../../platform/model.ts'
import type { RunBrief } from '../flow.ts'
import { withoutHostile } from './hostile-text.ts'

/** One text that a proposed value may rest on. */
export interface Source {
  kind: EvidenceKind
  /** What it is, for the person who decides. */
  title: string
  url: string
  text: string
}

const KINDS: Record<string, EvidenceKind> = {
  web_search: 'search_snippet',
  wikipedia: 'wikipedia',
  fetch_page: 'third_party_page',
}

/** Everything a conversation has read, best first; text that speaks to assistants is no source of anything. */
export function readSources({ prompt, startedByUserId }: RunBrief, messages: ChatMessage[]): Source[] {
  // what an agent asks for is its own wish and not a person's word
  const kind = startedByUserId === null ? ('crm_record' as const) : ('person_entry' as const)
  const question: Source = { kind, title: 'The question', url: '', text: prompt ?? '' }
  const calls = new Map(
    messages.flatMap((message) =>
      message.role === 'assistant' ? (message.toolCalls ?? []).map((call) => [call.id, call] as const) : [],
    ),
  )
  const read = messages.flatMap((message): Source[] => {
    if (message.role !== 'tool' || !message.content.startsWith('<data>')) return []
    const url = calls.get(message.toolCallId)?.args?.url
    return [
      {
        kind: KINDS[message.name] ?? 'crm_record',
        title: message.name,
        url: typeof url === 'string' ? url : '',
        text: withoutHostile(message.content),
      },
    ]
  })
  return [question, ...read]
}
