import type { Story, StoryLead, StoryStatusStep } from '../demo/story-shape.ts'
import { written } from './party-rows.ts'
import type { Row, StorySetting } from './story-setting.ts'

/** The rows of what may come of it: statuses, deals, and leads with their details and their history. */
export const leadRows = (story: Story, setting: StorySetting): [table: string, rows: Row[]][] => [
  [
    'deal',
    story.deals.map(({ key, createdDaysAgo, createdBy, expectedCloseInDays, ...columns }) => ({
      id: setting.id(key),
      ...columns,
      expected_close_date: setting.dayIn(expectedCloseInDays),
      ...written({ createdDaysAgo, createdBy }, setting),
    })),
  ],
  ['lead', story.leads.map((lead) => leadRow(lead, setting))],
  ['job', story.leads.flatMap((lead) => (lead.type === 'Job' ? [jobRow(lead, setting)] : []))],
  ['opportunity', story.leads.flatMap((lead) => (lead.type === 'Opportunity' ? [opportunityRow(lead, setting)] : []))],
  ['partnership', story.leads.flatMap((lead) => (lead.type === 'Partnership' ? [partnershipRow(lead, setting)] : []))],
  // inserting these sets the clocks of the leads
  ['lead_status_event', story.leads.flatMap((lead) => eventRows(lead, setting))],
]

const authorOf = ({ by }: StoryStatusStep, { owner }: StoryLead, setting: StorySetting) =>
  setting.author(by === undefined ? (owner ?? undefined) : by)

function writtenLead(lead: StoryLead, setting: StorySetting): Row {
  const [first] = lead.history
  return {
    created_at: setting.at(first.daysAgo),
    updated_at: setting.at(lead.history.at(-1)!.daysAgo),
    created_by: authorOf(first, lead, setting),
  }
}

const leadRow = (lead: StoryLead, setting: StorySetting): Row => ({
  id: setting.id(lead.key),
  type: lead.type,
  title: lead.title,
  status: lead.history.at(-1)!.status,
  source: lead.source,
  organization_id: setting.id(lead.organization),
  account_id: setting.id(lead.account),
  deal_id: setting.id(lead.deal),
  owner_id: setting.id(lead.owner),
  ...writtenLead(lead, setting),
})

function jobRow(lead: Extract<StoryLead, { type: 'Job' }>, setting: StorySetting): Row {
  const { postedDaysAgo, ...columns } = lead.job
  return {
    id: setting.id(lead.key),
    ...columns,
    posted_at: setting.at(postedDaysAgo),
    ...writtenLead(lead, setting),
  }
}

function opportunityRow(lead: Extract<StoryLead, { type: 'Opportunity' }>, setting: StorySetting): Row {
  const { expectedCloseInDays, ...columns } = lead.opportunity
  return {
    id: setting.id(lead.key),
    ...columns,
    expected_close_date: setting.dayIn(expectedCloseInDays),
    ...writtenLead(lead, setting),
  }
}

function partnershipRow(lead: Extract<StoryLead, { type: 'Partnership' }>, setting: StorySetting): Row {
  const { startDaysAgo, endDaysAgo, ...columns } = lead.partnership
  return {
    id: setting.id(lead.key),
    ...columns,
    start_date: setting.dayAgo(startDaysAgo),
    end_date: setting.dayAgo(endDaysAgo),
    ...writtenLead(lead, setting),
  }
}

const eventRows = (lead: StoryLead, setting: StorySetting): Row[] =>
  lead.history.map((step, place) => ({
    lead_id: setting.id(lead.key),
    from_status: lead.history[place - 1]?.status,
    to_status: step.status,
    at: setting.at(step.daysAgo),
    by_user_id: authorOf(step, lead, setting),
    created_at: setting.at(step.daysAgo),
    updated_at: setting.at(step.daysAgo),
    created_by: authorOf(step, lead, setting),
  }))
