import type { Company } from '../companies/companies.ts'
import { homeAddress } from '../places/addresses.ts'
import { landline, mobilePhone } from '../places/phones.ts'
import type { World } from '../world.ts'
import type { Employers } from './employers.ts'
import { someFamilyName } from './names.ts'
import { type Job, type Person, someJob } from './people.ts'
import { takeWorkMailbox } from './person-mailboxes.ts'

const COMPATRIOTS_TRIED = 6

/** The same person, who may get another job, move or marry between one record and the next. */
export function withLaterLife(world: World, employers: Employers, person: Person): Person {
  const { random } = world
  const job = random.chance(0.16) ? laterJob(world, employers, person) : undefined
  const moved = random.chance(0.13) ? laterHome(world, person) : {}
  const married = person.gender === 'female' && random.chance(0.09) ? laterName(world, person) : undefined
  return {
    ...person,
    job: married && person.job ? renamedJob(world, person, person.job, married) : person.job,
    later: { ...moved, ...(job && { job }), ...(married && { family: married }) },
  }
}

function laterJob(world: World, employers: Employers, person: Person): Job | undefined {
  const company = laterEmployer(world, employers, person)
  return company === person.job?.company ? undefined : someJob(world, person, person.country, company)
}

/** Another employer, mostly of the same country. */
function laterEmployer({ random }: World, employers: Employers, { job, country }: Person): Company {
  if (!job || !random.chance(0.5)) return employers.some()
  for (let n = 0; n < COMPATRIOTS_TRIED; n++) {
    const company = employers.some()
    if (company.country === country) return company
  }
  return employers.some()
}

function laterHome(world: World, { country, home, homePhone }: Person): Person['later'] {
  const { random } = world
  const address = random.chance(0.6) ? homeAddress(world, country, home.place) : homeAddress(world, country)
  return {
    home: address,
    ...(random.chance(0.4) && { mobile: mobilePhone(random, country, address.place) }),
    ...(homePhone && { homePhone: landline(random, country, address.place) }),
  }
}

function laterName(world: World, { family, language }: Person): string {
  const other = someFamilyName(world, language)
  return world.random.chance(0.35) ? `${family}-${other}` : other
}

function renamedJob(world: World, { given }: Person, job: Job, family: string): Job {
  const { domain, workPattern } = job.company
  if (job.mailbox === '' || !world.random.chance(0.5)) return job
  return { ...job, laterMailbox: takeWorkMailbox(world, { given, family }, workPattern, domain) }
}
