import type { FlowInput, FlowTools, FlowTurn, JobResult } from '../agent/flow.ts'
import type { LeadType } from '../records/entity-type.ts'
import { collapsePostings } from '../web/collapse-postings.ts'
import { plural } from './choose-reading.ts'
import { draftLeads, type RankedCandidate } from './draft-lead.ts'
import { loadKnown, type ReadLead } from './load-known.ts'
import { type Candidate, isOver } from './read-candidate.ts'
import { renderAgainst, renderRationale } from './render-rationale.ts'
import { scoreCandidate } from './score-candidate.ts'
import { Signature } from './signature.ts'
import { DEFAULT_LIMIT } from './similar-params.ts'

type Group = [Candidate, ...Candidate[]]

/** What was read, as proposals: open, new, alike, best first; everything else is told in the timeline and counted in the answer. */
export async function proposeLeads({ memory }: FlowInput, results: JobResult[], tools: FlowTools): Promise<FlowTurn> {
  const leadType = memory.lead_type as LeadType
  const signature = Signature.parse(memory.signature)
  const reads = results.filter(({ kind }) => kind === 'read')
  const pages = reads.flatMap(({ result }) => (result?.candidate ? [result.candidate as Candidate] : []))
  const groups = groupPages(pages.filter((page) => isComplete(page, leadType)))
  // a job that is closed at one address is closed
  const [closed, open] = split(groups, (group) => group.some(({ liveness }) => isOver(liveness)))
  const leads = open.map(readLeadOf)
  const scored = (known: Awaited<ReturnType<typeof loadKnown>>) =>
    open.map((group, at): RankedCandidate => {
      const { organization, website } = leads[at]!
      const linked = known.findOrganization(organization, website)
      return { pages: group, known: linked, score: scoreCandidate(merged(group), signature, leadType, linked) }
    })
  const resembled = [...new Set(signature.traits.flatMap(({ lead_ids }) => lead_ids))]
  const known = await loadKnown(tools.ctx, leadType, leads, resembled)
  const why = new Map(open.map((group, at) => [group, known.why(leads[at]!)]))
  const [old, fresh] = split(scored(known), ({ pages }) => why.get(pages) !== undefined)
  const [alike, unlike] = split(fresh, isWorthALead)
  const ranked = alike.sort((a, b) => b.score.total - a.score.total)
  const room = Number(memory.limit ?? DEFAULT_LIMIT)
  const chosen = ranked.slice(0, room)
  noteDropped(tools, { closed, old, unlike, why, beyond: ranked.slice(room) })
  const few = (memory.few ?? null) as string | null
  const losers = unlike.filter(({ score }) => score.looksLikeLosers).length
  const count = (reason: string) => old.filter(({ pages }) => why.get(pages) === reason).length
  const said = [
    `${chosen.length === 0 ? 'Nothing new' : plural(chosen.length, 'new lead')} like ${memory.stage_label}, from ${plural(pages.length, 'page')} read.`,
    closed.length > 0 ? `${plural(closed.length, 'posting was', 'postings were')} closed and left out.` : '',
    count('lead') + Number(memory.known_addresses ?? 0) > 0
      ? `${plural(count('lead') + Number(memory.known_addresses ?? 0), 'was', 'were')} known already.`
      : '',
    count('pending') > 0 ? `${plural(count('pending'), 'waits', 'wait')} for a decision already.` : '',
    count('refused') > 0 ? `${plural(count('refused'), 'was', 'were')} refused before.` : '',
    losers > 0
      ? `${plural(losers, 'looks', 'look')} more like leads that did not get there, and ${losers === 1 ? 'was' : 'were'} left out.`
      : '',
    unlike.length > losers ? `${plural(unlike.length - losers, 'was', 'were')} not alike enough.` : '',
    ranked.length > room
      ? `${plural(ranked.length - room, 'further one', 'further ones')} beyond the limit of ${room}.`
      : '',
    ...((memory.remarks ?? []) as string[]),
    few ?? '',
  ]
  return {
    drafts: draftLeads(chosen, leadType, (each) => renderRationale(each, known.names, few)),
    answer: said.filter(Boolean).join(' '),
    // the tallies of a wave are told once
    memory: { ...memory, known_addresses: 0 },
  }
}

