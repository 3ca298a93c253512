import { clientPeople } from './people-clients.ts'
import { networkPeople } from './people-network.ts'
import { searchPeople } from './people-search.ts'
import type { OrganizationKey, StoryContact, StoryEmployment, StoryIndividual } from './story-shape.ts'

interface Work {
  at: OrganizationKey
  startedDaysAgo: number
  title?: string
  endedDaysAgo?: number
  primary?: boolean
}

/** A person of the story with where they work or worked; the current work is also the contact. */
export type Person = StoryIndividual & { works?: Work[] }

const people: Person[] = [...searchPeople, ...clientPeople, ...networkPeople]

export const individuals: StoryIndividual[] = people.map(({ works: _, ...individual }) => individual)

const worksOf = (person: Person) => (person.works ?? []).map((work) => ({ person, work }))

export const employments: StoryEmployment[] = people.flatMap(worksOf).map(({ person, work }) => ({
  individual: person.key,
  organization: work.at,
  title: work.title ?? person.title,
  startedDaysAgo: work.startedDaysAgo,
  endedDaysAgo: work.endedDaysAgo,
  is_current: work.endedDaysAgo === undefined,
}))

export const contacts: StoryContact[] = people
  .flatMap(worksOf)
  .filter(({ work }) => work.endedDaysAgo === undefined)
  .map(({ person, work }) => ({
    individual: person.key,
    organization: work.at,
    title: work.title ?? person.title,
    email: person.email,
    phone: person.phone,
    is_primary: work.primary ?? false,
    createdDaysAgo: person.createdDaysAgo,
    createdBy: person.createdBy,
  }))
