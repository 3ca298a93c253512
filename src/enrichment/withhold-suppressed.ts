/**
 * T44: who asked to be forgotten is cut out of a page before anything reads it, because what a model is given and answers is
 * kept in the timeline. They are known by hashes only, so every name and address on the page is hashed and looked up.
 */
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { parseMailbox } from '../duplicates/parse-mailbox.ts'
import { patternOf } from './address-pattern.ts'
import { normaliseTitle } from './normalise-title.ts'
import type { PersonFinding } from './person-finding.ts'
import { type SuppressionKey, suppressionKeys } from './suppression-keys.ts'

export const WITHHELD = '[withheld]'

const ADDRESS = /[^\s@<>()[\]",;:]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu
const WORD = String.raw`\p{Lu}[\p{L}\p{M}’'.-]*`
const PARTICLE = '(?:de|da|do|dos|del|della|der|den|van|von|la|le|al|el|bin|y|e)'
const RUN = new RegExp(String.raw`${WORD}(?: (?:${PARTICLE} ){0,2}${WORD}){1,7}`, 'gu')
const NAME = new RegExp(String.raw`^${WORD}(?: (?:${PARTICLE} ){0,2}${WORD}){1,4}$`, 'u')
// a page longer than this names no more people that matter; each candidate costs a hash
const MOST_CANDIDATES = 4_000

interface Text {
  title: string
  text: string
}

export interface Suppressed {
  /** The same page without them and what stands about them. */
  withhold<P extends Text>(page: P): P
  /** Whether somebody is one of them, however the page wrote the name. */
  includes(person: Pick<PersonFinding, 'first_name' | 'last_name' | 'fields'>): Promise<boolean>
}

/** Looks up everybody whom the pages name; at most one round trip. */
export async function findSuppressed(
  ctx: Context,
  tenantId: number,
  organizationName: string,
  pages: Text[],
): Promise<Suppressed> {
  const keysOf = (person: { email?: string; name?: string }): Promise<SuppressionKey[]> =>
    suppressionKeys(tenantId, {
      ...(person.email ? { email: person.email } : {}),
      ...(person.name ? { last_name: person.name } : {}),
      organizationName,
    })
  const candidates = [...new Set(pages.flatMap(candidatesOn))].slice(0, MOST_CANDIDATES)
  const hashed = await Promise.all(
    candidates.map(async (text) => ({
      text,
      keys: await keysOf(text.includes('@') ? { email: text } : { name: text }),
    })),
  )
  const hashes = [...new Set(hashed.flatMap(({ keys }) => keys.map(({ keyHash }) => keyHash)))]
  const found = await lookUp(ctx, hashes)
  const hit = hashed.filter(({ keys }) => keys.some(({ keyHash }) => found.has(keyHash))).map(({ text }) => text)
  const names = [...new Set([...hit, ...hit.flatMap((text) => holdersOf(text, candidates, pages))])]
  return {
    withhold: (page) => ({
      ...page,
      title: names.some((name) => page.title.includes(name)) ? WITHHELD : page.title,
      text: cutOut(page.text, names),
    }),
    async includes({ first_name, last_name, fields }) {
      const keys = await keysOf({
        name: `${first_name} ${last_name}`,
        ...(fields.email ? { email: fields.email.value } : {}),
      })
      return keys.some(({ keyHash }) => found.has(keyHash))
    },
  }
}

/** Who holds a mailbox: a name it is formed from, or the name at the head of the card it stands in. */
function holdersOf(address: string, candidates: string[], pages: Text[]): string[] {
  if (!address.includes('@')) return []
  const { local } = parseMailbox(address)
  const formed = candidates.filter((name) => !name.includes('@') && patternOf(local, name) !== undefined)
  return [...formed, ...pages.flatMap(({ text }) => headOfCard(text, address) ?? [])]
}

function headOfCard(text: string, address: string): string | undefined {
  const lines = text.split('\n').map((line) => line.trim())
  const at = lines.findIndex((line) => line.includes(address))
  const above = lines.slice(Math.max(0, at - 2 * LONGEST_CARD), Math.max(0, at)).reverse()
  const head = above.find((line) => line !== '' && !FACT.test(line) && !isTitle(line))
  return head && NAME.test(head) ? head : undefined
}

async function lookUp(ctx: Context, hashes: string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set()
  const { rows } = await ctx.db.run(
    'read',
    sql`select key_hash from suppression where tenant_id = app_tenant_id()
        and key_hash in (select jsonb_array_elements_text(${JSON.stringify(hashes)}::jsonb))`,
  )
  return new Set(rows[0]!.map((row) => String(row.key_hash)))
}

/** Addresses, and runs of two to five capitalised words: what may be somebody's name. */
function candidatesOn({ title, text }: Text): string[] {
  const whole = `${title}\n${text}`
  const runs = [...whole.matchAll(RUN)].flatMap(([run]) => {
    const words = run.split(' ')
    return words.flatMap((_, start) =>
      [2, 3, 4, 5].filter((n) => start + n <= words.length).map((n) => words.slice(start, start + n).join(' ')),
    )
  })
  return [...(whole.match(ADDRESS) ?? []), ...runs.map((name) => name.replace(/[.,’']+$/, ''))]
}

const FACT = /@|https?:|linkedin\.com|\+?\d[\d\s()./-]{6,}/
// a card has a name, a title and a few lines of addresses
const LONGEST_CARD = 6

/** Drops each line that names one of them, and the lines of the same card below it. */
function cutOut(text: string, names: string[]): string {
  if (names.length === 0) return text
  const lines = text.split('\n')
  let card = 0
  const kept = lines.map((line) => {
    if (names.some((name) => line.includes(name))) {
      card = LONGEST_CARD
      return WITHHELD
    }
    if (card === 0) return line
    if (line.trim() === '') return line
    const isOfCard = FACT.test(line) || isTitle(line)
    card = isOfCard ? card - 1 : 0
    return isOfCard ? '' : line
  })
  return kept.join('\n')
}

function isTitle(line: string): boolean {
  if (line.length > 80) return false
  const { seniority, department } = normaliseTitle(line)
  return seniority !== 'individual' || department !== undefined
}
