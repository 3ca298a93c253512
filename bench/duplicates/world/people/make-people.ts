import type { Company } from '../companies/companies.ts'
import { bundleMaker } from '../records/bundles.ts'
import { someClusterSize, writeCluster } from '../records/write-cluster.ts'
import type { World } from '../world.ts'
import { employersOf } from './employers.ts'
import { withLaterLife } from './later-life.ts'
import { type Person, somePerson } from './people.ts'
import { personBundles } from './person-bundles.ts'
import { tellsSamePerson, tellsWho } from './recognize-person.ts'
import { type PersonRow, writePerson } from './write-person.ts'

/** A record of a person, whose it is, and where it says that the person works. */
export interface MadePerson {
  row: PersonRow
  person: number
  employer?: Company
}

/** So many records of people in no order, some written down more than once and some alike that are not the same. */
export function makePeople(world: World, companies: readonly Company[], records: number): MadePerson[] {
  const { random } = world
  const employers = employersOf(random, companies)
  const made: MadePerson[] = []
  let person = 0
  const add = (someone: Person) => {
    person++
    const size = someClusterSize(random)
    const whole = size > 1 ? withLaterLife(world, employers, someone) : someone
    for (const { row, shown } of writeRecords(world, whole, size)) made.push({ row, person, employer: shown.employer })
  }
  const makeNext = bundleMaker(random, personBundles(world, employers, add), () => add(somePerson(world, employers)))
  while (made.length < records) makeNext()
  made.length = records
  random.shuffle(made)
  return made
}

const writeRecords = (world: World, person: Person, size: number) =>
  writeCluster(world.random, size, {
    write: (attempt) => writePerson(world, person, attempt),
    tellsEnough: (written) => tellsWho(world.random, written, person),
    tellsSame: (left, right) => tellsSamePerson(world.random, left, right, person),
  })
