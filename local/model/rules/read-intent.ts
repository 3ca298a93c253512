export type Intent = 'similar_leads' | 'enrich_contacts' | 'follow_ups' | 'find_duplicates' | 'ask' | 'none'

const patterns: [Intent, RegExp, number][] = [
  [
    'find_duplicates',
    /duplicat|dedup|\bmerges?\b|twice in|same (?:person|company|organi[sz]ation)s? (?:twice|more than once)|dubletten?|doppelt|zusammenführ|doublons?|fusionn|fusionar|doppion|dubbel|dubblett|dublett|dobbelt|duplik|zduplik|重複|重复|合併|合并/i,
    4,
  ],
  [
    'follow_ups',
    /follow[- ]?ups?|haven.?t been (?:updated|touched|contacted)|not (?:been )?(?:updated|touched|contacted)|no (?:activity|contact|reply)|\bstale\b|gone (?:quiet|cold|silent)|\bsilent\b|\bremind|\bchase\b|\bnudge|neglected|nachfass|wiedervorlage|nicht (?:mehr )?(?:aktualisiert|bearbeitet|kontaktiert)|relanc|sans nouvelles|pas été mis|seguimiento|sin actualizar|sollecit|non aggiornat|opvolg|niet bijgewerkt|följ(?:a)? upp|uppfölj|følg(?:e)? op|opfølg|przypomn|フォローアップ|跟进|跟進/i,
    4,
  ],
  [
    'similar_leads',
    /\bsimilar|\blike the ones|\blook[- ]?alikes?|\bresembl|\bcomparable|\bmore (?:leads|jobs|opportunities|partnerships) like|ähnlich|vergleichbar|similaire|semblable|comme (?:ceux|celles)|parecid|similares|simili\b|vergelijkbaar|soortgelijk|liknande|lignende|podobn|類似|似た|相似|类似/i,
    4,
  ],
  [
    'enrich_contacts',
    /\benrich|\bdecision[- ]?makers?|\bresearch (?:the )?(?:contacts?|people)|\b(?:find|get|search for|look for|discover) (?:\w+ ){0,3}contacts? (?:at|for|of|in)\b|\bwho (?:should i|to) (?:talk|write|contact|speak)|\bmissing (?:e-?mails?|contacts?|phone|titles?)|\bhiring managers? (?:at|for)|\bfill in (?:the )?contacts?|anreicher|ansprechpartner|entscheid(?:er|ungsträger)|enrichi|décideurs?|interlocuteur|enriquec|tomadores de decisi|responsables? de decisi|arricchi|decisori|verrijk|beslissers?|berika|beslutsfattare|berig|beslutningstager|wzboga|decydent|キーパーソン|決裁者|联系人|聯絡人/i,
    4,
  ],
  [
    'ask',
    /\b(?:show|find|list|look ?up|how many|how much|which|who|what|where|when|count|tell me|give me|do (?:we|i) have|is there|are there|search)\b|\b(?:zeig|finde|suche|wie ?viele|welche|wer|liste)\w*|\b(?:montre|trouve|cherche|combien|quel(?:le)?s?|qui|liste)\w*|\b(?:muestra|busca|encuentra|cu[aá]nt[oa]s|qu[eé]|qui[eé]n|lista)\w*|\b(?:mostra|trova|cerca|quant[ie]|quali|chi)\b|\b(?:toon|zoek|hoeveel|welke|wie)\b|\b(?:visa|hitta|hur många|vilka|vem)\b|\b(?:vis|find|hvor mange|hvilke|hvem)\b|\b(?:pokaż|znajdź|ile)\b|見せて|探し|いくつ|显示|查找|多少/i,
    1,
  ],
]

const crmWords =
  /\b(?:leads?|jobs?|opportunit(?:y|ies)|partnerships?|organi[sz]ations?|compan(?:y|ies)|contacts?|individuals?|people|persons?|deals?|accounts?|tasks?|notes?|projects?|documents?|assets?|pipeline|crm|interview\w*|applications?|offers?|invoices?|payments?|customers?|clients?|recruiters?|e-?mails?|phone|titles?|status(?:es)?|owners?|employments?|activit(?:y|ies))\b|kontakt|firma|firmen|unternehmen|personen|stellen?\b|aufgaben?|angebote?|entreprises?|sociétés?|contacts?|personnes|tâches?|offres?|empresas?|contactos?|personas|tareas?|ofertas?|oportunidades|aziend|contatti|persone|bedrijf|bedrijven|företag|personer|uppgift|virksomhed|opgaver|firmy|osoby|会社|企業|連絡先|公司|联系人|客户/i

