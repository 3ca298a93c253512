import { businessAddress } from '../places/addresses.ts'
import { landline } from '../places/phones.ts'
import { bundleMaker } from '../records/bundles.ts'
import { someClusterSize, writeCluster } from '../records/write-cluster.ts'
import type { World } from '../world.ts'
import { type Company, someCompany } from './companies.ts'
import { companyBundles } from './company-bundles.ts'
import { someCompanyName } from './company-names.ts'
import { tellsSameCompany, tellsWhichCompany } from './recognize-organization.ts'
import { someWebAgency } from './web-agencies.ts'
import { type OrganizationRow, writeOrganization } from './write-organization.ts'

const CLIENTS_PER_AGENCY = 800

/** A record of an organization, and whose it is. */
export interface MadeOrganization {
  row: OrganizationRow
  company: Company
}

/** So many records of organizations in no order, some companies written down more than once and some alike that are not the same. */
export function makeOrganizations(world: World, records: number): MadeOrganization[] {
  const { random } = world
  const made: MadeOrganization[] = []
  const add = (company: Company) => {
    for (const { row } of writeRecords(world, company)) made.push({ row, company })
  }
  const agencies = Array.from({ length: Math.max(3, records / CLIENTS_PER_AGENCY) }, () => someWebAgency(world))
  const makeNext = bundleMaker(random, companyBundles(world, agencies, add), () => add(plainCompany(world)))
  while (made.length < records) makeNext()
  made.length = records
  random.shuffle(made)
  return made
}

const writeRecords = (world: World, company: Company) =>
  writeCluster(world.random, someClusterSize(world.random), {
    write: (attempt) => writeOrganization(world, company, attempt),
    tellsEnough: (written) => tellsWhichCompany(world.random, written, company),
    tellsSame: (left, right) => tellsSameCompany(left, right, company),
  })

/** A company like any other; some have moved or changed their name. */
function plainCompany(world: World): Company {
  const { random } = world
  const company = someCompany(world)
  const { country, address, phone } = company
  const traits: Company['traits'] = {}
  if (random.chance(0.05)) {
    const now = random.chance(0.75) ? businessAddress(world, country, address.place) : businessAddress(world, country)
    traits.moved = { address: now, phone: random.chance(0.5) ? phone : landline(random, country, now.place) }
  }
  if (random.chance(0.01)) traits.formerName = someCompanyName(world, country, address.place).core
  return traits.moved || traits.formerName ? { ...company, traits } : company
}
