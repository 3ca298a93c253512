import { createFacts, type Facts, findOwner, labelled, noteFact } from './find-organization.ts'
import { technologies } from './lexicon.ts'
import { linesOf, sentenceAt } from './sentences.ts'

const deadPattern =
  /no longer (?:accepting|taking|considering|available|open)|(?:position|role|job|vacancy|posting|stelle)[^.\n]{0,40}\b(?:filled|closed|expired|besetzt|nicht mehr verfügbar|withdrawn)|(?:has|have) (?:been filled|expired|closed)|applications? (?:are|is|have)(?: now)? closed|applications closed|this (?:ad|listing|posting) (?:has )?expired|offre n['’]est plus|(?:on hold|paused) until|this job is on hold|position has been paused|tjänsten är (?:redan )?tillsatt|deadline has passed|tender is closed|nicht mehr (?:verfügbar|offen)|archived (?:job|posting|vacancy)/i
const livePattern =
  /\bapply (?:now|here|online|by|for this|today)|apply:|how to apply|send (?:us )?your cv|jetzt bewerben|ansök|postuler|closing date|applications (?:are )?(?:open|welcome|close|by)|submit your application/i

// what follows such a heading speaks of other postings
const otherPostings =
  /^(?:similar|related|other|more|ähnliche|weitere) (?:open )?(?:jobs|positions|roles|stellen|vacancies)\b/im

const salaryPattern =
  /(?:salary|gehalt|lön|pay|compensation|range)?[ :]*((?:£|€|\$|CHF|SEK|DKK|ISK|EUR|GBP|USD)\s?\d[\d,.' ]*(?:k|K)?(?:\s?(?:–|—|-|to|bis)\s?(?:£|€|\$|CHF |SEK |DKK )?\d[\d,.' ]*(?:k|K)?)?(?:\s?(?:per|a|pro|\/)\s?(?:year|annum|Jahr|day|hour|month))?|\d[\d.]*\s?(?:–|-|bis)\s?\d[\d.]*\s?(?:€|EUR|kr))/i

const months = 'january february march april may june july august september october november december'.split(' ')

