import { findDates } from '../web/find-dates.ts'

/** People change jobs every two to three years; what a page said longer ago is no evidence of who works there now. */
const OUTDATED_DAYS = 540
const DAY = 86_400_000

const LABEL =
  /\b(?:last (?:updated|modified|changed|reviewed)|updated(?: on)?|as of|as at|published(?: on)?|stand|aktualisiert(?: am)?|mis(?:e)? à jour(?: le)?|dernière mise à jour|senast uppdaterad|opdateret|sidst opdateret|actualizado(?: el)?|aggiornato(?: il)?|bijgewerkt(?: op)?)\b[:\s]*(?:the\s|am\s|le\s|den\s|on\s)?$/iu
const ARCHIVED =
  /\b(?:kept for the archive|archived? (?:page|version|copy)|this page is (?:no longer|not) (?:updated|maintained))\b/i
const YEAR_IN_TITLE = /\((\d{4})\)/
const YEAR_IN_PATH = /(?:^|[/_-])(20\d{2})(?:[/_.-]|$)/

interface Source {
  title: string
  text: string
  address: string
  /** Articles carry their date on a line of its own; on a team page such a line is somebody's birthday. */
  isArticle: boolean
  /** What the search takes it to be from; only for pages that do not say themselves. */
  searchDate?: string | undefined
}

/** Why a page is too old to say who works where, as a sentence; undefined where it is not or does not tell its age. */
export function whyOutdated({ title, text, address, isArticle, searchDate }: Source, now: Date): string | undefined {
  const stated = statedDate(text, isArticle)
  if (stated) {
    const days = Math.floor((now.getTime() - Date.parse(stated)) / DAY)
    return days > OUTDATED_DAYS ? `The page says it is from ${stated}.` : undefined
  }
  const guessed = isArticle && searchDate ? findDates(searchDate)[0]?.date : undefined
  if (guessed && now.getTime() - Date.parse(guessed) > OUTDATED_DAYS * DAY) return `The page is from ${guessed}.`
  const path = URL.canParse(address) ? new URL(address).pathname : ''
  const year = Number(YEAR_IN_TITLE.exec(title)?.[1] ?? YEAR_IN_PATH.exec(path)?.[1] ?? 0)
  // a year stands for its last day
  const isOld = year > 1990 && now.getTime() - Date.UTC(year, 11, 31) > OUTDATED_DAYS * DAY
  if (isOld) return `The page is from ${year}.`
  return ARCHIVED.test(text) ? 'The page calls itself archived.' : undefined
}

function statedDate(text: string, isArticle: boolean): string | undefined {
  const dates = findDates(text)
  const labelled = dates.filter(({ start }) => LABEL.test(text.slice(Math.max(0, start - 40), start)))
  if (labelled.length > 0 || !isArticle)
    return labelled
      .map(({ date }) => date)
      .sort()
      .at(-1)
  const head = dates.find(({ start, end }) => {
    const line = text.slice(text.lastIndexOf('\n', start - 1) + 1).split('\n')[0]!
    return start < 1_500 && line.trim().length - (end - start) <= 30 && line.trim().startsWith(text.slice(start, end))
  })
  return head?.date
}
