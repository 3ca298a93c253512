import type { LeadType } from '../records/entity-type.ts'
import { companyKey } from '../web/collapse-postings.ts'
import { placeKey, roleTitleKey } from '../web/posting-keys.ts'

/** What makes two leads the same wherever they were found. */
export interface LeadKey {
  title: string
  organization: string
  place: string
}

/**
 * The role, the company without its legal form, the place. A company is a partner once whatever the programme is called, and
 * without a title of its own an opportunity is the company.
 */
export function leadKey(
  leadType: LeadType,
  title: string | null,
  organization: string | null,
  location: string | null,
): LeadKey {
  const company = companyKey(organization ?? '')
  if (leadType === 'Partnership') return { title: '', organization: company, place: '' }
  const role = roleTitleKey(title ?? '', organization ?? '', location ?? '')
  // tenders are told apart by what they ask for
  return { title: role, organization: company, place: leadType === 'Job' ? placeKey(location ?? '') : '' }
}

export const keyText = ({ title, organization, place }: LeadKey): string => [title, organization, place].join('|')
