import { activities } from './activities.ts'
import { opportunities, partnerships } from './leads-business.ts'
import { declinedJobs, interviewedJobs } from './leads-jobs-ended.ts'
import { openJobs } from './leads-jobs-open.ts'
import { organizations } from './organizations.ts'
import { contacts, employments, individuals } from './people.ts'
import { accounts, deals, holidays, leadStatuses, projects, suppressions, users } from './setting.ts'
import type { Story } from './story-shape.ts'
import { documents, notes, provenance, tasks } from './work.ts'

/** The demo tenant: a data engineer who looks for her next job, with clients and partners on the side. */
export const story: Story = {
  tenant: { name: "Maya Lindqvist's search" },
  users,
  leadStatuses,
  accounts,
  organizations,
  individuals,
  contacts,
  employments,
  deals,
  leads: [...interviewedJobs, ...declinedJobs, ...openJobs, ...opportunities, ...partnerships],
  projects,
  tasks,
  notes,
  activities,
  documents,
  holidays,
  provenance,
  suppressions,
}
