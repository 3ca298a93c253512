import { createFacts, type Facts, labelled, noteFact } from './find-organization.ts'
import { technologies } from './lexicon.ts'
import { parseDay } from './parse-day.ts'
import { findAnnouncer, findPostingTitle } from './posting-heading.ts'
import { linesOf, sentencesOf } from './sentences.ts'

const deadPattern =
  /no longer (?:accepting|taking|considering|available|open)|(?:position|role|job|vacancy|posting|stelle)[^.\n]{0,40}\b(?:filled|closed|expired|besetzt|nicht mehr verfügbar|withdrawn)|(?:has|have) (?:been filled|expired|closed)|applications? (?:are|is|have)(?: now)? closed|applications closed|this (?:ad|listing|posting) (?:has )?expired|offre n['’]est plus|(?:on hold|paused) until|this job is on hold|position has been paused|tjänsten är (?:redan )?tillsatt|deadline has passed|tender is closed|nicht mehr (?:verfügbar|offen)|archived (?:job|posting|vacancy)/i
const livePattern =
  /\bapply (?:now|here|online|by|for this|today)|apply:|how to apply|send (?:us )?your cv|jetzt bewerben|ansök|postuler|closing date|applications (?:are )?(?:open|welcome|close|by)|submit your application/i

// what follows such a heading speaks of other postings
const otherPostings =
  /^(?:similar|related|other|more|ähnliche|weitere) (?:open )?(?:jobs|positions|roles|stellen|vacancies)\b/im

const salaryPattern =
  /(?:salary|gehalt|lön|pay|compensation|range)?[ :]*((?:£|€|\$|CHF|SEK|DKK|ISK|EUR|GBP|USD)\s?\d[\d,.' ]*(?:k|K)?(?:\s?(?:–|—|-|to|bis)\s?(?:£|€|\$|CHF |SEK |DKK )?\d[\d,.' ]*(?:k|K)?)?(?:\s?(?:per|a|pro|\/)\s?(?:year|annum|Jahr|day|hour|month))?|\d[\d.]*\s?(?:–|-|bis)\s?\d[\d.]*\s?(?:€|EUR|kr))/i

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

const boilerplate =
  /cookies|kakor|traceurs|privacy|skip to content|authorised and regulated|all rights reserved|registered (?:in|office)|company n(?:o|umber)|@|\b(?:apply|applications?|bewerb\w*|postuler|ansök\w*)\b|hiring freeze/i

/** The first sentence that says what it is about, past what every page of a site says and what a board says of itself. */
const bodyOf = (text: string, site: string | undefined, announcer: string | undefined) => {
  const isBoards = (sentence: string) =>
    !!site && sentence.startsWith(`${site} `) && !announcer?.toLowerCase().startsWith(site.toLowerCase())
  return linesOf(text)
    .flatMap(sentencesOf)
    .find(
      ({ text: sentence }) =>
        sentence.length > 40 &&
        /[.!]$/.test(sentence) &&
        !boilerplate.test(sentence) &&
        !deadPattern.test(sentence) &&
        !isBoards(sentence),
    )
}

/** What a posting, a tender or a programme page says; `status` is open, closed or unknown by its wording. */
export const findPosting = (whole: string, page: { url?: string; title?: string }): Facts => {
  const facts = createFacts()
  const text = whole.slice(0, otherPostings.exec(whole)?.index)
  const dead = deadPattern.exec(text)
  const live = livePattern.exec(text)
  const title = findPostingTitle(text, page, dead !== null || live !== null || /^(?:salary|location)\s*:/im.test(text))
  if (title) noteFact(facts, text, 'title', title.value, title.index)
  const company = findAnnouncer(text, page)
  if (company) noteFact(facts, text, 'company', company.value, company.index)
  for (const [field, names] of noteLabels) {
    const found = labelled(text, names)
    // "Lieu : Toulouse. Salaire : ..." says more on its line than the place
    if (found) noteFact(facts, text, field, found.value.split(/[.;·] (?=\p{Lu})/u)[0]!, found.index)
  }
  const salary = salaryPattern.exec(text.replace(/\b(?:value|budget|worth)[^\n]*/gi, (rest) => ' '.repeat(rest.length)))
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
  if (dead) noteFact(facts, text, 'status', 'closed', dead.index)
  else if (live) noteFact(facts, text, 'status', 'open', live.index)
  const body = bodyOf(text, page.title?.split(/\s[|–—-]\s/).at(-1), company?.value)
  if (body) noteFact(facts, text, 'description', body.text, body.index)
  if (page.url) facts.values.posting_url = page.url
  return facts
}
