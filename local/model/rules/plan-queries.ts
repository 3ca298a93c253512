import { type GivenFields, given, givenAll, readFields } from './read-fields.ts'

const unique = (queries: (string | undefined)[]) =>
  [
    ...new Set(queries.filter((query): query is string => !!query).map((query) => query.replace(/\s+/g, ' ').trim())),
  ].filter(Boolean)

const words = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' ')

const typeWords = (text: string) => {
  if (/partnership/i.test(text)) return ['partner programme', 'become a partner']
  if (/opportunit|tender|procure/i.test(text)) return ['invitation to tender', 'request for proposal']
  return ['job', 'careers apply']
}

const roleOf = (fields: GivenFields) =>
  givenAll(fields, 'role_family', 'role', 'roles', 'job_title', 'titles', 'title', 'position')

const planForSignature = (fields: GivenFields, text: string): string[] => {
  const roles = roleOf(fields)
  const role = roles[0]
  const industries = givenAll(fields, 'industry', 'industries', 'sector')
  const seniority = given(fields, 'seniority', 'level')
  const place = given(fields, 'place', 'location', 'city', 'places', 'country')
  const technology = givenAll(fields, 'technology', 'technologies', 'tech', 'technology_words', 'skills', 'words')
  const kind = typeWords(text)
  const isRemote = /remote/i.test([...fields].filter(([key]) => /remote|place/.test(key)).join(' '))
  const named =
    role && seniority && !role.toLowerCase().includes(seniority.toLowerCase()) ? `${seniority} ${role}` : role
  return unique([
    words(named, industries[0], kind[0]),
    words(named, place, kind[0]),
    words(role, ...technology.slice(0, 3), kind[1]),
    words(role, industries[1] ?? industries[0], place),
    isRemote ? words(named, 'remote', industries[0]) : undefined,
    ...roles.slice(1, 3).map((other) => words(seniority, other, industries[0], kind[0])),
    ...industries.slice(1, 3).map((industry) => words(named, industry, kind[0])),
  ])
}

const hostOf = (website: string) => website.replace(/^https?:\/\/(?:www\.)?/, '').replace(/[/?#].*$/, '')

const planForOrganization = (fields: GivenFields, name: string): string[] => {
  const website = given(fields, 'website', 'domain', 'url', 'host')
  const person = given(fields, 'person', 'full_name', 'individual')
  const roles = givenAll(fields, 'roles', 'role', 'titles', 'decision_makers').slice(0, 3)
  const bare = name.replace(/,?\s+(?:Ltd|Limited|plc|LLP|Inc|GmbH|AG|AB|A\/S|ApS|SAS|ehf|B\.V)\.?$/i, '')
  return unique([
    person ? `"${person}" ${bare}` : undefined,
    `"${bare}" leadership team`,
    `${bare} management team contact`,
    ...roles.map((role) => `"${bare}" ${role}`),
    website ? `site:${hostOf(website)} team` : undefined,
    `${bare} about us`,
  ])
}

/** Search queries from what the message gives: an organization to research, or the signature of leads to find more of. */
export const planQueries = (text: string, limit: number): string[] => {
  const fields = readFields(text)
  const organization =
    given(fields, 'organization_name', 'company_name', 'organization', 'company') ??
    (roleOf(fields).length === 0 ? given(fields, 'name') : undefined)
  const hasSignature = ['industry', 'role_family', 'seniority', 'technologies', 'signature', 'technology'].some(
    (name) => givenAll(fields, name).length > 0,
  )
  const queries =
    organization && (!hasSignature || /contact|people|decision|enrich|who works/i.test(text))
      ? planForOrganization(fields, organization)
      : planForSignature(fields, text)
  if (queries.length > 0) return queries.slice(0, limit)
  const names = /["“]([^"”]{3,80})["”]/.exec(text)?.[1]
  return unique([
    names ??
      text
        .split('\n')
        .find((line) => line.trim().length > 0)
        ?.slice(0, 90),
  ]).slice(0, limit)
}
