/** What a question about the CRM names. */
export interface Question {
  text: string
  /** Names of records, as written; the longest first mentioned. */
  names: string[]
  url?: string
  /** The kinds of record it speaks of, in order. */
  nouns: Noun[]
}

export type Noun =
  | 'lead'
  | 'organization'
  | 'individual'
  | 'contact'
  | 'deal'
  | 'account'
  | 'project'
  | 'task'
  | 'note'
  | 'document'
  | 'asset'
  | 'data_provenance'

const nouns: [Noun, RegExp][] = [
  ['lead', /\b(?:leads?|jobs?|vacanc\w+|opportunit\w+|partnerships?|pipeline|stellen?|chancen|emplois?|empleos?)\b/i],
  [
    'organization',
    /\b(?:organi[sz]ations?|organizaci[oó]n(?:es)?|compan(?:y|ies)|firms?|employers?|firm(?:a|en)|unternehmen|entreprises?|sociétés?|empresas?|organisation(?:en|er)?|företag)\b/i,
  ],
  ['individual', /\b(?:individuals?|people|persons?|who is|who are|personen|leute|personnes|personas|personer)\b/i],
  ['contact', /\b(?:contacts?|who works|kontakte?|ansprechpartner\w*|contactos?)\b/i],
  ['deal', /\b(?:deals?|geschäfte?|affaires|negocios)\b/i],
  ['account', /\b(?:accounts?|konten|comptes|cuentas)\b/i],
  ['project', /\b(?:projects?|projekte?|projets?|proyectos?)\b/i],
  ['task', /\b(?:tasks?|to-?dos?|reminders?|aufgaben?|tâches?|tareas?|uppgifter)\b/i],
  ['note', /\b(?:notes?|notizen?|notas?)\b/i],
  ['document', /\b(?:documents?|files?|attachments?|dokumente?)\b/i],
  ['asset', /\b(?:assets?)\b/i],
  ['data_provenance', /\b(?:provenance|where does .* come from|source of)\b/i],
]

// capitals of these are the sentence's or the CRM's own, not a record's
const notNames = new Set(
  `A About Account Accounts Add All Am An And Any Applied Are As Ask At Average Best Between By Can Change CEO Change Check CFO CIO Company Companies Contact Contacts Correct Could Count Create CRM CTO Cuántas Cuántos Data Deal Deals Did Display Do Document Documents Does Edit Email Emails Fetch Find For From Get Give Has Have Hello Hey Hi How I Idea If In Individual Individuals Interview Interviewing Is It Job Jobs Lead Leads Let List Look Lookup Lost Make Many May Me Merge Missing Move My Name Negotiation New No Note Notes Of Offer On Open Opportunities Opportunity Or Organisation Organisations Organization Organizations Our Partnership Partnerships People Person Phone Please Project Projects Propose Proposal Qualifying Read Rejected Remind Rename Reminder Screening Search Send Set Should Show Sum Task Tasks Tell Than The Their Them There These Title To Top Total Update Use VP We Welche Wer What Whats When Where Which Who Whom Whose Why Wie Wieviele Wikipedia Will With Withdrawn Without Won Would You Zeig Zeige Finde Montre Quelles Quels Combien Muestra Busca Website Web Internet Google Online CVs Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August September October November December SQL Hold Firmen Firma Unternehmen Kontakte Personen Aufgaben Aufgabe`.split(
    /\s+/,
  ),
)

const smallWords = new Set(
  `a about add all an and any are as at be by can company contact contacts could create crm deal deals did do does email emails fetch find for from get give have how i in individual is it job jobs know last lead leads list look lookup me my name named of on open or organization organizations our people person phone please record records search see show status tell that the their there they to up us was we what when where which who with working works you your information info details anything everything something need want current`.split(
    ' ',
  ),
)

const part = String.raw`[\p{Lu}\p{N}][\p{L}\p{N}’'&./-]*`
const namePattern = new RegExp(String.raw`${part}(?:\s+(?:(?:&|of|de|van|der|von|la)\s+)?${part})*`, 'gu')

const capitalNames = (text: string): string[] =>
  [...text.matchAll(namePattern)].flatMap(([whole]) => {
    const words = whole
      .replace(/['’]s$/, '')
      .replace(/[.,;:]+$/, '')
      .split(/\s+/)
    while (words.length > 0 && (notNames.has(words[0]!) || /^\d+[km]?$|^\p{Ll}+$|^&$/u.test(words[0]!))) words.shift()
    while (words.length > 0 && (notNames.has(words.at(-1)!) || /^\p{Ll}+$/u.test(words.at(-1)!))) words.pop()
    const name = words.join(' ').replace(/['’]s$/, '')
    return name.length > 1 && /\p{L}/u.test(name) ? [name] : []
  })

const quotedNames = (text: string) =>
  [...text.matchAll(/["“„'‘]([^"“”„'‘’]{2,80})["”“'’](?![\p{L}])/gu)].map(([, name]) => name!.trim())

const plainNames = (text: string): string[] => {
  const after =
    /\b(?:about|at|for|named|called|with|of|from|find|show me|show|look up|lookup|who is)\s+((?:[\p{L}\p{N}’'&.-]+\s*){1,5})/iu.exec(
      text,
    )?.[1]
  const words = (after ?? text).split(/\s+/).map((word) => word.replace(/[?!.,;:]+$/, ''))
  const kept = words.filter((word) => word && !smallWords.has(word.toLowerCase()))
  return kept.length > 0 && kept.length <= 4 ? [kept.join(' ')] : []
}

/** Reads what is asked about; a question without capitals or quotes still names what follows its "about" or "find". */
export const readQuestion = (text: string): Question => {
  const emails = text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g) ?? []
  const url = /https?:\/\/[^\s"'<>)]+/.exec(text)?.[0].replace(/[.,;?!]+$/, '')
  const bare = text.replace(url ?? '\u0000', ' ').replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, ' ')
  const quoted = quotedNames(bare)
  const capital = capitalNames(bare.replace(/["“„”]/g, ' ')).filter(
    (name) => !quoted.some((each) => each.includes(name)),
  )
  const names = [...emails, ...quoted, ...capital]
  return {
    text,
    names: [...new Set(names)],
    ...(url ? { url } : {}),
    nouns: nouns
      .map(([noun, pattern]) => ({ noun, at: text.search(pattern) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at)
      .map(({ noun }) => noun),
  }
}

/** The name a question without capitals may mean. */
export const guessName = ({ text }: Question): string | undefined => plainNames(text)[0]
