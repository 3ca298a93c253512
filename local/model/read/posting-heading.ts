import { findOwner, labelled } from './find-organization.ts'
import { linesOf } from './sentences.ts'

interface Placed {
  value: string
  index: number
}

const roleWords =
  /\b(?:engineer|developer|manager|lead|architect|scientist|analyst|head of|director|consultant|designer|administrator|officer|specialist|tender|request for proposal|partner program\w*)\b|entwickler|ingénieur|ingenieur|utvecklare|udvikler/i

// navigation, people with their addresses and sentences are no titles
const isHeading = (line: string) => line.length < 90 && !/^[*•-] |@|[.!?]$|\s\|\s/.test(line)

/** The title of the one position, tender or programme that a page announces; undefined for a page that announces none. */
export const findPostingTitle = (
  text: string,
  page: { title?: string },
  isAnnouncement: boolean,
): Placed | undefined => {
  const label = labelled(text, 'Job title|Position|Role|Vacancy|Stelle|Titel|Poste')
  if (label && isAnnouncement) return label
  const title = page.title ?? ''
  const named = [
    /^(.*?) (?:at|bei|@|chez) .+$/.exec(title)?.[1],
    /^.+? (?:is )?hiring (?:an? )?(.*?)(?: in .*)?(?: \| .*)?$/i.exec(title)?.[1],
    ...title.split(/\s[|–—-]\s/),
  ]
  const lines = isAnnouncement
    ? linesOf(text)
        .slice(0, 14)
        .map((line) => line.text)
    : []
  const candidates = [...named, ...lines].filter(
    (each): each is string => !!each && isHeading(each) && roleWords.test(each),
  )
  const value = candidates.find((each) => text.includes(each)) ?? candidates[0]
  return value ? { value: value.trim(), index: Math.max(0, text.indexOf(value)) } : undefined
}

/** Who announces it: the employer or buyer, not the board it stands on. */
export const findAnnouncer = (text: string, page: { url?: string; title?: string }): Placed | undefined => {
  const label = labelled(
    text,
    'Company|Employer|Buyer|Contracting authority|Organisation|Organization|Unternehmen|Arbeitgeber|Entreprise',
  )
  if (label) return label
  const title = page.title ?? ''
  const isBoard = /\/\/(?:[\w-]+\.)*(?:lever\.co|greenhouse\.io)\//.test(page.url ?? '')
  const named =
    /^(.+?) (?:is )?hiring /i.exec(title)?.[1] ??
    / (?:at|bei|@|chez) ([^|–—]+?)(?: \|.*| [–—-] .*)?$/.exec(title)?.[1] ??
    (isBoard ? title.split(/\s[|–—-]\s/)[0] : undefined) ??
    findOwner(text, page)
  return named ? { value: named.trim(), index: Math.max(0, text.indexOf(named.trim())) } : undefined
}
