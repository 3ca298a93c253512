/** One research job: find the pages that may name an organization's people, read them, and keep what is proven. */
import type { FlowTools } from '../agent/flow.ts'
import { AppError, unavailable } from '../errors.ts'
import { ownsPage } from '../web/owns-page.ts'
import { mirroredAddress } from '../web/page-address.ts'
import type { SearchResult, UnreadPage } from '../web/web.ts'
import { isRead, type Page } from '../web/web.ts'
import { checkPeople } from './check-person.ts'
import { chooseAddresses } from './choose-addresses.ts'
import { combinePeople } from './combine-people.ts'
import { companyMentions } from './company-mentions.ts'
import { guessAddresses } from './guess-addresses.ts'
import { maskInstructions } from './mask-instructions.ts'
import { normaliseTitle } from './normalise-title.ts'
import { MAX_CHARACTERS } from './page-data.ts'
import { pageKind } from './page-kind.ts'
import { readPeople } from './people-on-page.ts'
import type { OrganizationFindings, PageFindings, PersonFinding } from './person-finding.ts'
import type { Target } from './select-targets.ts'
import { whyOutdated } from './stated-age.ts'
import { isWanted } from './wanted-roles.ts'
import { findSuppressed, WITHHELD } from './withhold-suppressed.ts'

const MAX_PAGES = 6
const MAX_RESULTS = 8
// a job's result has to stay small
const MOST_PEOPLE = 40
const MOST_REFUSED = 60

type Employer = Pick<Target, 'id' | 'name' | 'website'>

/** @throws AppError unavailable where nothing at all could be read and another try may help; BudgetReached */
export async function researchOrganization(
  asked: Employer,
  roles: string[],
  tenantId: number,
  tools: FlowTools,
): Promise<OrganizationFindings> {
  const unread: UnreadPage[] = []
  const { pages: read, dates, target } = await gatherPages(asked, roles, tools, unread)
  const usable = read.map((page) => assessPage(page, target, tools.ctx.now, dates.get(page.url)))
  const credible = usable.flatMap(({ page }) => page ?? [])
  const suppressed = await findSuppressed(tools.ctx, tenantId, target.name, read)
  const shown = credible.map(suppressed.withhold)
  const found = await Promise.all(shown.map((page) => readOne(page, target, tools, unread)))
  const failed = unread.filter(({ retryable }) => retryable).length
  if (found.every((each) => each === undefined) && failed > 0 && failed === unread.length)
    throw unavailable(`Nothing about ${target.name} could be read just now.`)
  const findings = found.filter((each) => each !== undefined)
  const people = await withoutSuppressed(combinePeople(findings.flatMap(({ people }) => people)), suppressed)
  const own = shown.filter((page) => isOwn(page.finalUrl, target)).map(({ text }) => text)
  const isAsked = ({ fields }: PersonFinding) => isWanted(normaliseTitle(fields.title?.value ?? ''), roles)
  const wanted = new Set(people.filter(isAsked).map(({ name }) => name))
  return {
    organization_id: target.id,
    pages: read.map(suppressed.withhold).map(({ finalUrl, title }) => ({ url: finalUrl, title })),
    unread: unread.map(({ url, unread: reason, retryable }) => ({ url, reason, retryable })),
    not_believed: usable.flatMap(({ doubt }) => doubt ?? []),
    instructions: usable.flatMap(({ instruction }) => instruction ?? []),
    // whoever was asked for first, should there be more than can be kept
    people: people.toSorted((a, b) => Number(isAsked(b)) - Number(isAsked(a))).slice(0, MOST_PEOPLE),
    guesses: guessAddresses(people, target.website, own).filter(({ name }) => wanted.has(name)),
    not_the_same: findings.flatMap(({ notTheSame }) => notTheSame).slice(0, MOST_REFUSED),
    dropped: findings.flatMap(({ dropped }) => dropped).slice(0, MOST_REFUSED),
  }
}

