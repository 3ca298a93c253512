import { NameLevel } from './compare-organization-names.ts'
import type { OrganizationForm } from './organization-form.ts'

const OWN_TELEPHONES = 'branches with telephones of their own'
const DIFFERENT_CITIES = 'branches in different cities'
const DIFFERENT_COUNTRIES = 'companies of different countries'

/** True for a veto that tells two branches of one company apart. */
export const isBranchVeto = (veto: string): boolean =>
  [OWN_TELEPHONES, DIFFERENT_CITIES, DIFFERENT_COUNTRIES].includes(veto)

/** Why two organizations cannot be one whatever else they share, or '': the sentence is shown with the pair. */
export function organizationVeto(
  a: OrganizationForm,
  b: OrganizationForm,
  levels: Uint8Array,
  counts: Float64Array,
): string {
  const [name, , domain, phone, mailbox, linkedin, street, postcode, city, region, country] = levels
  // info@ is read for all branches
  const email = a.isRoleMailbox ? 0 : mailbox
  if (a.numbers.length > 0 && b.numbers.length > 0 && a.numbers.join() !== b.numbers.join())
    return 'the numbers in their names differ'
  if (name === NameLevel.sibling) return 'their names share a part and differ in the rest'
  if (
    name === NameLevel.different &&
    !(domain === 1 && counts[2]! <= 3 && (phone === 1 || email === 1 || linkedin === 1))
  ) {
    return 'different names'
  }
  if (counts[2]! > 2 && phone === 3 && street !== 1 && city !== 1 && city !== 2 && email !== 1 && linkedin !== 1)
    return OWN_TELEPHONES
  const elsewhere = city === 3 || (city === 0 && (postcode === 4 || (region === 2 && domain === 1)))
  if (country === 2 && phone !== 1 && street !== 1 && email !== 1 && linkedin !== 1) return DIFFERENT_COUNTRIES
  if (elsewhere && linkedin === 2 && street !== 1) return DIFFERENT_CITIES
  const apart = elsewhere && phone !== 1 && street !== 1 && email !== 1 && linkedin !== 1
  if (apart && (phone === 3 || counts[2]! > 2 || domain !== 1)) return DIFFERENT_CITIES
  return ''
}
