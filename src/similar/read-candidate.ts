/** One research job: read what search found, say whether it is still open, and keep the fields the page proves. */
import type { FlowTools } from '../agent/flow.ts'
import { foldWords } from '../duplicates/fold-text.ts'
import { parseOrganizationName } from '../duplicates/parse-organization-name.ts'
import { pageKind } from '../enrichment/page-kind.ts'
import { unavailable } from '../errors.ts'
import { normaliseText } from '../evidence/normalise-text.ts'
import { verifyQuote } from '../evidence/verify-quote.ts'
import type { LeadType } from '../records/entity-type.ts'
import { findDomainKey } from '../records/find-domain.ts'
import { isJobBoard } from '../web/ats-job-id.ts'
import { type Liveness, liveness } from '../web/liveness.ts'
import { otherPostingsAt } from '../web/liveness-phrases.ts'
import { mirroredAddress } from '../web/page-address.ts'
import { siteDomain } from '../web/site-domain.ts'
import { isRead, type Page } from '../web/web.ts'
import { readOriginal } from './find-original.ts'
import { askAnnouncement, type Stated } from './page-announcement.ts'
import { type PageEvidence, type ProvenFields, proveFields } from './prove-fields.ts'
import { technologiesIn } from './technologies.ts'

/** A page that may become a lead. Fields without a quote on the page are not here. */
export interface Candidate {
  url: string
  address: string
  liveness: Liveness
  /** The page on another site that this one is a copy of. */
  original?: string
  fields: ProvenFields
  organization: ProvenFields
  /** Whether the page lies on the site of the organization it names. */
  isOwnPage: boolean
  technologies: string[]
  /** Enough of the page to look for traits in, kept with the job. */
  text: string
  dropped: string[]
}

const KEPT_TEXT = 5000

/** Undefined for a page that cannot be read or is of another kind. @throws AppError unavailable where another try may help */
export async function readCandidate(
  url: string,
  leadType: LeadType,
  { ctx, model, web }: Pick<FlowTools, 'ctx' | 'model' | 'web'>,
): Promise<Candidate | undefined> {
  const page = await web.read(url)
  if (!isRead(page)) {
    if (page.retryable) throw unavailable(`${url} could not be read: ${page.unread}`)
    return undefined
  }
  if (leadType !== 'Job' && isJobPage(mirroredAddress(page.finalUrl))) return undefined
  const said = liveness(page.text, {
    now: ctx.now,
    ...(page.validThrough && { validThrough: page.validThrough }),
    asked: mirroredAddress(page.url),
    answered: mirroredAddress(page.finalUrl),
  })
  const stated = await askAnnouncement(model, leadType, page)
  const state = said.state === 'unknown' ? (closedBy(stated, page) ?? said) : said
  const original = leadType === 'Job' && !isOver(state) ? await readOriginal(page, { ctx, web }) : undefined
  const candidate = prove(page, stated, leadType, original?.over ?? state)
  return original ? { ...candidate, original: original.url } : candidate
}

/** Whether a posting is no longer open, by what some page says. */
export const isOver = ({ state }: Liveness): boolean => state !== 'live' && state !== 'unknown'

/** A wording that no rule knows and the model does; without the words of the page it is only an opinion. */
function closedBy({ closed, quotes }: Stated, page: Page): Liveness | undefined {
  if (!closed) return undefined
  for (const { field, quote } of quotes) {
    const verdict = field === 'closed' ? verifyQuote(quote, page.text) : undefined
    if (verdict?.verified) return { state: 'closed', phrase: verdict.text.replace(/\s+/g, ' ').trim() }
  }
  return undefined
}

