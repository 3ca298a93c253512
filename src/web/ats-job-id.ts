interface JobBoard {
  name: string
  host: RegExp
  /** The posting's id in an address of this board; the first that answers counts. */
  ids: ((url: URL) => string | undefined | null)[]
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

const inPath =
  (pattern: RegExp) =>
  (url: URL): string | undefined =>
    pattern.exec(url.pathname)?.[1]

const inQuery =
  (name: string, pattern = /^[\w-]+$/) =>
  (url: URL): string | undefined => {
    const value = url.searchParams.get(name)
    return value && pattern.test(value) ? value : undefined
  }

// ids of these boards are unique across the board, except where the account is made part of the id
const JOB_BOARDS: JobBoard[] = [
  {
    name: 'greenhouse',
    host: /(?:^|\.)greenhouse\.io$/,
    ids: [inPath(/\/jobs\/(\d+)/), inQuery('gh_jid', /^\d+$/), inQuery('token', /^\d+$/)],
  },
  { name: 'lever', host: /(?:^|\.)lever\.co$/, ids: [inPath(new RegExp(`^/[^/]+/(${UUID})`, 'i'))] },
  { name: 'ashby', host: /(?:^|\.)ashbyhq\.com$/, ids: [inPath(new RegExp(`/(${UUID})`, 'i'))] },
  {
    name: 'workable',
    host: /(?:^|\.)workable\.com$/,
    ids: [inPath(/\/j\/([0-9A-Z]{6,})/i), inPath(/\/view\/([0-9A-Za-z]{6,})/), inPath(/^\/jobs\/(\d+)/)],
  },
  {
    name: 'linkedin',
    host: /(?:^|\.)linkedin\.com$/,
    ids: [inPath(/^\/jobs\/view\/(?:[^/]*-)?(\d{6,})\/?$/), inQuery('currentJobId', /^\d{6,}$/)],
  },
  {
    name: 'indeed',
    host: /(?:^|\.)indeed\.(?:com|[a-z]{2}|co\.[a-z]{2}|com\.[a-z]{2})$/,
    ids: [inQuery('jk', /^[0-9a-f]{8,}$/i), inQuery('vjk', /^[0-9a-f]{8,}$/i)],
  },
  { name: 'smartrecruiters', host: /(?:^|\.)smartrecruiters\.com$/, ids: [inPath(/^\/[^/]+\/(\d{6,})/)] },
  { name: 'teamtailor', host: /\.teamtailor\.com$/, ids: [inPath(/^\/(?:[a-z-]+\/)?jobs\/(\d+)/)] },
  { name: 'breezy', host: /\.breezy\.hr$/, ids: [inPath(/^\/p\/([0-9a-f]{8,})/)] },
  { name: 'jobvite', host: /(?:^|\.)jobvite\.com$/, ids: [inPath(/\/job\/(\w+)/)] },
  {
    name: 'glassdoor',
    host: /(?:^|\.)glassdoor\.[a-z.]+$/,
    ids: [inQuery('jl', /^\d+$/), inPath(/_KO.*?JV_.*?(\d{8,})/)],
  },
  { name: 'recruitee', host: /\.recruitee\.com$/, ids: [(url) => ofAccount(url, /^\/o\/([\w-]+)/)] },
  { name: 'personio', host: /\.jobs\.personio\.(?:de|com)$/, ids: [(url) => ofAccount(url, /^\/job\/(\d+)/)] },
  { name: 'bamboohr', host: /\.bamboohr\.com$/, ids: [(url) => ofAccount(url, /^\/(?:careers|jobs\/view)\/(\d+)/)] },
  { name: 'icims', host: /\.icims\.com$/, ids: [(url) => ofAccount(url, /^\/jobs\/(\d+)/)] },
  {
    name: 'workday',
    host: /\.myworkdayjobs\.com$/,
    ids: [(url) => ofAccount(url, /_([A-Z]*-?\d[\w-]*)\/?(?:apply)?$/i)],
  },
]

const ofAccount = (url: URL, pattern: RegExp): string | undefined => {
  const id = inPath(pattern)(url)
  return id && `${url.hostname.split('.')[0]}/${id}`
}

// boards that companies embed in their own site leave their id in the address
const EMBEDDED: [name: string, id: (url: URL) => string | undefined][] = [
  ['greenhouse', inQuery('gh_jid', /^\d+$/)],
  ['ashby', inQuery('ashby_jid', new RegExp(`^${UUID}$`, 'i'))],
  ['lever', inQuery('lever_id', new RegExp(`^${UUID}$`, 'i'))],
]

/** The posting's id on the job board that holds it, as "greenhouse:4012345"; undefined for any other address. */
export const atsJobId = (address: string): string | undefined => {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  const board = JOB_BOARDS.find(({ host }) => host.test(url.hostname))
  if (board) {
    const id = board.ids.map((find) => find(url)).find(Boolean)
    return id ? `${board.name}:${id.toLowerCase()}` : undefined
  }
  const embedded = EMBEDDED.map(([name, id]) => ({ name, id: id(url) })).find(({ id }) => id)
  return embedded && `${embedded.name}:${embedded.id!.toLowerCase()}`
}

/** Whether the host belongs to a job board or applicant tracking system this product knows. */
export const isJobBoard = (address: string): boolean =>
  URL.canParse(address) && JOB_BOARDS.some(({ host }) => host.test(new URL(address).hostname))
