import type { UseCase } from '../../runs/use-case.ts'

export interface Intent {
  useCase: UseCase
  /** So plain that nobody has to be asked. */
  isPlain: boolean
}

const word = (...alternatives: string[]) => new RegExp(`(?<!\\p{L})(?:${alternatives.join('|')})(?!\\p{L})`, 'iu')

const ASKING = word(
  'show|list|count|get|give me|tell me|look ?up|find|search|fetch|how many|how much|which|who|whose|what|when|where|do we|is there|are there',
  'zeige?|zeigen|liste|finde?|suche?|such|wie ?viele?|welche[rsmn]?|wer|was|wann|gib mir|nenne?',
  'montre[rz]?|affiche[rz]?|trouve[rz]?|cherche[rz]?|liste[rz]?|combien|quel(?:le)?s?|qui|donne[rz]?',
  'mu[eé]strame|muestra|mostrar|ens[eé][nñ]ame|encuentra|busca[r]?|lista|cu[aá]nt[oa]s?|qu[eé]|cu[aá]l(?:es)?|qui[eé]n(?:es)?|dame',
  'mostra(?:mi)?|trova(?:mi)?|cerca|elenca|quant[ie]|quali|chi|dammi',
  'mostre|encontre|procure|liste|quant[oa]s|quais|quem|toon|vind|zoek|hoeveel|welke|wie|visa|hitta|hur m[aå]nga|vilka',
)

// "people", "jobs" and "notes" are the world's as much as a CRM's, so they are not here
const ENTITIES = word(
  'leads?|deals?|contacts?|organi[sz]ations?|individuals?|opportunit(?:y|ies)|partnerships?|crm|pipeline',
  '(?:my|our) (?:\\p{L}+ ){0,2}(?:people|compan(?:y|ies)|accounts?|jobs?|projects?|tasks?|notes?|documents?|customers?|clients?)',
  'organisation(?:en)?|kontakt(?:e|en)?|ansprechpartner(?:in|innen)?|verkaufschancen',
  'organisations?|opportunit[eé]s?|partenariats?|contactos?|organizaci[oó]n(?:es)?|oportunidad(?:es)?',
  'contatt[oi]|organizzazion[ei]|opportunit[aà]|contatos?|organiza[cç](?:[aã]o|[oõ]es)|organisaties?|contacten|contactpersonen|kontakter',
)

const DUPLICATES = word(
  'duplicat\\p{L}*|dedup\\p{L}*|dupes?|doppelt\\p{L}*|dublett\\p{L}*|duplikat\\p{L}*|doublons?|duplicad\\p{L}*|doppion\\p{L}*|dubbel\\p{L}*|same (?:person|compan(?:y|ies)|organi[sz]ation)',
)
const FOLLOW_UP = word(
  "follow[ -]?ups?|follow up|nachfass\\p{L}*|wiedervorlagen?|relanc\\p{L}*|seguimientos?|sollecit\\p{L}*|opvolg\\p{L}*|not (?:been )?(?:updated|touched|contacted)|(?:haven|hasn)['’]t been (?:updated|touched|contacted)|stale|gone quiet",
)
const SIMILAR = word(
  '(?:similar|comparable) to|similar (?:\\p{L}+ )?(?:leads?|jobs?|opportunities|partnerships|ones)|look[- ]?alikes?|(?:leads?|jobs?|opportunities|partnerships) like (?:the|those|my|our|ones)',
  '[aä]hnlich\\p{L}*|semblables?|similaires?|parecid[oa]s?|simil[ei]|semelhantes?|vergelijkbare?|liknande',
)
const RESEARCH = word(
  'research|enrich|recherchiere?n?|anreichern|reichere|enrichi[rs]\\p{L}*|recherche[rz]?|investiga[r]?|enriquece[r]?|arricchi\\p{L}*|verrijk\\p{L}*',
)
const CONTACTS = word(
  'contacts?|people|decision makers|kontakte?n?|ansprechpartner\\p{L}*|personen|contactos?|personas?|personnes?|contatt[oi]|contatos?|contacten',
)
const MAKING = word(
  'create|make|add|set up|suggest|propose|schedule|plan|erstelle?n?|lege?n?|schlage?n?|cr[eé]e[rz]?|propose[rz]?|crea[r]?|prop[oó]n|cria[r]?|maak',
)
const TASKS = word(
  'tasks|follow[ -]?ups|follow up|reminders|aufgaben|t[aâ]ches|tareas|attivit[aà]|tarefas|taken|wiedervorlagen|relances',
)
const SEARCHING = word(
  'find|search|look for|detect|identify|discover|suggest|propose|clean up|merge|dedup\\p{L}*|finde?|suche?|trouve[rz]?|cherche[rz]?|encuentra|busca[r]?|trova|cerca|encontre|procure|vind|zoek|hitta',
)
const OWN_LEADS = word(
  'leads?|jobs?|opportunit(?:y|ies)|partnerships?|chancen|stellen|opportunit[eé]s?|oportunidades|opportunit[aà]',
)
const COUNTING = word(
  'how many|how much|which|who|what|when|show|list|count|wie ?viele?|welche[rsmn]?|wer|zeige?|combien|quel(?:le)?s?|qui|cu[aá]nt[oa]s?|cu[aá]l(?:es)?|quant[ie]|quali|quant[oa]s|quais|hoeveel|welke|montre[rz]?|muestra|mu[eé]strame|mostra(?:mi)?',
)
const NAMES_AN_ID =
  /#?\d{1,15}\s+(?:and|into|with|und|in|et|dans|y|en|e)\s+#?\d{1,15}|\b(?:organi[sz]ation|individual|contact|account|lead)\s+#?\d/i