function prove(page: Page, stated: Stated, leadType: LeadType, state: Liveness): Candidate {
  const address = mirroredAddress(page.finalUrl)
  const own = page.text.slice(0, otherPostingsAt(page.text))
  const source: PageEvidence = {
    text: own,
    folded: normaliseText(own),
    evidence: {
      kind: 'job_posting',
      url: page.finalUrl,
      site: siteDomain(address),
      title: page.title,
      retrievedAt: page.retrievedAt,
    },
  }
  const dropped: string[] = []
  const named = proveFields({ name: stated.organization.name ?? null }, stated.quotes, source, {
    prefix: 'organization_',
    dropped,
  })
  const website = ownWebsite(named, address)
  if (leadType !== 'Job') source.evidence.kind = pageKind(address, website ?? null)
  const organization = proveFields(stated.organization, stated.quotes, source, { prefix: 'organization_', dropped: [] })
  return {
    url: page.finalUrl,
    address,
    liveness: state,
    fields: proveFields(withTitle(stated, leadType, own), stated.quotes, source, { dropped }),
    organization: withWebsite(organization, website),
    isOwnPage: website !== undefined,
    technologies: technologiesIn(own),
    text: own.slice(0, KEPT_TEXT),
    dropped,
  }
}

/** The employer's site where the page lies on it: the address tells, and the name on the page says whose it is. */
function ownWebsite({ name }: ProvenFields, address: string): string | undefined {
  const domain = findDomainKey(address)
  if (!name || !domain || isJobBoard(address)) return undefined
  const label = domain.split('.')[0]!.replace(/[^a-z0-9]/g, '')
  const written = foldWords(String(name.value)).join('')
  const { compact } = parseOrganizationName(String(name.value))
  const isAlike = (spelt: string) =>
    spelt === label || (label.length >= 4 && spelt.length >= 4 && (spelt.startsWith(label) || label.startsWith(spelt)))
  return isAlike(written) || isAlike(compact) ? `https://${domain}` : undefined
}

function withWebsite(organization: ProvenFields, website: string | undefined): ProvenFields {
  const { website: stated, ...others } = organization
  if (website) return { ...others, website: { value: website, evidence: others.name?.evidence ?? [] } }
  const domain = stated && findDomainKey(mirroredAddress(String(stated.value)))
  return domain ? { ...others, website: { ...stated, value: `https://${domain}` } } : others
}

const HEADLINES: Record<Exclude<LeadType, 'Job'>, RegExp> = {
  Opportunity:
    /\b(?:invitation to tender|request for (?:proposals?|quotations?|tenders?)|call for tenders?|tender notice|contract notice|rf[pqt]|ausschreibung|appel d'offres)\b/i,
  Partnership:
    /\b(?:partner(?:ship)?s? (?:programme|program|network)|become a partner|partnerprogramm|programme partenaires?)\b/i,
}
const MAX_HEADLINE = 120
const PARTNER_KIND = /^(\p{L}{4,30}) partner/iu

/**
 * A title counts where the page announces a tender or a programme; where the model names none, the headline that announces
 * it is one. It may name the kind of partner.
 */
function withTitle({ fields }: Stated, leadType: LeadType, text: string): Stated['fields'] {
  if (leadType === 'Job') return fields
  const announcement = HEADLINES[leadType]
  if (!announcement.test(text)) return { ...fields, title: null }
  const headline = text
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line.length <= MAX_HEADLINE && announcement.test(line) && !/[.!?]$/.test(line))
  const title = fields.title || headline || null
  if (leadType === 'Opportunity' || fields.partnership_type) return { ...fields, title }
  return { ...fields, title, partnership_type: PARTNER_KIND.exec(String(title ?? ''))?.[1] ?? null }
}

const OF_JOBS =
  /(?:^|[/_-])(?:careers?|jobs?|jobb|vacanc(?:y|ies)|karriere|stellen\w*|recrutement|carrieres?|empleos?|roles)(?:[/_.-]|$)/i

/** A page of a job is no opportunity for anybody else, however it is worded. */
const isJobPage = (address: string): boolean => isJobBoard(address) || OF_JOBS.test(new URL(address).pathname)
