import type { DaysAgo, Story, UserKey } from '../demo/story-shape.ts'
import type { Row, StorySetting } from './story-setting.ts'

type Told = { createdDaysAgo: DaysAgo; createdBy?: UserKey | null }

/** When a row was written and by whom; nobody has changed it since. */
export function written({ createdDaysAgo, createdBy }: Told, setting: StorySetting): Row {
  const at = setting.at(createdDaysAgo)
  return { created_at: at, updated_at: at, created_by: setting.author(createdBy) }
}

/** The rows of those one deals with: accounts, organizations, people, and who works where. */
export const partyRows = (story: Story, setting: StorySetting): [table: string, rows: Row[]][] => [
  [
    'account',
    story.accounts.map(({ key, name, description, ...told }) => ({
      id: setting.id(key),
      name,
      description,
      ...written(told, setting),
    })),
  ],
  [
    'organization',
    story.organizations.map(({ key, account, createdDaysAgo, createdBy, duplicateOf: _, ...columns }) => ({
      id: setting.id(key),
      account_id: setting.id(account),
      ...columns,
      ...written({ createdDaysAgo, createdBy }, setting),
    })),
  ],
  [
    'individual',
    story.individuals.map(({ key, account, createdDaysAgo, createdBy, duplicateOf: _, ...columns }) => ({
      id: setting.id(key),
      account_id: setting.id(account),
      ...columns,
      opted_out: columns.opted_out ?? false,
      ...written({ createdDaysAgo, createdBy }, setting),
    })),
  ],
  [
    'contact',
    story.contacts.map(({ individual, organization, createdDaysAgo, createdBy, ...columns }) => ({
      individual_id: setting.id(individual),
      organization_id: setting.id(organization),
      ...columns,
      ...written({ createdDaysAgo, createdBy }, setting),
    })),
  ],
  ['employment', employmentRows(story, setting)],
]

function employmentRows(story: Story, setting: StorySetting): Row[] {
  const people = new Map(story.individuals.map((person) => [person.key, person]))
  return story.employments.map(({ individual, organization, title, startedDaysAgo, endedDaysAgo, is_current }) => ({
    individual_id: setting.id(individual),
    organization_id: setting.id(organization),
    title,
    started_on: setting.dayAgo(startedDaysAgo),
    ended_on: setting.dayAgo(endedDaysAgo),
    is_current,
    ...written(people.get(individual)!, setting),
  }))
}
