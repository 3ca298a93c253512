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
