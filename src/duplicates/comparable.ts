import { bigramsOf } from './bigram-similarity.ts'
import type { OrganizationForm } from './organization-form.ts'
import { organizationBlocks, organizationTerms, organizationWordTerms } from './organization-terms.ts'
import type { PersonForm } from './person-form.ts'
import { personBlocks, personTerms } from './person-terms.ts'

/** How many records hold a term; a term nobody counted is held by few. */
export type CountOf = (term: number) => number

/** A form made ready to be compared many times: integers, short strings and typed arrays. */
export interface Comparable<Form> {
  id: number
  form: Form
  /** Blocking terms, ascending. */
  blocks: Float64Array
  /** The term of each field, 0 where there is none. */
  terms: Float64Array
  /** How many records hold each of them; filled by `countTerms`. */
  counts: Float64Array
  /** For organizations: the same two for each word of the name. */
  wordTerms: Float64Array
  wordCounts: Float64Array
  street: Uint16Array
}

/** What code that does not care for the kind of record works on. */
export type AnyComparable = Comparable<OrganizationForm> | Comparable<PersonForm>

export function comparablePerson(id: number, form: PersonForm): Comparable<PersonForm> {
  return comparable(id, form, personBlocks(form), personTerms(form), [])
}

export function comparableOrganization(id: number, form: OrganizationForm): Comparable<OrganizationForm> {
  return comparable(id, form, organizationBlocks(form), organizationTerms(form), organizationWordTerms(form))
}

function comparable<Form extends { streetWords: string[] }>(
  id: number,
  form: Form,
  blocks: number[],
  terms: number[],
  wordTerms: number[],
): Comparable<Form> {
  return {
    id,
    form,
    blocks: Float64Array.from(blocks).sort(),
    terms: Float64Array.from(terms),
    counts: new Float64Array(terms.length),
    wordTerms: Float64Array.from(wordTerms),
    wordCounts: new Float64Array(wordTerms.length),
    street: bigramsOf(form.streetWords.join('')),
  }
}

/** Notes on a record how common each of its values is. */
export function countTerms(record: AnyComparable, countOf: CountOf): void {
  for (let at = 0; at < record.terms.length; at++)
    record.counts[at] = record.terms[at] === 0 ? 0 : countOf(record.terms[at]!)
  for (let at = 0; at < record.wordTerms.length; at++) record.wordCounts[at] = countOf(record.wordTerms[at]!)
}
