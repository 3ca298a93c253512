import { parseOrganizationName } from '../duplicates/parse-organization-name.ts'
import { placeKey, postingTitleKey } from '../web/posting-keys.ts'

/** What makes two leads the same wherever they were found: the role, the company without its legal form, the place. */
export function leadKey(title: string | null, organization: string | null, location: string | null): string {
  const { compact, numbers } = parseOrganizationName(organization ?? '')
  return [postingTitleKey(title ?? ''), [compact, ...numbers].join(' ').trim(), placeKey(location ?? '')].join('|')
}
