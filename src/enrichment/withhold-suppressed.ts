/**
 * T44: who asked to be forgotten is cut out of a page before anything reads it, because what a model is given and answers is
 * kept in the timeline. They are known by hashes only, so every name and address on the page is hashed and looked up.
 */
import { sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { parseMailbox } from '../duplicates/parse-mailbox.ts'
import { patternOf } from './address-pattern.ts'
import type { PersonFinding } from './person-finding.ts'
import { type SuppressionKey, suppressionKeys } from './suppression-keys.ts'
import { unlistedNames } from './unlisted-names.ts'

export const WITHHELD = '[withheld]'

const ADDRESS = /[^\s@<>()[\]",;:]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu
const WORD = String.raw`\p{Lu}[\p{L}\p{M}’'.-]*`
const PARTICLE = '(?:de|da|do|dos|del|della|der|den|van|von|la|le|al|el|bin|y|e)'
const RUN = new RegExp(`${WORD}(?: (?:${PARTICLE} ){0,2}${WORD}){1,7}`, 'gu')
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
  const known = [...hit, ...hit.flatMap((text) => holdersOf(text, candidates, pages))]
  const names = [...new Set([...known, ...known.flatMap((name) => mailboxesOf(name, candidates))])]
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

const mailboxesOf = (name: string, candidates: string[]): string[] =>
  name.includes('@')
    ? []
    : candidates.filter((text) => text.includes('@') && patternOf(parseMailbox(text).local, name) !== undefined)

/** The nearest name above an address that heads a line. */
function headOfCard(text: string, address: string): string | undefined {
  const at = text.indexOf(address)
  const heads = at < 0 ? [] : unlistedNames(text, []).filter(({ end }) => end <= at && at - end <= 400)
  return heads.at(-1)?.name
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

// a card has a name, a title, a sentence or two and a few addresses
const LONGEST_CARD = 6

/** Drops each line that names one of them, and the rest of the same card: up to the next name at the head of a line. */
function cutOut(text: string, names: string[]): string {
  if (names.length === 0) return text
  const heads = new Set(unlistedNames(text, []).map(({ start }) => text.slice(0, start).split('\n').length - 1))
  let card = 0
  return text
    .split('\n')
    .map((line, at) => {
      if (names.some((name) => line.includes(name))) {
        card = LONGEST_CARD
        return WITHHELD
      }
      if (heads.has(at)) card = 0
      if (card === 0 || line.trim() === '') return line
      card -= 1
      return ''
    })
    .join('\n')
}
