import type { Story, SubjectKey } from '../demo/story-shape.ts'
import { written } from './party-rows.ts'
import type { Row, StorySetting } from './story-setting.ts'

const entityTypes: Record<string, string> = {
  acc: 'Account',
  org: 'Organization',
  ind: 'Individual',
  deal: 'Deal',
  lead: 'Lead',
  project: 'Project',
}

const about = (subject: SubjectKey, setting: StorySetting): Row => ({
  entity_type: entityTypes[subject.split('.')[0]!],
  entity_id: setting.id(subject),
})

/** The rows of what people did and wrote down; inserting those about leads sets the leads' clocks. */
export const workRows = (story: Story, setting: StorySetting): [table: string, rows: Row[]][] => [
  [
    'project',
    story.projects.map(({ key, organization, createdDaysAgo, ...columns }) => ({
      id: setting.id(key),
      organization_id: setting.id(organization),
      ...columns,
      ...written({ createdDaysAgo }, setting),
    })),
  ],
  ['task', taskRows(story, setting)],
  [
    'note',
    story.notes.map(({ subject, content, daysAgo, by }) => ({
      ...about(subject, setting),
      content,
      ...written({ createdDaysAgo: daysAgo, createdBy: by }, setting),
    })),
  ],
  [
    'activity',
    story.activities.map(({ subject, title, daysAgo, by, ...columns }) => ({
      ...about(subject, setting),
      ...columns,
      subject: title,
      at: setting.at(daysAgo),
      by_user_id: setting.id(by),
      // what is scheduled was written down by now
      ...written({ createdDaysAgo: Math.max(daysAgo, 0), createdBy: by }, setting),
    })),
  ],
  [
    'document',
    story.documents.map(({ subject, createdDaysAgo, ...columns }) => ({
      ...about(subject, setting),
      ...columns,
      ...written({ createdDaysAgo }, setting),
    })),
  ],
  ['data_provenance', provenanceRows(story, setting)],
]

const taskRows = (story: Story, setting: StorySetting): Row[] =>
  story.tasks.map(({ subject, dueInDays, completedDaysAgo, assignedTo, createdDaysAgo, createdBy, ...columns }) => ({
    ...about(subject, setting),
    ...columns,
    due_date: setting.dayIn(dueInDays),
    completed_at: setting.at(completedDaysAgo),
    assigned_to: setting.id(assignedTo),
    ...written({ createdDaysAgo, createdBy }, setting),
    updated_at: setting.at(completedDaysAgo ?? createdDaysAgo),
  }))

const provenanceRows = (story: Story, setting: StorySetting): Row[] =>
  story.provenance.map(({ subject, source, source_url, verifiedBy, daysAgo, ...columns }) => ({
    ...about(subject, setting),
    ...columns,
    kind: 'value',
    actor_kind: source === 'person' ? 'person' : 'agent',
    source,
    source_url: source_url || undefined,
    retrieved_at: source === 'person' ? undefined : setting.at(daysAgo),
    verified_by: setting.id(verifiedBy),
    verified_at: verifiedBy ? setting.at(daysAgo) : undefined,
    ...written({ createdDaysAgo: daysAgo, createdBy: source === 'person' ? verifiedBy : null }, setting),
  }))
