import type { Employer, Mention } from './company-mentions.ts'
import type { NamedPage } from './locate-value.ts'

export interface TiedPage {
  named: NamedPage
  title: string
  /** Whose page it is. */
  address: string
  employer: Employer
  /** Where the text names the organization. */
  mentions: Mention[]
  /** A page of a team, where customers and speakers are not quoted. */
  isTeamPage: boolean
}
