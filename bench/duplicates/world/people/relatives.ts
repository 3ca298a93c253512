import { landline } from '../places/phones.ts'
import { SIBLINGS } from '../pools/person-names.ts'
import type { World } from '../world.ts'
import type { Employers } from './employers.ts'
import { someGender, someGivenName } from './names.ts'
import { type Person, type PersonTraits, type PersonWish, someBirth, somePerson } from './people.ts'
import { takeFamilyMailbox } from './person-mailboxes.ts'

/** Two of one name in one house, told apart by a suffix, by birth dates or by their own mailboxes only. */
export function fatherAndSon(world: World, employers: Employers): Person[] {
  const { random } = world
  const told = random.choose([
    [50, 'suffix'],
    [35, 'birth'],
    [15, 'mailbox'],
  ] as const)
  const withBirth = { suffix: 0.3, birth: 0.85, mailbox: 0.05 }[told]
  const traits: PersonTraits = {
    hasDouble: true,
    hasNamesakes: told === 'mailbox',
    isToldByAge: told !== 'mailbox',
    atHome: 0.6,
    withBirth,
  }
  const isSuffixed = told === 'suffix'
  const father = somePerson(world, employers, {
    gender: 'male',
    birth: someBirth(random, 1940, 1962),
    traits: isSuffixed && random.chance(0.5) ? { ...traits, suffix: 'Sr' } : traits,
  })
  const { country, language, given, family, home, homePhone, job } = father
  const son = somePerson(world, employers, {
    gender: 'male',
    country,
    language,
    given,
    family,
    home,
    homePhone,
    birth: someBirth(random, 1966, 1995),
    ...(job && random.chance(0.3) && { employer: job.company }),
    traits: isSuffixed ? { ...traits, suffix: 'Jr' } : traits,
  })
  return [father, son]
}

/** A household with one telephone, and with one mailbox for some. */
export function couple(world: World, employers: Employers): Person[] {
  const { random } = world
  const husband = somePerson(world, employers, { gender: 'male' })
  const { country, language, family, home, mobile } = husband
  const homePhone = husband.homePhone ?? landline(random, country, home.place)
  const traits: PersonTraits = {
    hasKin: true,
    atHome: 0.7,
    sharedMailbox: random.chance(0.25) ? takeFamilyMailbox(world, family) : undefined,
  }
  const shared: PersonWish = { country, language, family, home, homePhone }
  const wife = somePerson(world, employers, {
    ...shared,
    gender: 'female',
    mobile: random.chance(0.2) ? mobile : undefined,
    traits,
  })
  return [{ ...husband, homePhone, traits }, wife]
}

/** Twins, and others of one family with names that look alike. */
export function siblings(world: World, employers: Employers): Person[] {
  const { random } = world
  const gender = someGender(world)
  const [name, similar] = random.pick(SIBLINGS[gender])
  const traits: PersonTraits = {
    hasKin: true,
    hasDouble: true,
    atHome: 0.6,
    withBirth: random.chance(0.6) ? 0.6 : 0.06,
  }
  const elder = somePerson(world, employers, { gender, given: random.chance(0.5) ? name : undefined, traits })
  const { country, language, given, family, home, homePhone, birth } = elder
  const otherName = given === name ? similar : someGivenName(world, language, gender)
  const year = Number(birth.slice(0, 4))
  const younger = somePerson(world, employers, {
    gender,
    country,
    language,
    given: otherName === given ? similar : otherName,
    family,
    home: random.chance(0.75) ? home : undefined,
    homePhone,
    birth: random.chance(0.5) ? birth : someBirth(random, year + 1, Math.min(2005, year + 6)),
    traits,
  })
  return [elder, younger]
}