/** The organization's own front page, the pages it links to, and what search finds; each failure is told, none hidden. */
async function gatherPages(asked: Employer, roles: string[], tools: FlowTools, unread: UnreadPage[]) {
  const website = asked.website?.trim()
  const front = website
    ? await tools.web.read(/^[a-z][a-z\d+.-]*:\/\//i.test(website) ? website : `https://${website}`)
    : undefined
  const home = front && isRead(front) ? front : undefined
  if (front && !isRead(front)) unread.push(front)
  const target = { ...asked, website: movedTo(home, asked) }
  const results = await searchPeople(target, roles, tools, unread)
  const addresses = chooseAddresses(target.website, home, results, MAX_PAGES - (home ? 1 : 0))
  const others = await Promise.all(addresses.map((address) => tools.web.read(address)))
  unread.push(...others.filter((page): page is UnreadPage => !isRead(page)))
  return {
    target,
    pages: onePerAddress([...(home ? [home] : []), ...others.filter(isRead)]),
    dates: new Map(results.flatMap(({ url, date }) => (date ? [[url, date] as const] : []))),
  }
}

/** A website that has moved is the one it leads to, if that names the organization; a lapsed domain leads anywhere. */
function movedTo(home: Page | undefined, { name, website }: Employer): string | null {
  const address = home ? mirroredAddress(home.finalUrl) : undefined
  if (!home || !address || !website || ownsPage(website, address)) return website
  const isNamed = companyMentions(`${home.title}\n${home.text.slice(0, 3_000)}`, { name, website: null }).length > 0
  return isNamed ? new URL(address).origin : website
}

/** Two addresses may redirect to one page. */
const onePerAddress = (pages: Page[]): Page[] => [...new Map(pages.map((page) => [page.finalUrl, page])).values()]

async function searchPeople(
  { name }: Employer,
  roles: string[],
  { web }: FlowTools,
  unread: UnreadPage[],
): Promise<SearchResult[]> {
  const quoted = `"${name.replaceAll('"', ' ')}"`
  const queries = [
    `${quoted} team leadership`,
    ...(roles.length > 0 ? [`${quoted} ${roles.slice(0, 3).join(' ')}`] : []),
  ]
  const answers = await Promise.all(
    queries.map(async (query) => {
      try {
        return await web.search(query, MAX_RESULTS)
      } catch (error) {
        if (!isUnavailable(error)) throw error
        unread.push({ url: `search: ${query}`, unread: error.message, retryable: true })
        return []
      }
    }),
  )
  return answers.flat()
}

const isUnavailable = (error: unknown): error is AppError => error instanceof AppError && error.code === 'unavailable'

interface Assessed {
  /** What may be read of it. */
  page?: Page
  doubt?: { url: string; reason: string }
  instruction?: { url: string; quote: string }
}

/** What of a page counts: nothing of an old one, nor of a stranger's that tells machines what to do. */
function assessPage(page: Page, target: Employer, now: Date, searchDate: string | undefined): Assessed {
  const address = mirroredAddress(page.finalUrl)
  const kind = pageKind(address, target.website)
  const outdated = whyOutdated({ ...page, address, isArticle: kind !== 'company_team_page', searchDate }, now)
  if (outdated) return { doubt: { url: page.finalUrl, reason: outdated } }
  const { text, found } = maskInstructions(page.text)
  if (found.length === 0) return { page }
  const instruction = { url: page.finalUrl, quote: found[0]! }
  if (isOwn(page.finalUrl, target)) return { page: { ...page, text }, instruction }
  return { instruction, doubt: { url: page.finalUrl, reason: 'It tries to tell machines what to do.' } }
}

async function readOne(
  page: Page,
  target: Employer,
  { model }: FlowTools,
  unread: UnreadPage[],
): Promise<PageFindings | undefined> {
  const address = mirroredAddress(page.finalUrl)
  const { title, retrievedAt, finalUrl: url } = page
  // what the model was not shown it cannot have read
  const text = page.text.slice(0, MAX_CHARACTERS)
  try {
    const people = await readPeople(model, page, target.name)
    const kind = pageKind(address, target.website)
    return checkPeople(people, { url, address, title, text, retrievedAt, kind }, target, [WITHHELD])
  } catch (error) {
    if (!isUnavailable(error)) throw error
    unread.push({ url, unread: error.message, retryable: true })
    return undefined
  }
}

const isOwn = (url: string, { website }: Employer) => website !== null && ownsPage(website, mirroredAddress(url))

async function withoutSuppressed<P extends OrganizationFindings['people'][number]>(
  people: P[],
  suppressed: Awaited<ReturnType<typeof findSuppressed>>,
): Promise<P[]> {
  const gone = await Promise.all(people.map((person) => suppressed.includes(person)))
  return people.filter((_, at) => !gone[at])
}
