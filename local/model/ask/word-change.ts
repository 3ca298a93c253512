import { findJson } from '../rules/read-fields.ts'
import { nameRow } from './describe-row.ts'
import type { Phrases } from './phrases.ts'
import { type PickedRecord, pickRecords } from './pick-records.ts'
import { candidatesFor, kindsOfTarget } from './plan-change.ts'
import type { Change } from './read-change.ts'
import type { ToolResult } from './read-results.ts'
import { wordMissing } from './word-found.ts'
import { type Findings, line } from './word-rows.ts'

/** What a propose tool has noted, with the values that were given to it. */
export const notedWhat = ({ text, arguments: args }: ToolResult) => {
  const what = /^Noted:\s*(.+?)\.(?:\s|$)/s.exec(text)?.[1] ?? text
  const values = typeof args.values === 'string' ? findJson(args.values)[0] : args.values
  if (typeof values !== 'object' || values === null) return what
  const fields = Object.entries(values)
    .filter(([name]) => !/^entity_/.test(name))
    .map(([name, value]) => `${name.replaceAll('_', ' ')}: ${String(value)}`)
  return fields.length > 0 ? `${what} (${fields.join('; ')})` : what
}

/** Why nothing was proposed: it is not found, not one, or there already. */
export const wordUnchanged = (change: Change, { results, say }: Findings): string => {
  const refused = results.findLast(({ tool, refusal }) => tool.startsWith('propose_') && refusal)
  if (refused) return say.refused(refused.refusal!)
  if (change.kind === 'create') {
    const { values, at } = change
    const name = String(values.name ?? values.title ?? [values.first_name, values.last_name].filter(Boolean).join(' '))
    const own = pickRecords(name, results).find(({ grade }) => grade >= 3)
    if (own) return say.exists(nameRow(own.row, own.entity))
    const homes = at ? candidatesFor({ name: at }, results, ['organization']) : []
    return homes.length > 1 ? wordWhich(at!, homes, say) : wordMissing(at ?? name, results, say)
  }
  const names = change.kind === 'merge' ? change.names : [change.target.name]
  const fields = change.kind === 'update' ? Object.keys(change.values) : []
  for (const name of names) {
    const target = change.kind === 'merge' ? { name } : change.target
    const kinds = change.kind === 'merge' ? undefined : kindsOfTarget(target, fields)
    const candidates = candidatesFor(target, results, kinds)
    if (candidates.length === 0) return wordMissing(name, results, say)
    if (candidates.length > 1) return wordWhich(name, candidates, say)
  }
  const same = candidatesFor({ name: names[0]! }, results)[0]
  return same ? say.same(nameRow(same.row, same.entity)) : say.none
}

const wordWhich = (name: string, candidates: PickedRecord[], say: Phrases) =>
  [say.which(name), ...candidates.slice(0, 8).map(({ row, entity }) => line(row, entity))].join('\n')