/** A company by itself is worth a lead only by what it says of itself. */
const isComplete = ({ fields, organization, isOwnPage }: Candidate, leadType: LeadType) =>
  organization.name !== undefined && (fields.title !== undefined || (leadType !== 'Job' && isOwnPage))

/** What announces nothing is alike only as a company: by its industry, or the kind of partner it is. */
const isWorthALead = ({ pages: [page], score }: RankedCandidate) =>
  score.isAlike &&
  (page.fields.title !== undefined ||
    score.parts.some(({ attribute, weight }) => weight > 0 && (attribute === 'industry' || attribute === 'kind')))

function groupPages(pages: Candidate[]): Group[] {
  const postings = pages.map((page) => {
    const { title, organization: company, location } = readLeadOf([page])
    return {
      address: page.address,
      page,
      ...(title && { title }),
      ...(company && { company }),
      ...(location && { location }),
    }
  })
  return collapsePostings(postings).map((group) => bestFirst(group.map(({ page }) => page)) as Group)
}

/** A page that says it is open first, then the one that proves most. */
const bestFirst = (pages: Candidate[]) =>
  [...pages].sort(
    (a, b) => Number(b.liveness.state === 'live') - Number(a.liveness.state === 'live') || proofs(b) - proofs(a),
  )

const proofs = ({ fields, organization }: Candidate) => Object.keys(fields).length + Object.keys(organization).length

function readLeadOf([page]: Group): ReadLead {
  const { fields, organization } = page
  const text = (field: { value: unknown } | undefined) => (field === undefined ? undefined : String(field.value))
  return {
    title: text(fields.title),
    organization: text(organization.name),
    website: text(organization.website),
    location: text(fields.location),
  }
}

/** One candidate of all that its pages say, for the score. */
const merged = (group: Group): Candidate => ({
  ...group[0],
  fields: Object.assign({}, ...[...group].reverse().map(({ fields }) => fields)),
  organization: Object.assign({}, ...[...group].reverse().map(({ organization }) => organization)),
  technologies: [...new Set(group.flatMap(({ technologies }) => technologies))],
  text: group.map(({ text }) => text).join('\n'),
})

interface Dropped {
  closed: Group[]
  old: RankedCandidate[]
  unlike: RankedCandidate[]
  why: Map<Group, 'lead' | 'pending' | 'refused' | undefined>
  beyond: RankedCandidate[]
}

const REASONS = {
  lead: 'it is a lead already',
  pending: 'it waits for a decision already',
  refused: 'a person has said no to it',
}

function noteDropped({ note }: FlowTools, { closed, old, unlike, why, beyond }: Dropped) {
  const drop = ([page]: Group, reason: string, kind = 'dropped') =>
    note({ kind, message: `Not proposed: ${page.url}, ${reason}.`, detail: { url: page.url } })
  for (const group of closed) {
    const page = group.find(({ liveness }) => isOver(liveness))!
    const { state, phrase } = page.liveness
    drop([page], `${state}${phrase ? ` (“${phrase}”)` : ''}`, 'closed')
  }
  for (const { pages } of old) drop(pages, REASONS[why.get(pages)!], 'known')
  for (const { pages, score } of unlike)
    drop(
      pages,
      score.looksLikeLosers ? `more like leads that did not get there: ${renderAgainst(score)}` : 'not alike enough',
    )
  for (const { pages } of beyond) drop(pages, 'beyond the limit')
}

function split<T>(all: T[], isFirst: (each: T) => boolean): [first: T[], second: T[]] {
  return [all.filter(isFirst), all.filter((each) => !isFirst(each))]
}
