import { foldText, foldWords } from '../duplicates/fold-text.ts'
import { normaliseTitle } from '../enrichment/normalise-title.ts'
import type { LeadType } from '../records/entity-type.ts'
import { isNowhere, isRemotePlace, placeKey, postingTitleKey } from '../web/posting-keys.ts'
import { technologiesIn } from './technologies.ts'

export const ATTRIBUTES = [
  'industry',
  'size',
  'role',
  'role_family',
  'seniority',
  'place',
  'remote',
  'technology',
  'source',
  'kind',
  'topic',
] as const
export type Attribute = (typeof ATTRIBUTES)[number]

/** What is known of a lead and its organization; everything may be missing. */
export interface LeadFacts {
  id: number
  type: LeadType
  organization_id: number | null
  title: string | null
  source: string | null
  industry: string | null
  employee_count: number | null
  city: string | null
  country: string | null
  location: string | null
  remote: boolean | null
  description: string | null
  /** Of a partnership. */
  partnership_type: string | null
}

export type LeadAttributes = Partial<Record<Attribute, string[]>>

/** Size bands of Eurostat and the OECD: micro, small, medium, large; large ones once more, since most postings are theirs. */
const BANDS: [below: number, band: string][] = [
  [10, '1-9'],
  [50, '10-49'],
  [250, '50-249'],
  [1000, '250-999'],
  [Number.POSITIVE_INFINITY, '1000+'],
]

export const sizeBand = (employees: number): string => BANDS.find(([below]) => employees < below)![1]

/** A lead as values that can be counted: folded, in bands and families. */
export function attributesOf(lead: LeadFacts): LeadAttributes {
  const title = lead.title ?? ''
  const stated = placeKey(lead.location ?? '')
  // a job that may be done from anywhere still belongs to the company's town
  const place = isNowhere(stated) ? placeKey(lead.city ?? '') : stated
  const found: Record<Attribute, (string | undefined)[]> = {
    industry: [fold(lead.industry)],
    size: [lead.employee_count ? sizeBand(lead.employee_count) : undefined],
    ...(lead.type === 'Job' ? titleOfJob(title) : { role: [], role_family: [], seniority: [] }),
    place: [isNowhere(place) ? undefined : place],
    remote: [workMode(lead.remote, lead.location)],
    technology: technologiesIn(`${title} ${lead.description ?? ''}`),
    source: [fold(lead.source)],
    kind: [fold(lead.partnership_type)],
    topic: lead.type === 'Job' ? [] : topicsIn(title),
  }
  return Object.fromEntries(
    Object.entries(found)
      .map(([name, values]) => [name, values.filter(Boolean)])
      .filter(([, values]) => values!.length > 0),
  )
}

function titleOfJob(title: string) {
  const { seniority, departments } = normaliseTitle(title)
  return {
    role: [roleOf(title)],
    // a data engineer is one of data, in whatever order a language says it
    role_family: [departments.find((department) => department !== 'engineering') ?? departments[0]],
    seniority: [title ? seniority : undefined],
  }
}

const COMMON = new Set(
  'with from this that your their phase project work request proposal proposals invitation tender tenders call partner partners partnership partnerships programme program agreement service services company'.split(
    ' ',
  ),
)

/** What a tender or a programme is about: the words of its title that say so. */
export const topicsIn = (text: string): string[] => [
  ...new Set(
    foldWords(text)
      .filter((word) => word.length >= 4 && !/^\d/.test(word) && !COMMON.has(word))
      .map(singular),
  ),
]

const singular = (word: string) => word.replace(/(?<=[^s])s$/, '')

const workMode = (remote: boolean | null, location: string | null): string | undefined => {
  if (remote || (location && isRemotePlace(location))) return 'remote'
  return remote === false ? 'on site' : undefined
}

const LEVELS =
  /\b(?:senior|junior|lead|principal|staff|mid|entry|level|associate|intern|working student|head|chief|\d+)\b/g

/** The trade in a title, without level, place and marks: "Senior Data Engineer (m/f/d)" is "data engineer". */
export function roleOf(title: string): string | undefined {
  const role = postingTitleKey(title).replace(LEVELS, ' ').replace(/\s+/g, ' ').trim()
  return role.split(' ').length <= 4 && role !== '' ? role : undefined
}

const fold = (text: string | null) => (text ? foldText(text).replace(/\s+/g, ' ').trim() || undefined : undefined)