/** A day written in words or figures as ISO 8601; undefined for anything else. */
export const parseDay = (text: string): string | undefined => {
  const iso = /\b(\d{4})-(\d{2})-(\d{2})\b/.exec(text)
  if (iso) return iso[0]
  const german = /\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b/.exec(text)
  if (german) return `${german[3]}-${german[2]!.padStart(2, '0')}-${german[1]!.padStart(2, '0')}`
  const british = /\b(\d{1,2})(?:st|nd|rd|th)? (\p{L}{3,9})\.? (\d{4})\b/u.exec(text)
  const american = /\b(\p{L}{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b/u.exec(text)
  const [day, word, year] = british ? british.slice(1) : american ? [american[2], american[1], american[3]] : []
  const month = months.findIndex((each) => word && each.startsWith(word.toLowerCase().slice(0, 3))) + 1
  return day && year && month > 0 ? `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}` : undefined
}

const titleFromPage = (text: string, page: { title?: string }) => {
  const label = labelled(text, 'Job title|Position|Role|Vacancy|Stelle|Titel|Poste')
  if (label) return { value: label.value, index: label.index }
  const title = page.title ?? ''
  const roleWords =
    /engineer|developer|manager|lead|architect|scientist|analyst|head of|director|entwickler|ingénieur|ingenieur|consultant|designer|tender|request for proposal|partner program/i
  const candidates = [
    /^(.*?) (?:at|bei|@|chez) .+$/.exec(title)?.[1],
    /^.+? (?:is )?hiring (?:an? )?(.*?)(?: in .*)?(?: \| .*)?$/i.exec(title)?.[1],
    ...title.split(/\s[|–—-]\s/),
    ...linesOf(text)
      .slice(0, 12)
      .map((line) => line.text),
  ].filter((each): each is string => !!each && each.length < 90 && roleWords.test(each))
  const value = candidates.find((each) => text.includes(each)) ?? candidates[0]
  return value ? { value: value.trim(), index: Math.max(0, text.indexOf(value)) } : undefined
}

const companyFromPage = (text: string, page: { url?: string; title?: string }) => {
  const label = labelled(
    text,
    'Company|Employer|Buyer|Contracting authority|Organisation|Organization|Unternehmen|Arbeitgeber|Entreprise',
  )
  if (label) return label
  const title = page.title ?? ''
  const named =
    /^(.+?) (?:is )?hiring /i.exec(title)?.[1] ??
    / (?:at|bei|@|chez) ([^|–—]+?)(?: \|.*| [–—-] .*)?$/.exec(title)?.[1] ??
    /\/(?:jobs\.lever\.co|boards\.greenhouse\.io)\//.exec(`/${page.url ?? ''}`)
  if (typeof named === 'string') return { value: named.trim(), index: Math.max(0, text.indexOf(named.trim())) }
  const lever = /lever\.co|greenhouse\.io/.test(page.url ?? '') ? title.split(/\s[|–—-]\s/)[0] : undefined
  const owner = lever ?? findOwner(text, page)
  return owner ? { value: owner, index: Math.max(0, text.indexOf(owner)) } : undefined
}

const noteLabels: [field: string, labels: string][] = [
  ['location', 'Location|Place|Standort|Arbeitsort|Ort|Lieu|Plats|Where'],
  ['employment_type', 'Employment type|Contract|Job type|Vertrag|Type'],
  ['department', 'Department|Team|Abteilung'],
  ['seniority', 'Seniority|Seniority level|Level'],
  ['industry', 'Industry|Sector|Industries|Branche'],
]

const noteDates = (facts: Facts, text: string) => {
  const posted =
    /\b(?:posted|published|date posted|online since|veröffentlicht|publicerad|listed)[^\n]{0,20}?(?=\d|\p{Lu}\p{Ll}{2,8} \d)/iu.exec(
      text,
    )
  const postedOn = posted && parseDay(text.slice(posted.index, posted.index + posted[0].length + 24))
  if (posted && postedOn) noteFact(facts, text, 'posted_at', postedOn, posted.index)
  const closes =
    /\b(?:closing date|closes?|apply by|applications? (?:close|by|until)|deadline|bewerbungsfrist|submission deadline|return (?:date|by)|tenders? (?:due|must)|valid through)[^\n]{0,60}?(?=\d|\p{Lu}\p{Ll}{2,8} \d)/iu.exec(
      text,
    )
  const closesOn = closes && parseDay(text.slice(closes.index, closes.index + closes[0].length + 24))
  if (closes && closesOn) noteFact(facts, text, 'closes_on', closesOn, closes.index)
}

const noteValue = (facts: Facts, text: string) => {
  const value =
    /(?:estimated value|contract value|budget|value|worth)[^\n]{0,30}?(?:£|€|\$|GBP|EUR)\s?(\d[\d,.]*)\s?(k|K|m|million)?/i.exec(
      text,
    )
  if (!value) return
  const factor = /k/i.test(value[2] ?? '') ? 1_000 : value[2] ? 1_000_000 : 1
  noteFact(facts, text, 'estimated_value', Number(value[1]!.replace(/[,.](?=\d{3}\b)/g, '')) * factor, value.index)
}

const noteTechnologies = (facts: Facts, text: string) => {
  const named = technologies.filter((name) =>
    new RegExp(String.raw`(?<![\p{L}\p{N}])${name.replace(/[.+]/g, '\\$&')}(?![\p{L}\p{N}+])`, 'u').test(text),
  )
  if (named.length > 0) noteFact(facts, text, 'technologies', named.join(', '), text.indexOf(named[0]!))
}

/** What a posting, a tender or a programme page says; `status` is open, closed or unknown by its wording. */
export const findPosting = (whole: string, page: { url?: string; title?: string }): Facts => {
  const facts = createFacts()
  const text = whole.slice(0, otherPostings.exec(whole)?.index)
  const title = titleFromPage(text, page)
  if (title) noteFact(facts, text, 'title', title.value, title.index)
  const company = companyFromPage(text, page)
  if (company) noteFact(facts, text, 'company', company.value, company.index)
  for (const [field, names] of noteLabels) {
    const found = labelled(text, names)
    if (found) noteFact(facts, text, field, found.value, found.index)
  }
  const salary = salaryPattern.exec(text)
  if (salary)
    noteFact(
      facts,
      text,
      'salary_range',
      salary[1]!.trim().replace(/[,.]$/, ''),
      salary.index + salary[0].indexOf(salary[1]!),
    )
  const remote =
    /\b(?:fully remote|remote(?:ly)?|work from (?:home|anywhere)|home ?office|télétravail|distans)\b/i.exec(text)
  const onSite = /\b(?:on[- ]site(?: only)?|no remote|office[- ]based|vor ort)\b/i.exec(text)
  if (onSite && (!remote || /no remote|only/i.test(onSite[0]))) noteFact(facts, text, 'remote', false, onSite.index)
  else if (remote) noteFact(facts, text, 'remote', true, remote.index)
  noteDates(facts, text)
  noteValue(facts, text)
  noteTechnologies(facts, text)
  const dead = deadPattern.exec(text)
  const live = livePattern.exec(text)
  if (dead) noteFact(facts, text, 'status', 'closed', dead.index)
  else if (live) noteFact(facts, text, 'status', 'open', live.index)
  const body = linesOf(text).find((line) => line.text.length > 90)
  if (body) noteFact(facts, text, 'description', sentenceAt(text, body.index)!.text, body.index)
  if (page.url) facts.values.posting_url = page.url
  return facts
}
