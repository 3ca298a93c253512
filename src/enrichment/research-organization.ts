/** One research job: find the pages that may name an organization's people, read them, and keep what is proven. */
import type { FlowTools } from '../agent/flow.ts'
import { AppError, unavailable } from '../errors.ts'
import { isJobBoard } from '../web/ats-job-id.ts'
import { canonicalUrl } from '../web/canonical-url.ts'
import { ownsPage } from '../web/owns-page.ts'
import { mirroredAddress } from '../web/page-address.ts'
import { isRead, type Page, type SearchResult, type UnreadPage } from '../web/web.ts'
import { checkPeople } from './check-person.ts'
import { combinePeople } from './combine-people.ts'
import { looksLikeTeamPage, pageKind } from './page-kind.ts'
import { readPeople } from './people-on-page.ts'
import type { OrganizationFindings, PageFindings } from './person-finding.ts'
import type { Target } from './select-targets.ts'

const MAX_PAGES = 6
const MAX_RESULTS = 8

type Tools = Pick<FlowTools, 'model' | 'web' | 'note'>
type Employer = Pick<Target, 'id' | 'name' | 'website'>

/** @throws AppError unavailable where nothing at all could be read and another try may help; BudgetReached */
export async function researchOrganization(
  target: Employer,
  roles: string[],
  tools: Tools,
): Promise<OrganizationFindings> {
  const unread: UnreadPage[] = []
  const home = target.website ? await tools.web.read(target.website) : undefined
  if (home && !isRead(home)) unread.push(home)
  const results = await searchPeople(target, roles, tools, unread)
  const own = home && isRead(home) ? [home] : []
  const pages = [...own, ...(await readAll(chooseAddresses(target, own[0], results), tools, unread))]
  if (pages.length === 0 && unread.length > 0 && unread.every(({ retryable }) => retryable))
    throw unavailable(`Nothing about ${target.name} could be read just now.`)
  const found = await Promise.all(pages.map((page) => readOne(page, target, tools)))
  return {
    organization_id: target.id,
    pages: pages.map(({ finalUrl, title }) => ({ url: finalUrl, title })),
    unread: unread.map(({ url, unread: reason }) => ({ url, reason })),
    people: combinePeople(found.flatMap(({ people }) => people)),
    not_the_same: found.flatMap(({ notTheSame }) => notTheSame),
    dropped: found.flatMap(({ dropped }) => dropped),
  }
}

async function searchPeople(
  { name }: Employer,
  roles: string[],
  { web }: Tools,
  unread: UnreadPage[],
): Promise<SearchResult[]> {
  const queries = [
    `"${name}" team leadership`,
    ...(roles.length > 0 ? [`"${name}" ${roles.slice(0, 3).join(' ')}`] : []),
  ]
  const answers = await Promise.all(
    queries.map(async (query) => {
      try {
        return await web.search(query, MAX_RESULTS)
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'unavailable') throw error
        unread.push({ url: `search: ${query}`, unread: error.message, retryable: true })
        return []
      }
    }),
  )
  return answers.flat()
}

/** Team-like pages of the organization's own site first, then what search found, each page once. */
function chooseAddresses({ website }: Employer, home: Page | undefined, results: SearchResult[]): string[] {
  const isOwn = (url: string) => website !== null && ownsPage(website, mirroredAddress(url))
  const linked = (home?.links ?? []).filter(({ url, text }) => isOwn(url) && looksLikeTeamPage(url, text))
  const found = results.filter(({ url }) => !isJobBoard(mirroredAddress(url)))
  const ranked = [...linked.map(({ url }) => url), ...found.filter(({ url }) => isOwn(url)).map(({ url }) => url)]
  const others = found.filter(({ url }) => !isOwn(url)).map(({ url }) => url)
  const seen = new Set(home ? [keyOf(home.finalUrl), keyOf(home.url)] : [])
  return [...ranked, ...others]
    .filter((url) => !seen.has(keyOf(url)) && seen.add(keyOf(url)))
    .slice(0, MAX_PAGES - (home ? 1 : 0))
}

const keyOf = (url: string) => canonicalUrl(mirroredAddress(url)) ?? url

async function readAll(addresses: string[], { web }: Tools, unread: UnreadPage[]): Promise<Page[]> {
  const read = await Promise.all(addresses.map((address) => web.read(address)))
  unread.push(...read.filter((page): page is UnreadPage => !isRead(page)))
  return read.filter(isRead)
}

async function readOne(page: Page, target: Employer, { model }: Tools): Promise<PageFindings> {
  const address = mirroredAddress(page.finalUrl)
  const people = await readPeople(model, page, target.name)
  const { title, text, retrievedAt } = page
  const kind = pageKind(address, target.website)
  return checkPeople(people, { url: page.finalUrl, address, title, text, retrievedAt, kind }, target)
}
