import { bigramsOf } from './bigram-similarity.ts'
import type { OrganizationForm } from './organization-form.ts'
import { organizationBlocks, organizationTerms, organizationWordTerms } from './organization-terms.ts'
import type { PersonForm } from './person-form.ts'
import { personBlocks, personTerms } from './person-terms.ts'

/** How many records hold a term; a term nobody counted is held by few. */
export type CountOf = (term: number) => number

/** A form made ready to be compared many times; what few comparisons ask for is worked out when it is asked for. */
export interface Comparable<Form> {
  id: number
  form: Form
  /** Blocking terms, ascending. */
  blocks: Float64Array
  /** The term of each field, 0 where there is none. */
  terms: readonly number[]
  /** How many records hold each of them: these two alone until `countTerms` says more. */
  counts: readonly number[]
  /** For organizations: the same two for each word of the name. */
  wordTerms: readonly number[]
  wordCounts: readonly number[]
  street: Uint16Array
}

/** What code that does not care for the kind of record works on. */
export type AnyComparable = Comparable<OrganizationForm> | Comparable<PersonForm>

export const comparablePerson = (id: number, form: PersonForm): Comparable<PersonForm> =>
  new LazyComparable(id, form, PERSON_TERMS)

export const comparableOrganization = (id: number, form: OrganizationForm): Comparable<OrganizationForm> =>
  new LazyComparable(id, form, ORGANIZATION_TERMS)

interface TermsOf<Form> {
  blocks(form: Form): number[]
  terms(form: Form): number[]
  wordTerms(form: Form): number[]
}

const PERSON_TERMS: TermsOf<PersonForm> = { blocks: personBlocks, terms: personTerms, wordTerms: () => [] }
const ORGANIZATION_TERMS: TermsOf<OrganizationForm> = {
  blocks: organizationBlocks,
  terms: organizationTerms,
  wordTerms: organizationWordTerms,
}

/** For every record nobody counted yet; no name has more words. */
const HELD_BY_TWO: readonly number[] = new Array(512).fill(2)

// thousands are in memory at once, and most are only ever looked at
class LazyComparable<Form extends { streetWords: string[] }> implements Comparable<Form> {
  counts = HELD_BY_TWO
  wordCounts = HELD_BY_TWO
  readonly id: number
  readonly form: Form
  readonly #termsOf: TermsOf<Form>
  #terms: number[] | undefined
  #wordTerms: number[] | undefined
  #blocks: Float64Array | undefined
  #street: Uint16Array | undefined

  constructor(id: number, form: Form, termsOf: TermsOf<Form>) {
    this.id = id
    this.form = form
    this.#termsOf = termsOf
  }

  get terms(): readonly number[] {
    this.#terms ??= this.#termsOf.terms(this.form)
    return this.#terms
  }

  get wordTerms(): readonly number[] {
    this.#wordTerms ??= this.#termsOf.wordTerms(this.form)
    return this.#wordTerms
  }

  get blocks(): Float64Array {
    this.#blocks ??= Float64Array.from(this.#termsOf.blocks(this.form)).sort()
    return this.#blocks
  }

  get street(): Uint16Array {
    this.#street ??= bigramsOf(this.form.streetWords.join(''))
    return this.#street
  }
}

/** Notes on a record how common each of its values is. */
export function countTerms(record: AnyComparable, countOf: CountOf): void {
  record.counts = record.terms.map((term) => (term === 0 ? 0 : countOf(term)))
  record.wordCounts = record.wordTerms.map(countOf)
}
