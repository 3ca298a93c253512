import type {
  LeadType,
  StoryAccount,
  StoryDeal,
  StoryHoliday,
  StoryLeadStatus,
  StoryProject,
  StorySuppression,
  StoryUser,
} from './story-shape.ts'

export const users: StoryUser[] = [
  {
    key: 'user.maya',
    email: 'maya@lindqvist.example',
    name: 'Maya Lindqvist',
    role: 'admin',
    time_zone: 'Europe/London',
    is_active: true,
  },
  {
    key: 'user.tomas',
    email: 'tomas@lindqvist.example',
    name: 'Tomás Okafor-Reid',
    role: 'reviewer',
    time_zone: 'Europe/Madrid',
    is_active: true,
  },
  {
    key: 'user.hana',
    email: 'hana@lindqvist.example',
    name: 'Hana Ruakere',
    role: 'reviewer',
    time_zone: 'Pacific/Auckland',
    is_active: true,
  },
  {
    key: 'user.wim',
    email: 'wim@lindqvist.example',
    name: 'Wim de Graaf',
    role: 'viewer',
    time_zone: 'Europe/Amsterdam',
    is_active: true,
  },
  {
    key: 'user.greg',
    email: 'greg@lindqvist.example',
    name: 'Greg Halloran',
    role: 'reviewer',
    time_zone: 'Europe/London',
    is_active: false,
  },
]

const statuses = (lead_type: LeadType, rows: Omit<StoryLeadStatus, 'lead_type' | 'position'>[]): StoryLeadStatus[] =>
  rows.map((row, position) => ({ lead_type, position, ...row }))

const open = (name: string, stale_after_days: number) => ({
  name,
  category: 'open' as const,
  is_terminal: false,
  on_hold: false,
  stale_after_days,
})
const ended = (name: string, category: 'won' | 'lost') => ({
  name,
  category,
  is_terminal: true,
  on_hold: false,
  stale_after_days: null,
})
const paused = (name: string) => ({
  name,
  category: 'paused' as const,
  is_terminal: false,
  on_hold: true,
  stale_after_days: null,
})

export const leadStatuses: StoryLeadStatus[] = [
  ...statuses('Job', [
    open('New', 14),
    open('Applied', 14),
    open('Screening', 10),
    open('Interviewing', 7),
    open('Offer', 3),
    ended('Accepted', 'won'),
    ended('Rejected', 'lost'),
    ended('Withdrawn', 'lost'),
    paused('On Hold'),
  ]),
  ...statuses('Opportunity', [
    open('Qualifying', 14),
    open('Proposal', 14),
    open('Negotiation', 7),
    ended('Won', 'won'),
    ended('Lost', 'lost'),
    paused('On Hold'),
  ]),
  ...statuses('Partnership', [
    open('Exploring', 30),
    open('In Talks', 14),
    ended('Signed', 'won'),
    ended('Ended', 'lost'),
  ]),
]

export const accounts: StoryAccount[] = [
  {
    key: 'acc.climate',
    name: 'Energy and climate',
    description: 'Companies that measure, move or store energy: where Maya wants to work.',
    createdDaysAgo: 260,
  },
  {
    key: 'acc.freight',
    name: 'Freight and mobility',
    description: 'Logistics, ports, ferries and charging networks.',
    createdDaysAgo: 258,
  },
  {
    key: 'acc.clients',
    name: 'Consulting clients',
    description: 'Paying customers of Lindqvist Data, past and hoped for.',
    createdDaysAgo: 258,
  },
  {
    key: 'acc.community',
    name: 'Community and partners',
    description: 'Meetups, vendors and trainers to do things with.',
    createdDaysAgo: 240,
  },
  { key: 'acc.recruiters', name: 'Recruiters', description: 'People who place people.', createdDaysAgo: 230 },
  {
    key: 'acc.wide',
    name: 'The wide net',
    description: 'Applications outside the favourite industries.',
    createdDaysAgo: 220,
  },
]

export const deals: StoryDeal[] = [
  {
    key: 'deal.search',
    name: 'Job search',
    description: 'A senior data platform role, energy first, Scotland or remote.',
    expectedCloseInDays: 60,
    createdDaysAgo: 260,
  },
  {
    key: 'deal.strathallan-portal',
    name: 'Strathallan open data portal',
    description: 'Move the council portal off its old vendor.',
    value_amount: '48000.00',
    value_currency: 'GBP',
    probability: '45.00',
    expectedCloseInDays: 38,
    createdDaysAgo: 74,
  },
  {
    key: 'deal.castlegate-repairs',
    name: 'Castlegate repairs warehouse',
    description: 'One warehouse for repairs, void works and contractors.',
    value_amount: '62500.00',
    value_currency: 'GBP',
    probability: '70.00',
    expectedCloseInDays: 21,
    createdDaysAgo: 66,
  },
  {
    key: 'deal.millbrook',
    name: 'Millbrook milk-quality analytics',
    description: 'Pilot done, cold chain next.',
    value_amount: '31000.00',
    value_currency: 'GBP',
    probability: '80.00',
    expectedCloseInDays: 30,
    createdDaysAgo: 160,
  },
  {
    key: 'deal.dunmore',
    name: 'Dunmore cask inventory',
    description: 'A data model for four warehouses of casks.',
    value_amount: '18750.00',
    value_currency: 'GBP',
    probability: '100.00',
    expectedCloseInDays: -60,
    createdDaysAgo: 190,
  },
  {
    key: 'deal.isla',
    name: 'Isla Ferries booking data',
    description: 'Three booking systems into one.',
    value_amount: '27000.00',
    value_currency: 'GBP',
    probability: '0.00',
    expectedCloseInDays: -45,
    createdDaysAgo: 130,
  },
  {
    key: 'deal.partners',
    name: 'Partner programme',
    description: 'Training, referrals and a vendor badge.',
    value_amount: '9500.50',
    value_currency: 'EUR',
    probability: '50.00',
    expectedCloseInDays: 90,
    createdDaysAgo: 200,
  },
]

export const projects: StoryProject[] = [
  {
    key: 'project.portfolio',
    name: 'Portfolio site',
    status: 'active',
    description: 'Three case studies with numbers in them.',
    createdDaysAgo: 210,
  },
  {
    key: 'project.talk',
    name: 'Talk: late data is not bad data',
    status: 'active',
    description: 'For the winter meetup.',
    organization: 'org.datafolk',
    createdDaysAgo: 70,
  },
  {
    key: 'project.cask-model',
    name: 'Cask data model',
    status: 'done',
    description: 'Delivered, with a handover day.',
    organization: 'org.dunmore',
    createdDaysAgo: 120,
  },
]

export const holidays: StoryHoliday[] = [
  { day: '01-01', name: "New Year's Day" },
  { day: '01-02', name: '2 January' },
  { day: '11-30', name: "St Andrew's Day" },
  { day: '12-25', name: 'Christmas Day' },
  { day: '12-28', name: 'Boxing Day (substitute day)' },
  { day: '05-01', name: 'Early May bank holiday' },
]

export const suppressions: StorySuppression[] = [
  {
    first_name: 'Ingrid',
    last_name: 'Solheim',
    organization: 'org.tidemark',
    email: 'ingrid.solheim@tidemark.example',
    reason: 'Asked in writing not to be kept in any list.',
  },
]
