/** The languages that names, streets and trades are in; `in` is India's mix. */
export type Language = 'en' | 'de' | 'fr' | 'es' | 'it' | 'in' | 'nl' | 'pl' | 'ja' | 'pt' | 'sv'
