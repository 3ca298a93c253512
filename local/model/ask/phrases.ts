/** What the stand-in says around the values of results, in the languages it can answer in. */
export interface Phrases {
  found: string
  notFound: (name: string) => string
  none: string
  near: string
  which: (name: string) => string
  field: (record: string, field: string, value: string) => string
  noField: (record: string, field: string) => string
  count: (count: string, table: string | undefined) => string
  proposed: (what: string) => string
  waits: string
  exists: (record: string) => string
  /** Two names, one record. */
  same: (record: string) => string
  page: (address: string) => string
  notOnPage: (address: string) => string
  refused: (reason: string) => string
  atMost: string
}

const english: Phrases = {
  found: 'Found in the CRM:',
  notFound: (name) => `Nothing called “${name}” was found in the CRM.`,
  none: 'Nothing in the CRM fits that.',
  near: 'What comes nearest:',
  which: (name) => `More than one record is called “${name}”; please say which one:`,
  field: (record, field, value) => `The ${field} of ${record} is ${value}.`,
  noField: (record, field) => `The CRM holds no ${field} of ${record}.`,
  count: (count, table) => {
    const what = table ? (count === '1' ? table : `${table.replace(/y$/, 'ie')}s`) : ''
    return what ? `That makes ${count} ${what}.` : `The count is ${count}.`
  },
  proposed: (what) => `I have proposed ${what}.`,
  waits: "It waits for a person's decision; nothing has changed yet.",
  same: (record) => `That is one record already: ${record}.`,
  exists: (record) => `It exists already, so nothing was proposed: ${record}.`,
  page: (address) => `From ${address}:`,
  notOnPage: (address) => `The page ${address} was read, and it does not say.`,
  refused: (reason) => `That could not be looked up: ${reason}`,
  atMost: 'There may be more; the list ends here.',
}

const german: Phrases = {
  found: 'Im CRM gefunden:',
  notFound: (name) => `Im CRM wurde nichts mit dem Namen „${name}“ gefunden.`,
  none: 'Im CRM passt nichts dazu.',
  near: 'Am nächsten kommt:',
  which: (name) => `Mehrere Einträge heißen „${name}“; welcher ist gemeint?`,
  field: (record, field, value) => `${record}, ${field}: ${value}.`,
  noField: (record, field) => `Im CRM steht zu ${record} nichts unter ${field}.`,
  count: (count) => `Die Anzahl ist ${count}.`,
  proposed: (what) => `Vorgeschlagen: ${what}.`,
  waits: 'Darüber entscheidet ein Mensch; noch ist nichts geändert.',
  same: (record) => `Das ist schon ein einziger Eintrag: ${record}.`,
  exists: (record) => `Das gibt es schon, daher kein Vorschlag: ${record}.`,
  page: (address) => `Von ${address}:`,
  notOnPage: (address) => `Die Seite ${address} wurde gelesen und sagt dazu nichts.`,
  refused: (reason) => `Das war nicht nachzusehen: ${reason}`,
  atMost: 'Es kann mehr geben; die Liste endet hier.',
}

const french: Phrases = {
  found: 'Trouvé dans le CRM :',
  notFound: (name) => `Rien du nom de « ${name} » n’a été trouvé dans le CRM.`,
  none: 'Rien dans le CRM n’y correspond.',
  near: 'Ce qui s’en approche le plus :',
  which: (name) => `Plusieurs fiches s’appellent « ${name} » ; laquelle ?`,
  field: (record, field, value) => `${record}, ${field} : ${value}.`,
  noField: (record, field) => `Le CRM n’a pas de ${field} pour ${record}.`,
  count: (count) => `Le nombre est ${count}.`,
  proposed: (what) => `Proposé : ${what}.`,
  waits: 'Une personne en décide ; rien n’est encore changé.',
  same: (record) => `C’est déjà une seule fiche : ${record}.`,
  exists: (record) => `Cela existe déjà, rien n’a été proposé : ${record}.`,
  page: (address) => `Selon ${address} :`,
  notOnPage: (address) => `La page ${address} a été lue et n’en dit rien.`,
  refused: (reason) => `Impossible de le vérifier : ${reason}`,
  atMost: 'Il peut y en avoir d’autres ; la liste s’arrête ici.',
}

const spanish: Phrases = {
  found: 'Encontrado en el CRM:',
  notFound: (name) => `No se encontró nada llamado «${name}» en el CRM.`,
  none: 'Nada en el CRM corresponde a eso.',
  near: 'Lo más parecido:',
  which: (name) => `Varios registros se llaman «${name}»; ¿cuál?`,
  field: (record, field, value) => `${record}, ${field}: ${value}.`,
  noField: (record, field) => `El CRM no tiene ${field} de ${record}.`,
  count: (count) => `La cantidad es ${count}.`,
  proposed: (what) => `Propuesto: ${what}.`,
  waits: 'Una persona decide; todavía no ha cambiado nada.',
  same: (record) => `Ya es un solo registro: ${record}.`,
  exists: (record) => `Ya existe, no se propuso nada: ${record}.`,
  page: (address) => `De ${address}:`,
  notOnPage: (address) => `Se leyó la página ${address} y no lo dice.`,
  refused: (reason) => `No se pudo consultar: ${reason}`,
  atMost: 'Puede haber más; la lista termina aquí.',
}

/** The language of a question by its small words; English where they do not tell. */
export const phrasesFor = (question: string): Phrases => {
  if (
    /\b(?:wie|welche\w*|wer|zeig\w*|finde|suche|haben|wir|der|die|das|und|ist|sind|bei)\b/i.test(question) &&
    !/\b(?:the|is|are|who|which)\b/i.test(question)
  )
    return german
  if (/\b(?:combien|quel\w*|montre\w*|trouve\w*|cherche|avons|nous|chez|les|des|est|sont|qui)\b/i.test(question))
    return french
  if (/[¿¡]|\b(?:cuánt\w+|cuál\w*|muestra\w*|busca\w*|encuentra|tenemos|quién|los|las|hay)\b/i.test(question))
    return spanish
  return english
}
