import type { Context } from '../context.ts'
import { parseOrganizationName } from '../duplicates/parse-organization-name.ts'
import { lookupRecords } from '../records/lookups/lookup-records.ts'

const NAMED =
  /\bat\s+(?:the\s+)?["“]?((?:\p{Lu}|\d)[\p{L}\p{N}&'’.-]*(?:\s+(?:&|and|of|\p{Lu}|\d)[\p{L}\p{N}&'’.-]*)*)/gu

/** A question that asks about many by what they are linked to names none by mistake. */
const MANY = /\b(?:leads?|organi[sz]ations|companies|accounts|employers)\b/i

/** Names behind "at" in a question: "who is the CTO at Fenwick Grid?" */
export const organizationsInQuestion = (question: string): string[] =>
  [...question.matchAll(NAMED)].map(([, name]) => name!.replace(/[.,'’]+$/, ''))

/** The organizations that a question names, as far as the CRM knows them; undefined where it names none. */
export async function findNamedOrganizations(ctx: Context, question: string): Promise<number[] | undefined> {
  const names = organizationsInQuestion(question)
  if (names.length === 0) return undefined
  const found = await Promise.all(
    names.map((name) => lookupRecords(ctx, 'Organization', { search_query: name, limit: 10 })),
  )
  const ids = found.flatMap((records, at) =>
    records.filter((record) => isCalled(String(record.name ?? ''), names[at]!)).map(({ id }) => Number(id)),
  )
  return ids.length === 0 && MANY.test(question) ? undefined : ids
}

function isCalled(name: string, asked: string): boolean {
  const [left, right] = [parseOrganizationName(name), parseOrganizationName(asked)]
  if (right.compact === '') return false
  return left.compact === right.compact || left.words.join(' ').startsWith(`${right.words.join(' ')} `)
}
