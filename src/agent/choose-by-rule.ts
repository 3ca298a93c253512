import type { ChooseUseCase } from './step-work.ts'

const rules: [RegExp, 'find_duplicates' | 'enrich_contacts' | 'follow_ups' | 'similar_leads'][] = [
  [/\b(duplicates?|dedup\w*|merges?|same (person|company|organi[sz]ation))\b/i, 'find_duplicates'],
  [/\b(follow[ -]?ups?|stale|silent|not (been )?(updated|touched)|haven.t been)\b/i, 'follow_ups'],
  [/\b(similar|look ?alike|like (the|those|my|ones))\b/i, 'similar_leads'],
  [/\b(enrich|research|contacts? at|find (the )?(contacts?|people))\b/i, 'enrich_contacts'],
]

/** The use case a question plainly names; anything else is a question about the CRM. */
export const chooseByRule: ChooseUseCase = async ({ prompt }) => {
  const found = rules.find(([pattern]) => pattern.test(prompt ?? ''))
  return { useCase: found ? found[1] : 'ask' }
}
