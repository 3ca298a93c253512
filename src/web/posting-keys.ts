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

const ANYWHERE = /\b(?:remote|anywhere|worldwide|global|distributed|work from home|wfh|home ?office)\b/
const PLACE_FILLERS = /\b(?:hybrid|on-?site|area|greater|metropolitan|metro|region|city of|office|hq|headquarters)\b/g

/** The town a posting names, folded: "Berlin, Germany (Hybrid)" is "berlin". "remote" where it is nowhere; empty if unsaid. */
export const placeKey = (location: string): string => {
  const text = normaliseText(location, { toLatin: true }).text
  if (ANYWHERE.test(text)) return 'remote'
  const town =
    text
      .replace(IN_BRACKETS, ' ')
      .replace(PLACE_FILLERS, ' ')
      .split(/[,/|;]| - /)[0] ?? ''
  return town.replace(/[^a-z0-9]+/g, ' ').trim()
}