/** What kind of work a text asks for, by its words, in the languages people wrote to us in. */
export const readIntent = (text: string): Intent => {
  const hits = patterns.filter(([, pattern]) => pattern.test(text)).sort((a, b) => b[2] - a[2])
  const [best] = hits
  if (!best) return crmWords.test(text) ? 'ask' : 'none'
  if (best[0] !== 'ask') return best[0]
  return crmWords.test(text) || /\b(?:at|from|about|named?)\s+\p{Lu}/u.test(text) ? 'ask' : 'none'
}

const synonyms: Record<Intent, RegExp> = {
  similar_leads: /similar|look_?alike/i,
  enrich_contacts: /enrich|contact|research/i,
  follow_ups: /follow|stale|task/i,
  find_duplicates: /duplic|merge|hygien|dedup/i,
  ask: /^ask|crm|question|query|look_?up|chat|answer/i,
  none: /declin|none|other|unknown|out_?of|off_?topic|unsupported|reject|end|refus/i,
}

/** The member of an enum that stands for the intent; undefined when the enum is about something else. */
export const matchIntent = (intent: Intent, values: string[]): string | undefined =>
  values.find((value) => value === intent) ?? values.find((value) => synonyms[intent].test(value))

/** Whether an enum lists kinds of work to choose from. */
export const isRouteEnum = (values: string[]): boolean => {
  const intents: Intent[] = ['similar_leads', 'enrich_contacts', 'follow_ups', 'find_duplicates']
  return intents.filter((intent) => values.some((value) => synonyms[intent].test(value))).length >= 2
}

const unitDays: [RegExp, number][] = [
  [/^(?:days?|tage?n?|jours?|d[ií]as?|giorni|dag(?:en|ar|e)?|dni|日)/i, 1],
  [/^(?:weeks?|wochen?|semaines?|semanas?|settiman|weken|week|veck|uge|tygod|週|周)/i, 7],
  [/^(?:months?|monat|mois|mes(?:es)?|mesi|maand|månad|måned|miesi|ヶ月|个月)/i, 30],
  [/^(?:fortnights?)/i, 14],
]

const numberWords = 'zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'.split('|')

/** A duration in days: "two weeks" is 14, "10 days" is 10; undefined when none is named. */
export const readDays = (text: string): number | undefined => {
  const match = new RegExp(
    String.raw`\b(\d+|an?|zwei|drei|deux|trois|dos|tres|${numberWords.join('|')})\s+(?:business |working |calendar )?(\p{L}+)`,
    'giu',
  )
  for (const [, amount = '', unit = ''] of text.matchAll(match)) {
    const factor = unitDays.find(([pattern]) => pattern.test(unit))?.[1]
    if (!factor) continue
    const local: Record<string, number> = { a: 1, an: 1, zwei: 2, drei: 3, deux: 2, trois: 3, dos: 2, tres: 3 }
    const word = amount.toLowerCase()
    return factor * (Number(amount) || local[word] || numberWords.indexOf(word))
  }
  return /\bfortnight\b/i.test(text) ? 14 : undefined
}

/** The kind of lead a text speaks of, spelled as the registry does. */
export const readLeadType = (text: string): 'Job' | 'Opportunity' | 'Partnership' | undefined => {
  if (/\bpartnerships?\b|partnerschaft|partenariat|alianza/i.test(text)) return 'Partnership'
  if (/\bjobs?\b|\bvacanc|\bpositions?\b|\bstellen?\b|\bemplois?\b|\bempleos?\b|\binterview/i.test(text)) return 'Job'
  return /\bopportunit|\btenders?\b|\bsales\b|\bchancen?\b|\bproposal/i.test(text) ? 'Opportunity' : undefined
}

/** The stage a text speaks of, as the person wrote it: "reached interview stage" is "interview". */
export const readStage = (text: string): string | undefined =>
  /\breach(?:ed|ing)?\s+(?:the\s+|an?\s+)?["“']?([\p{L} ]+?)["”']?\s*(?:stage|status|phase|step|$|[.,?!])/iu
    .exec(text)?.[1]
    ?.trim() ??
  /\b(?:stage|status|phase)\s*(?:=|is|of|:)?\s*["“']([\p{L} ]+)["”']/iu.exec(text)?.[1]?.trim() ??
  /\b(?:got|made it|came|went) (?:in)?to (?:the |an? )?([\p{L}]+)/iu.exec(text)?.[1] ??
  /\b(interview\w*|screening|offer|proposal|negotiation|qualifying|in talks|applied)\b/i.exec(text)?.[1]
