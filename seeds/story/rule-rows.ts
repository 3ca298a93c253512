import { suppressionKeys } from '../../src/enrichment/suppression-keys.ts'
import type { Story } from '../demo/story-shape.ts'
import type { Row, StorySetting } from './story-setting.ts'

/** The rows a tenant sets its rules by: what a status means, free days, and who is to be left alone. */
export const ruleRows = async (story: Story, setting: StorySetting): Promise<[table: string, rows: Row[]][]> => [
  ['lead_status', story.leadStatuses.map((status) => ({ ...status }))],
  ['holiday', holidayRows(story, setting)],
  ['suppression', await suppressionRows(story, setting)],
]

// a silence that began in December reaches back over New Year
const holidayRows = ({ holidays }: Story, { now }: StorySetting): Row[] =>
  [-1, 0, 1].flatMap((years) =>
    holidays.map(({ day, name }) => ({ date: `${now.getUTCFullYear() + years}-${day}`, name })),
  )

async function suppressionRows(story: Story, setting: StorySetting): Promise<Row[]> {
  const names = new Map(story.organizations.map(({ key, name }) => [key, name]))
  const rows = story.suppressions.map(async ({ organization, reason, ...person }) => {
    const keys = await suppressionKeys(setting.tenantId, { ...person, organizationName: names.get(organization) })
    return keys.map(({ kind, keyHash }) => ({ kind, key_hash: keyHash, reason, created_by: setting.author(undefined) }))
  })
  return (await Promise.all(rows)).flat()
}