/** One thing to be proposed about one record: nothing that a use case would go through the CRM for. */
const ONE_CHANGE = new RegExp(
  [
    /^(?:please\s+)?(?:set|change|update|correct|fix)\s.*\b(?:industry|phone|e-?mail|website|title|status|stage|name|city|country|department|address|owner|amount|value|probability|due date)\b/,
    /^(?:please\s+)?(?:create|add|make|set up|propose|schedule)\s+(?:me\s+)?(?:a|an|one)\s+(?:new\s+)?(?:task|to-?do|reminder|note|contact|organi[sz]ation|lead|deal|project)\b/,
    /^(?:erstelle|lege)\s+(?:bitte\s+)?eine[n]?\s+(?:neue[nr]?\s+)?(?:aufgabe|notiz|kontakt|lead)\b/,
  ]
    .map(({ source }) => `(?:${source})`)
    .join('|'),
  'iu',
)

const isPlainly: Record<Exclude<UseCase, 'ask'>, (text: string) => boolean> = {
  find_duplicates: (text) => SEARCHING.test(text),
  follow_ups: (text) => MAKING.test(text) && TASKS.test(text) && OWN_LEADS.test(text),
  similar_leads: (text) => SEARCHING.test(text) && OWN_LEADS.test(text),
  enrich_contacts: (text) => CONTACTS.test(text),
}

/**
 * What a request is by its own words, in the languages of the lists above; undefined where no word says. A use case is
 * only plain where its verb stands beside its subject and nothing is merely counted or shown.
 */
export function readIntent(request: string): Intent | undefined {
  const text = request.normalize('NFC')
  if (ONE_CHANGE.test(text) || (DUPLICATES.test(text) && NAMES_AN_ID.test(text)))
    return { useCase: 'ask', isPlain: true }
  const named = useCaseIn(text)
  const counts = COUNTING.test(text.split(/\s+/).slice(0, 4).join(' '))
  if (named) return { useCase: counts ? 'ask' : named, isPlain: !counts && isPlainly[named](text) }
  const opening = text.split(/\s+/).slice(0, 6).join(' ')
  return ASKING.test(opening) && ENTITIES.test(text) ? { useCase: 'ask', isPlain: true } : undefined
}

function useCaseIn(text: string): Exclude<UseCase, 'ask'> | undefined {
  if (DUPLICATES.test(text)) return 'find_duplicates'
  if (SIMILAR.test(text)) return 'similar_leads'
  if (FOLLOW_UP.test(text)) return 'follow_ups'
  return RESEARCH.test(text) && CONTACTS.test(text) ? 'enrich_contacts' : undefined
}
