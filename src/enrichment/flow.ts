import type { Flow, FlowInput, FlowTools, FlowTurn, JobResult, JobSpec } from '../agent/flow.ts'
import { type DraftedPeople, draftPeople } from './draft-people.ts'
import { readEnrichParams } from './enrich-params.ts'
import { findNamedOrganizations, organizationsInQuestion } from './named-organization.ts'
import { noteFindings } from './note-findings.ts'
import type { OrganizationFindings } from './person-finding.ts'
import { researchOrganization } from './research-organization.ts'
import { selectKnownPeople } from './select-known-people.ts'
import { RECHECK_DAYS, selectTargets, type Target, type Targets } from './select-targets.ts'
import { rolesInQuestion } from './wanted-roles.ts'

/** Use case 2: research the people at organizations linked to leads, one job per organization. */
export const enrichContacts: Flow = {
  useCase: 'enrich_contacts',

  async plan({ run }: FlowInput, { ctx, note }: FlowTools): Promise<FlowTurn> {
    const params = readEnrichParams(run.params, run.prompt)
    const isNamed = params.organization_ids?.length || params.lead_ids?.length
    const named = isNamed ? undefined : await findNamedOrganizations(ctx, run.prompt ?? '')
    if (named?.length === 0)
      return {
        answer: `The CRM has no organization called "${organizationsInQuestion(run.prompt ?? '').join('" or "')}".`,
      }
    const roles = params.roles ?? rolesInQuestion(run.prompt ?? '')
    const found = await selectTargets(ctx, named ? { ...params, organization_ids: named } : params, roles)
    if (found.targets.length === 0) return { answer: whyNobody(found) }
    note({ kind: 'planned', message: `${count(found.targets.length, 'organization')} to research.` })
    return {
      jobs: found.targets.map((target) => jobOf(target, roles)),
      memory: { roles, recentlyChecked: found.recentlyChecked },
    }
  },

  async research(job: JobSpec, run, tools: FlowTools) {
    const { organization_id, name, website, roles } = job.input as unknown as JobInput
    const findings = await researchOrganization({ id: organization_id, name, website }, roles, run.tenantId, tools)
    noteFindings(findings, name, tools.note)
    return { ...findings }
  },

  async assess({ memory, stoppedAtBudget }, results, { ctx, note }): Promise<FlowTurn> {
    const findings = results.flatMap(({ status, result }) =>
      status === 'done' ? [result as unknown as OrganizationFindings] : [],
    )
    const inputs = new Map(results.map(({ input }) => [Number(input.organization_id), input as unknown as JobInput]))
    const known = await selectKnownPeople(ctx, findings, (id) => inputs.get(id)?.name)
    const drafted = draftPeople(findings, known, {
      roles: (memory.roles ?? []) as string[],
      today: ctx.now.toISOString().slice(0, 10),
      leadsOf: (id) => inputs.get(id)?.leads ?? [],
    })
    for (const event of drafted.events) note(event)
    return {
      drafts: [...drafted.drafts, ...drafted.confirmations],
      answer: summarise(results, findings, drafted, stoppedAtBudget),
      result: reportOf(results, findings),
    }
  },
}

interface JobInput {
  organization_id: number
  name: string
  website: string | null
  roles: string[]
  leads: string[]
}

const jobOf = ({ id, name, website, leads }: Target, roles: string[]): JobSpec => ({
  key: `people:${id}`,
  kind: 'people',
  input: { organization_id: id, name, website, roles, leads },
  label: name,
})

function whyNobody({ matching, nextCheckOn }: Targets): string {
  if (matching === 0) return 'No lead that matches is linked to an organization, so there was nobody to research.'
  return `All ${count(matching, 'organization')} that match were read within the last ${RECHECK_DAYS} days; the next is due on ${nextCheckOn}. Name one to have it read again.`
}

function summarise(
  results: JobResult[],
  findings: OrganizationFindings[],
  drafted: DraftedPeople,
  stoppedAtBudget: boolean,
): string {
  const pages = findings.reduce((sum, each) => sum + each.pages.length, 0)
  const unread = findings.reduce((sum, each) => sum + each.unread.length, 0)
  const failed = results.filter(({ status }) => status === 'failed')
  const skipped = results.filter(({ status }) => status === 'skipped').length
  const parts = [
    `Read ${count(pages, 'page')} about ${count(findings.length, 'organization')} and found ${drafted.drafts.length === 0 ? 'nothing that the CRM does not hold' : `${count(drafted.drafts.length, 'thing')} that the CRM does not hold`}.`,
    drafted.confirmations.length > 0
      ? `${count(drafted.confirmations.length, 'record')} ${drafted.confirmations.length === 1 ? 'says' : 'say'} the same already.`
      : '',
    drafted.others > 0
      ? `${count(drafted.others, 'person', 'people')} with other roles ${drafted.others === 1 ? 'is' : 'are'} not proposed.`
      : '',
    unread > 0 ? `${count(unread, 'source')} could not be read; the timeline names them.` : '',
    failed.length > 0 ? `Not researched: ${failed.map(({ input }) => String(input.name)).join(', ')}.` : '',
    stoppedAtBudget || skipped > 0 ? `Stopped at the budget with ${count(skipped, 'organization')} left.` : '',
  ]
  return parts.filter(Boolean).join(' ')
}

const reportOf = (results: JobResult[], findings: OrganizationFindings[]) => ({
  organizations: results.map(({ input, status, error }) => ({
    id: input.organization_id ?? null,
    name: input.name ?? null,
    status,
    error,
  })),
  not_the_same: findings.flatMap((each) => each.not_the_same.map(({ name, url, reason }) => ({ name, url, reason }))),
  not_read: findings.flatMap((each) => each.unread.map(({ url, reason }) => ({ url, reason }))),
  not_believed: findings.flatMap((each) => each.not_believed.map(({ url, reason }) => ({ url, reason }))),
  instructions_ignored: findings.flatMap((each) => each.instructions.map(({ url, quote }) => ({ url, quote }))),
  guessed_addresses: findings.flatMap((each) =>
    each.guesses.map(({ name, email, kind }) => ({ name, email, method: kind })),
  ),
})

const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`
