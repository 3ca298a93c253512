import type { Child } from 'hono/jsx'
import type { Notice } from '../frame/notice.ts'
import { NoticeBar } from '../frame/notice-bar.tsx'

export const SECTIONS = [
  ['me', 'You', false],
  ['people', 'People and roles', false],
  ['keys', 'API keys', true],
  ['statuses', 'Statuses', false],
  ['follow-ups', 'Follow-ups', false],
  ['holidays', 'Holidays', false],
  ['budgets', 'Budgets', false],
  ['refusals', 'Refusals', false],
  ['suppression', 'Suppression', false],
  ['imports', 'Imports', true],
  ['confidence', 'Confidence', false],
  ['slack', 'Slack', false],
] as const
export type Section = (typeof SECTIONS)[number][0]

interface SettingsFrameProps {
  section: Section
  title: string
  says: string
  isAdmin: boolean
  notice: Notice | undefined
  children: Child
}

/** The frame of all settings: where else to go, what this is for, and who may change it. */
export const SettingsFrame = ({ section, title, says, isAdmin, notice, children }: SettingsFrameProps) => (
  <div class="settings">
    <nav class="side" aria-label="Settings">
      <ul>
        {SECTIONS.filter(([, , forAdmins]) => isAdmin || !forAdmins).map(([name, label]) => (
          <li>
            <a href={`/settings/${name}`} aria-current={name === section ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
    <div>
      <h1 tabindex={-1}>{title}</h1>
      <p class="hint">{says}</p>
      <NoticeBar notice={notice} back={`/settings/${section}`} />
      {children}
    </div>
  </div>
)
