import { canonicalCompanyWord, isLightWord } from '../duplicates/company-words.ts'
import { foldText } from '../duplicates/fold-text.ts'
import { parseOrganizationName } from '../duplicates/parse-organization-name.ts'
import { siteDomain } from '../web/site-domain.ts'

export interface Employer {
  name: string
  website: string | null
}

export interface Mention {
  start: number
  end: number
}

/** Where the organization's name or domain stands in a text. */
export function companyMentions(text: string, { name, website }: Employer): Mention[] {
  const core = parseOrganizationName(name).words
  const words = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)]
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      word: canonicalCompanyWord(foldText(match[0])),
    }))
    .filter(({ word }) => !isLightWord(word))
  const found = words.flatMap(({ start }, i) =>
    core.length > 0 && core.every((each, k) => words[i + k]?.word === each)
      ? [{ start, end: words[i + core.length - 1]!.end }]
      : [],
  )
  const domain = website ? siteDomain(website) : ''
  if (!domain) return found
  const pattern = new RegExp(`(?<![\\w-])${domain.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`, 'gi')
  return [...found, ...[...text.matchAll(pattern)].map(({ index }) => ({ start: index, end: index + domain.length }))]
}

/** "Alderpoint" is Alderpoint Energy Ltd on its own pages only; elsewhere it may be another Alderpoint. */
export function isSameCompany(written: string, name: string, isOwn: boolean): boolean {
  const left = parseOrganizationName(written)
  const right = parseOrganizationName(name)
  if (left.compact === '' || right.compact === '') return false
  if (left.numbers.join() !== right.numbers.join()) return false
  const [longer, shorter] = [left.words.join(' '), right.words.join(' ')]
  if (left.compact === right.compact || longer.startsWith(`${shorter} `)) return true
  return isOwn && shorter.startsWith(`${longer} `)
}
