import { COUNTRIES } from '../pools/countries.ts'
import type { Language } from '../pools/languages.ts'
import type { World } from '../world.ts'
import type { Employers } from './employers.ts'
import { someFamilyName, someGender, someGivenName } from './names.ts'
import { type Person, somePerson } from './people.ts'
import { takeWorkMailbox } from './person-mailboxes.ts'

const NAMES_TRIED = 30

/** Some who read the mailbox of their company. */
export function readersOfOneMailbox(world: World, employers: Employers): Person[] {
  const { random } = world
  const employer = employers.someWithDomain()
  const sharedMailbox = `${random.pick(['info', 'info', 'sales', 'office'])}@${employer.domain}`
  return Array.from({ length: random.between(2, 4) }, () =>
    somePerson(world, employers, { employer, country: employer.country, traits: { sharedMailbox } }),
  )
}

/** Some of one family name at one company, a third of them of one initial as well. */
export function colleaguesOfOneFamily(world: World, employers: Employers): Person[] {
  const { random } = world
  const employer = employers.someWithDomain()
  const { country } = employer
  const { language } = COUNTRIES[country]
  const family = someFamilyName(world, language)
  const hasOneInitial = random.chance(0.35)
  const names = [someGivenName(world, language, someGender(world))]
  const count = random.chance(0.7) ? 2 : 3
  while (names.length < count) names.push(anotherGivenName(world, language, names[0]!, hasOneInitial))
  return names.map((given) =>
    somePerson(world, employers, {
      employer,
      country,
      language,
      given,
      family,
      traits: { hasKin: true, hasDouble: hasOneInitial },
    }),
  )
}

function anotherGivenName(world: World, language: Language, given: string, hasSameInitial: boolean): string {
  const isMeant = (name: string) => name !== given && (!hasSameInitial || name[0] === given[0])
  let name = given
  for (let n = 0; n < NAMES_TRIED && !isMeant(name); n++) name = someGivenName(world, language, someGender(world))
  return name
}

/** An assistant, and somebody whose mail the assistant reads. */
export function assistants(world: World, employers: Employers): Person[] {
  const { random } = world
  const employer = employers.someWithDomain()
  const { country, workPattern, domain } = employer
  const assistant = somePerson(world, employers, { employer, country, gender: 'female' })
  const job = assistant.job!
  const mailbox = job.mailbox || takeWorkMailbox(world, assistant, workPattern, domain)
  const chief = somePerson(world, employers, { employer, country, traits: { assistantMailbox: mailbox } })
  return [
    { ...assistant, job: { ...job, mailbox, title: 'Executive Assistant' } },
    { ...chief, job: { ...chief.job!, title: random.pick(['CEO', 'Managing Director', 'President']) } },
  ]
}
