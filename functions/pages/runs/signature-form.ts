import { ATTRIBUTES } from '../../../src/similar/lead-attributes.ts'
import { Signature, type Trait } from '../../../src/similar/signature.ts'

/** How much a trait counts, as a person chooses it; "as counted" keeps what the leads gave. */
export const STANCES: [stance: string, label: string, weight: number | undefined][] = [
  ['counted', 'as counted', undefined],
  ['wanted', 'wanted', 1.5],
  ['ignored', 'ignored', 0],
  ['unwanted', 'unwanted', -1.5],
]

export function readSignature(value: unknown): Signature | undefined {
  return Signature.safeParse(value).data
}

type Fields = Record<string, unknown>

/** The signature as it was read with what the form changes: traits left out, weighed anew, and new ones. Undefined where none was read. */
export function signatureFromForm(form: Fields): Signature | undefined {
  const read = parse(form.signature)
  if (!read) return undefined
  const kept = read.traits.flatMap((trait, at): Trait[] => {
    const stance = STANCES.find(([name]) => name === form[`stance:${at}`])
    const weight = stance?.[2] ?? trait.weight
    return weight === 0 ? [] : [{ ...trait, weight }]
  })
  const added = [0, 1].flatMap((at): Trait[] => {
    const attribute = ATTRIBUTES.find((name) => name === form[`new-attribute:${at}`])
    const value = String(form[`new-value:${at}`] ?? '').trim()
    if (!attribute || !value) return []
    const trait = { attribute, value: value.slice(0, 200), weight: 1.5 }
    return readSignature({ traits: [trait] })?.traits ?? []
  })
  return { ...read, traits: [...added, ...kept] }
}

function parse(text: unknown): Signature | undefined {
  try {
    return readSignature(JSON.parse(String(text ?? '')))
  } catch {
    return undefined
  }
}
