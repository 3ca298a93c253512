import { parseCountry } from '../duplicates/parse-country.ts'
import { normaliseText } from '../evidence/normalise-text.ts'

const GENDER_MARK = /\(?\b(?:all genders|(?:[mwfdxhnia](?:\s?[/|*]\s?)){1,3}[mwfdxhnia])\b\)?/g
const IN_BRACKETS = /[([{][^)\]}]*[)\]}]/g
const REQUISITION = /(?:#|\b(?:req|ref|job ?id|id)[\s.:#-]*)[a-z]*-?\d{2,}(?:-\d+)*\b/g
const WORK_MODES =
  /\b(?:remote|hybrid|onsite|on-site|work from home|wfh|home ?office|full[ -]?time|part[ -]?time|permanent)\b/g
const SHORT_FORMS: Record<string, string> = {
  sr: 'senior',
  snr: 'senior',
  jr: 'junior',
  eng: 'engineer',
  engr: 'engineer',
  dev: 'developer',
  swe: 'software engineer',
  sde: 'software engineer',
  mgr: 'manager',
  mgmt: 'management',
  ops: 'operations',
  vp: 'vice president',
  qa: 'quality assurance',
  'front-end': 'frontend',
  'back-end': 'backend',
  'full-stack': 'fullstack',
  ii: '2',
  iii: '3',
  iv: '4',
}
const FILLERS = new Set([
  'the',
  'a',
  'an',
  'of',
  'for',
  'and',
  'in',
  'at',
  'to',
  'with',
  'our',
  'job',
  'role',
  'position',
])

/** A posting's title without gender marks, requisition numbers, work mode and place in brackets; short forms spelled out. */
export const postingTitleKey = (title: string): string =>
  normaliseText(title, { toLatin: true })
    .text.replace(GENDER_MARK, ' ')
    .replace(REQUISITION, ' ')
    .replace(IN_BRACKETS, ' ')
    .replace(/\b(front|back|full)[ -](end|stack)\b/g, '$1$2')
    .replace(WORK_MODES, ' ')
    .split(/[^a-z0-9+#]+/)
    .map((word) => SHORT_FORMS[word] ?? word)
    .filter((word) => word !== '' && !FILLERS.has(word))
    .join(' ')

const ANYWHERE = /\b(?:remote(?:ly)?|anywhere|worldwide|global|distributed|work from home|wfh|home ?office)\b/
// "Edinburgh or remote in the UK" is Edinburgh; "remote in the UK" is nowhere
const ANYWHERE_PHRASE =
  /(?:\b(?:or|and|oder|und|ou|fully|100 ?%|mostly|partly|hybrid|also)[ ,/]*)*\b(?:remote(?:ly)?|anywhere|worldwide|global|distributed|work from home|wfh|home ?office)\b(?:[ -](?:first|friendly|only|possible|optional|ok|work|working|position))*(?:[ ,]*(?:in|within|from|across)\b(?: the\b)?)?/g
const PLACE_FILLERS = /\b(?:hybrid|on-?site|area|greater|metropolitan|metro|region|city of|office|hq|headquarters)\b/g
const WIDE = new Set('europe eu emea dach eea nordics americas apac asia africa the or and us usa uk'.split(' '))

/** Whether a posting's place says that one may work from anywhere. */
export const isRemotePlace = (location: string): boolean =>
  ANYWHERE.test(normaliseText(location, { toLatin: true }).text)

/** The town a posting names, folded: "Berlin, Germany (Hybrid)" is "berlin". "remote" where it is nowhere; empty if unsaid. */
export const placeKey = (location: string): string => {
  const text = normaliseText(location, { toLatin: true }).text
  const isRemote = ANYWHERE.test(text)
  // where one may be anywhere, the brackets may hold the town: "Remote (Berlin)"
  const bare = isRemote ? text.replace(ANYWHERE_PHRASE, ',').replace(/[()[\]{}]/g, ',') : text.replace(IN_BRACKETS, ' ')
  const parts = bare
    .replace(PLACE_FILLERS, ' ')
    .split(/[,/|;]| - /)
    .map((part) => part.replace(/[^a-z0-9]+/g, ' ').trim())
  if (!isRemote) return parts[0] ?? ''
  return parts.find((part) => part !== '' && !isWide(part)) ?? 'remote'
}

const isWide = (place: string): boolean =>
  place.split(' ').every((word) => WIDE.has(word)) || parseCountry(place) !== ''

/** Whether two places may be one: a posting that names none, or anywhere, may be the one that names a town. */
export const mayBeSamePlace = (left: string, right: string): boolean =>
  left === right || isNowhere(left) || isNowhere(right)

/** Of a place's key: names no town. */
export const isNowhere = (place: string): boolean => place === '' || place === 'remote'

const LOOSE_END = /\s*(?:[-–—|,:/·•]|\b(?:at|in|bei|chez|@)\b)\s*$/i

/** The key of the role alone: a title without the company and the place that some boards write into it. */
export const roleTitleKey = (title: string, company: string, location: string): string => {
  const key = postingTitleKey(title)
  const named = [company, ...company.split(/[,|(]/).slice(0, 1), ...location.split(/[,/|;(]/)]
  const ends = named.map((name) => name.trim()).filter((name) => name.length > 2)
  // "at Acme - Berlin" ends in the place first, "in Berlin, Acme" in the company
  const bare = [...ends, ...ends].reduce((rest, name) => cutEnd(rest, name), title)
  return postingTitleKey(bare) || key
}

const cutEnd = (title: string, name: string): string => {
  const lower = title.toLowerCase().replace(LOOSE_END, '')
  if (!lower.endsWith(name.toLowerCase())) return title
  const before = title.slice(0, lower.length - name.length)
  return LOOSE_END.test(before) ? before.replace(LOOSE_END, '') : title
}
