import type { FlowTools } from '../agent/flow.ts'
import type { OrganizationFindings } from './person-finding.ts'

/** The timeline of one organization: what was read, what was not, who was somebody else, what could not be proven. */
export function noteFindings(findings: OrganizationFindings, name: string, note: FlowTools['note']): void {
  for (const { url, reason } of findings.unread)
    note({ kind: 'not_read', message: `Not read: ${url}. ${reason}`, detail: { url } })
  for (const { name: person, url, reason } of findings.not_the_same)
    note({ kind: 'not_the_same_person', message: `Not the same person: ${person}. ${reason}`, detail: { url } })
  for (const { name: person, field, url, reason } of findings.dropped)
    note({ kind: 'field_dropped', message: `Dropped ${field} of ${person}: ${reason}`, detail: { url, field } })
  for (const { url, reason } of findings.not_believed)
    note({ kind: 'not_believed', message: `Not believed: ${url}. ${reason}`, detail: { url } })
  for (const { url, quote } of findings.instructions)
    note({
      kind: 'instructions_ignored',
      message: `${url} tries to tell machines what to do. It was taken as text and nothing else.`,
      detail: { url, quote },
    })
  for (const { name: person, email, kind, because } of findings.guesses)
    note({
      kind: 'address_guessed',
      message: `The address of ${person} may be ${email}: a guess, as ${because}. It is written nowhere.`,
      detail: { method: kind },
    })
  const read = findings.pages.length === 1 ? 'one page' : `${findings.pages.length} pages`
  note({ kind: 'read', message: `Read ${read} about ${name}; ${findings.people.length} people are tied to it.` })
}
