import type { Language } from './languages.ts'

export interface StreetKind {
  /** The word for street, or the end of the name. */
  word: string
  /** How else it is written. */
  others: string[]
}

/** Kinds as "weight word|other|other". */
const kinds = (text: string): [weight: number, kind: StreetKind][] =>
  text.split(/,\s*/).map((entry) => {
    const [, weight, spellings = ''] = /^(\S+) (.*)$/.exec(entry) ?? []
    const [word = '', ...others] = spellings.split('|')
    return [Number(weight), { word, others: others.length > 0 ? others : [word] }]
  })

/** Streets of a language, and how many of them are written with the whole word; without a kind it is in the name. */
export const STREET_KINDS: Partial<Record<Language, { whole: number; kinds: [weight: number, kind: StreetKind][] }>> = {
  en: {
    whole: 0.5,
    kinds: kinds(
      '5 Street|St|St., 3 Avenue|Ave|Ave.|Av, 3 Road|Rd|Rd., 2 Drive|Dr|Dr., 1 Lane|Ln, 1 Boulevard|Blvd|Blvd., 0.5 Court|Ct, 0.5 Way, 0.4 Place|Pl',
    ),
  },
  de: { whole: 0.4, kinds: kinds('6 straße|str.|str.|str.|str.|strasse|strasse| Str., 2 weg, 1 platz, 1 allee') },
  nl: { whole: 0.85, kinds: kinds('6 straat|str., 2 weg, 2 laan, 1 plein') },
  sv: { whole: 1, kinds: kinds('6 gatan, 3 vägen') },
  fr: {
    whole: 0.5,
    kinds: kinds(
      '6 rue|Rue|Rue|Rue|r.|r., 3 avenue|Avenue|Avenue|av., 2 boulevard|Boulevard|Boulevard|bd, 1 place|Place|Place|pl.',
    ),
  },
  es: { whole: 0.5, kinds: kinds('6 Calle|C/, 3 Avenida|Avda., 1 Plaza|Pza.') },
  it: { whole: 0.8, kinds: kinds('7 Via|V., 2 Viale|V.le, 1 Piazza|P.zza, 1 Corso|C.so') },
  pt: { whole: 0.6, kinds: kinds('6 Rua|R., 3 Avenida|Av., 1 Travessa|Tv.') },
  in: { whole: 0.8, kinds: kinds('2 Road|Rd, 1 Nagar, 1 Street, 1 Marg') },
}
